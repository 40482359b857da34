package io.arrears.desk.run;

import io.arrears.desk.Refused;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The run that was started at the desk, one at a time. It is a process of its own: it goes on when the desk is closed,
 * and Ctrl-C in the desk's terminal does not reach it.
 */
public final class DeskRun {

    /** As Main documents them. */
    private static final Map<Integer, String> EXIT_CODES = Map.of(
            1, "a stage failed",
            2, "the configuration cannot be used",
            3, "data quality or reconciliation stopped it; the last good tables are still published",
            4, "the source database cannot be reached",
            75, "another run holds the lake");

    private static final int SIGNALS = 128;

    private final RunStart start;
    private final PrintStream log;
    private Started run;

    /** @param log where the beginning and the end of a run are said, with the file of its output */
    public DeskRun(RunStart start, PrintStream log) {
        this.start = start;
        this.log = log;
    }

    /** A process that was started, and when it began and ended by the process's own clock. */
    private static final class Started {
        final LocalDate day;
        final Process process;
        final Path output;
        final long began = System.nanoTime();
        long ended;

        Started(LocalDate day, Process process, Path output) {
            this.day = day;
            this.process = process;
            this.output = output;
        }

        boolean isAlive() {
            if (ended == 0 && !process.isAlive()) {
                ended = System.nanoTime();
            }
            return ended == 0;
        }

        long seconds() {
            return ((isAlive() ? System.nanoTime() : ended) - began) / 1_000_000_000L;
        }
    }

    /**
     * Starts a run.
     *
     * @throws Refused while another one is under way, or when the process cannot be started
     */
    public synchronized RunState start(LocalDate day) {
        if (run != null && run.isAlive()) {
            throw new Refused(409, "The run as of " + run.day + " is still under way: wait until it ends, or stop it.");
        }
        try {
            Path output = Files.createTempFile("arrears-run-" + day + "-", ".log");
            Process process = detached(start.as(day))
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            run = new Started(day, process, output);
            log.println("desk: the run as of " + day + " began (process " + process.pid() + "); its output is in "
                    + output);
            process.onExit().thenAccept(ended -> ended(day, ended.exitValue()));
        } catch (IOException e) {
            throw new UncheckedIOException("the run as of " + day + " cannot be started", e);
        }
        return state().orElseThrow();
    }

    /** The process ignores Ctrl-C and the end of the terminal, which reach all that was started from it. */
    private static ProcessBuilder detached(ProcessBuilder run) {
        List<String> line = new ArrayList<>(List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh"));
        line.addAll(run.command());
        return run.command(line);
    }

    private void ended(LocalDate day, int exitCode) {
        log.println("desk: the run as of " + day + " ended with exit code " + exitCode);
    }

    /** How the run is getting on, or how it ended; empty when none was started since the desk was opened. */
    public synchronized Optional<RunState> state() {
        if (run == null) {
            return Optional.empty();
        }
        boolean alive = run.isAlive();
        RunOutput output = RunOutput.of(run.output);
        Integer exitCode = alive ? null : run.process.exitValue();
        boolean failed = !alive && exitCode != 0;
        RunOutput.Stage stage = output.stage();
        return Optional.of(new RunState(
                run.day.toString(),
                alive ? "running" : failed ? "failed" : "done",
                stage.name(),
                stage.position(),
                stage.stages(),
                output.last(),
                run.seconds(),
                exitCode,
                failed ? why(exitCode) : null,
                failed && exitCode <= SIGNALS ? output.error() : null));
    }

    private static String why(int exitCode) {
        return exitCode > SIGNALS
                ? "it was stopped; what was published stays, and the next run finishes what had begun"
                : EXIT_CODES.getOrDefault(exitCode, "it did not say why");
    }

    /**
     * Asks the run to end; it says so in its output and publishes nothing by halves.
     *
     * @throws Refused when none is under way
     */
    public synchronized RunState stop() {
        if (run == null || !run.isAlive()) {
            throw new Refused(409, "No run is under way.");
        }
        run.process.destroy();
        return state().orElseThrow();
    }

    /** What becomes of the run when the desk is closed; empty when none is under way. */
    public synchronized Optional<String> goesOn() {
        return run == null || !run.isAlive()
                ? Optional.empty()
                : Optional.of("The run as of " + run.day + " goes on without the desk, as process " + run.process.pid()
                        + " (kill " + run.process.pid() + " stops it). Its output is in " + run.output);
    }
}
