package io.arrears.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/** An operating-system lock on one file: shared or exclusive among processes, gone when its process dies. */
final class DirectoryLock implements AutoCloseable {

    private static final long PAUSE_MILLIS = 50;

    private final FileChannel channel;
    private FileLock held;

    DirectoryLock(Path file) throws IOException {
        channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    boolean tryExclusive() throws IOException {
        return hold(false);
    }

    boolean tryShared() throws IOException {
        return hold(true);
    }

    private boolean hold(boolean shared) throws IOException {
        release();
        held = channel.tryLock(0, Long.MAX_VALUE, shared);
        return held != null;
    }

    /** Waits until no other process holds it; false when the time is over. */
    boolean awaitExclusive(int seconds) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!tryExclusive()) {
            if (System.nanoTime() > end) {
                return false;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    void release() throws IOException {
        if (held != null) {
            held.release();
            held = null;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
