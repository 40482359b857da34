package io.arrears.model.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/** Small files and hashes on the file system of the lake. */
final class StoreFiles {

    private final FileSystem files;

    StoreFiles(Path root, Configuration hadoop) {
        try {
            this.files = root.getFileSystem(hadoop);
        } catch (IOException e) {
            throw new UncheckedIOException("the model store at " + root + " cannot be reached", e);
        }
    }

    boolean exists(Path path) {
        return attempt("looked at", path, () -> files.exists(path));
    }

    /** Names of what is in a folder, sorted; none when there is no such folder. */
    List<String> names(Path folder) {
        return attempt(
                "listed",
                folder,
                () -> files.exists(folder)
                        ? Arrays.stream(files.listStatus(folder))
                                .map(FileStatus::getPath)
                                .map(Path::getName)
                                .sorted()
                                .toList()
                        : List.<String>of());
    }

    String read(Path file) {
        return attempt("read", file, () -> {
            try (InputStream in = files.open(file)) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        });
    }

    /** Writes a new file; fails when there is one. */
    void write(Path file, String text) {
        attempt("written", file, () -> {
            try (OutputStream out = files.create(file, false)) {
                out.write(text.getBytes(StandardCharsets.UTF_8));
            }
            return file;
        });
    }

    void delete(Path path) {
        attempt("removed", path, () -> files.delete(path, true));
    }

    void rename(Path from, Path to) {
        if (!attempt("renamed to " + to, from, () -> files.rename(from, to))) {
            throw new IllegalStateException(from + " could not be renamed to " + to + ": is there one already?");
        }
    }

    /** SHA-256 of every file below a folder, by its path in the folder. */
    TreeMap<String, String> hashes(Path folder) {
        return attempt("read", folder, () -> {
            TreeMap<String, String> hashes = new TreeMap<>();
            String base = files.makeQualified(folder).toUri().getPath() + "/";
            for (Path file : below(folder)) {
                hashes.put(file.toUri().getPath().substring(base.length()), sha256(file));
            }
            return hashes;
        });
    }

    private List<Path> below(Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        RemoteIterator<LocatedFileStatus> each = files.listFiles(folder, true);
        while (each.hasNext()) {
            found.add(each.next().getPath());
        }
        return found;
    }

    private String sha256(Path file) throws IOException {
        try (DigestInputStream in = new DigestInputStream(files.open(file), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    private interface Work<T> {
        T run() throws IOException;
    }

    private static <T> T attempt(String what, Path path, Work<T> work) {
        try {
            return work.run();
        } catch (IOException e) {
            throw new UncheckedIOException(path + " could not be " + what + ": " + e.getMessage(), e);
        }
    }
}
