package io.arrears.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A PostgreSQL server that runs on a data directory: found by its postmaster.pid, stopped by its process id. */
record Postmaster(ProcessHandle process, int port) {

    private static final int PID_LINE = 0;
    private static final int PORT_LINE = 3;
    private static final int STOP_SECONDS = 60;

    /**
     * The live server of this data directory; empty when there is none, or when the pid now belongs to something else.
     */
    static Optional<Postmaster> find(Path data) {
        Path file = data.resolve("postmaster.pid");
        try {
            List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
            if (lines.size() <= PORT_LINE) {
                return Optional.empty();
            }
            int port = Integer.parseInt(lines.get(PORT_LINE).strip());
            return ProcessHandle.of(Long.parseLong(lines.get(PID_LINE).strip()))
                    .filter(process -> serves(process, data))
                    .map(process -> new Postmaster(process, port));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static boolean serves(ProcessHandle process, Path data) {
        boolean named = process.info()
                .arguments()
                .map(arguments -> Arrays.asList(arguments).contains(data.toString()))
                .orElse(false);
        return process.isAlive() && named;
    }

    /** A fast shutdown: open transactions are rolled back, data is kept. */
    void stop() throws IOException {
        signal("INT");
        if (!ended(STOP_SECONDS)) {
            signal("QUIT");
            if (!ended(STOP_SECONDS)) {
                throw new IOException("the database server, process " + process.pid() + ", does not stop");
            }
        }
    }

    private void signal(String name) throws IOException {
        new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private boolean ended(int seconds) {
        try {
            process.onExit().get(seconds, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot watch process " + process.pid(), e);
        }
    }
}
