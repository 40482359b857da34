package io.arrears.lake;

import io.arrears.config.ArrearsException;
import io.arrears.config.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * One writer per lake: an operating-system lock on {@code <lake>/.lock}, released by the system when the process dies.
 * Delta's log store does not protect two processes on a local disk. A lake on an object store has no such lock; there
 * the scheduler guarantees one writer.
 */
public final class LakeLock implements AutoCloseable {

    private final FileChannel channel;

    private LakeLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock or fails at once.
     *
     * @throws ArrearsException when another process, or another run of this one, has it
     */
    public static LakeLock take(String root) {
        if (root.matches("[a-z][a-z0-9+.-]+://.*") && !root.startsWith("file:")) {
            return new LakeLock(null);
        }
        Path folder = root.startsWith("file:") ? Path.of(URI.create(root)) : Path.of(root);
        try {
            Files.createDirectories(folder);
            FileChannel channel =
                    FileChannel.open(folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (locked(channel)) {
                return new LakeLock(channel);
            }
            channel.close();
            throw new ArrearsException(
                    ExitCode.LAKE_HELD, "another run holds the lake " + root + ": wait until it ends, then run again");
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the lake " + root + " cannot be locked: lake.root must be a folder that can be written", e);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the lock of the lake cannot be released", e);
        }
    }
}
