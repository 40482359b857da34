package io.arrears.lake;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * The local disk for Hadoop, without other programs: Hadoop's own class starts {@code chmod}, {@code ls} and
 * {@code readlink} for every file where its native library is not installed, two thousand processes in a run. As with
 * Hadoop's class, the checksum of every piece of a file lies beside it, {@code .<name>.crc}, and a piece that does not
 * fit its checksum is never given to a reader; a file without one is read as it is.
 */
public final class LocalDisk extends LocalFileSystem {

    /** Called by Hadoop, see {@code fs.file.impl} in {@link Sessions}. */
    public LocalDisk() {
        super(new Raw());
    }

    private static final class Raw extends RawLocalFileSystem {

        @Override
        public FileStatus getFileStatus(Path path) throws IOException {
            return status(pathToFile(path), path);
        }

        @Override
        public FileStatus getFileLinkStatus(Path path) throws IOException {
            return getFileStatus(path);
        }

        @Override
        public FileStatus[] listStatus(Path path) throws IOException {
            File file = pathToFile(path);
            FileStatus itself = status(file, path);
            if (!itself.isDirectory()) {
                return new FileStatus[] {itself};
            }
            String[] names = file.list();
            if (names == null) {
                throw new IOException(file + " is a folder that cannot be listed");
            }
            FileStatus[] found = new FileStatus[names.length];
            int count = 0;
            for (String name : names) {
                try {
                    found[count] = status(new File(file, name), new Path(path, new Path(null, null, name)));
                    count++;
                } catch (FileNotFoundException e) {
                    // Deleted since it was listed, as if it had not been there.
                    continue;
                }
            }
            return Arrays.copyOf(found, count);
        }

        private FileStatus status(File file, Path path) throws IOException {
            try {
                BasicFileAttributes found = Files.readAttributes(file.toPath(), BasicFileAttributes.class);
                return new FileStatus(
                        found.size(),
                        found.isDirectory(),
                        1,
                        getDefaultBlockSize(path),
                        found.lastModifiedTime().toMillis(),
                        makeQualified(path));
            } catch (NoSuchFileException e) {
                throw new FileNotFoundException("File " + path + " does not exist");
            }
        }

        @Override
        public void setPermission(Path path, FsPermission permission) throws IOException {
            PosixFileAttributeView view = Files.getFileAttributeView(
                    pathToFile(path).toPath(), PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
            // A disk without such permissions keeps its own rules.
            if (view != null) {
                view.setPermissions(PosixFilePermissions.fromString(permission.getUserAction().SYMBOL
                        + permission.getGroupAction().SYMBOL
                        + permission.getOtherAction().SYMBOL));
            }
        }
    }
}
