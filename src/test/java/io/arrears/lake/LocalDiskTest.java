package io.arrears.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileNotFoundException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalDiskTest {

    @TempDir
    private java.nio.file.Path folder;

    private FileSystem disk() throws Exception {
        Configuration configuration = new Configuration();
        configuration.set("fs.file.impl", LocalDisk.class.getName());
        return FileSystem.newInstance(folder.toUri(), configuration);
    }

    @Test
    void filesAreWrittenListedAndFoundWithNothingBeside() throws Exception {
        FileSystem disk = disk();
        Path odd = new Path(folder.toUri().getPath(), "b=c d%20é");
        try (FSDataOutputStream out = disk.create(odd)) {
            out.write("five!".getBytes(StandardCharsets.UTF_8));
        }
        disk.mkdirs(new Path(folder.toUri().getPath(), "sub"));
        FileStatus[] found = disk.listStatus(new Path(folder.toUri().getPath()));
        Arrays.sort(found);
        assertEquals(
                List.of("b=c d%20é", "sub"),
                Arrays.stream(found).map(each -> each.getPath().getName()).toList());
        assertEquals(5, found[0].getLen());
        assertTrue(found[1].isDirectory());
        assertEquals(5, disk.getFileStatus(odd).getLen());
        assertEquals(
                Files.getLastModifiedTime(folder.resolve("b=c d%20é")).toMillis(),
                disk.getFileStatus(odd).getModificationTime());
        assertTrue(disk.rename(odd, new Path(folder.toUri().getPath(), "renamed")));
        assertFalse(disk.exists(odd));
    }

    @Test
    void whatIsNotThereIsSaidAsHadoopExpectsIt() throws Exception {
        Path nothing = new Path(folder.toUri().getPath(), "nothing");
        assertThrows(FileNotFoundException.class, () -> disk().getFileStatus(nothing));
        assertThrows(FileNotFoundException.class, () -> disk().listStatus(nothing));
        assertFalse(disk().exists(nothing));
    }

    @Test
    void permissionsAreSet() throws Exception {
        Path file = new Path(folder.toUri().getPath(), "secret");
        disk().create(file).close();
        disk().setPermission(file, new FsPermission("600"));
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("secret"))));
    }
}
