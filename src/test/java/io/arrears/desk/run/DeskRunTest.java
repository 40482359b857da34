package io.arrears.desk.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.desk.Refused;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run started at the desk; a shell plays the run. */
class DeskRunTest {

    private static final LocalDate DAY = LocalDate.of(2025, 12, 31);

    /** Waits for the file "go" beside it. */
    private static final String WAIT = "while [ ! -e go ]; do sleep 0.02; done; ";

    @TempDir
    Path folder;

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();

    private DeskRun playing(String script) {
        return new DeskRun(
                day -> new ProcessBuilder("/bin/sh", "-c", script, "run", day.toString()).directory(folder.toFile()),
                new PrintStream(log, true, StandardCharsets.UTF_8));
    }

    private static RunState ended(DeskRun run) {
        RunState state = run.state().orElseThrow();
        while (state.exitCode() == null) {
            state = run.state().orElseThrow();
        }
        return state;
    }

    private void go() throws IOException {
        Files.createFile(folder.resolve("go"));
    }

    private long process() {
        return Long.parseLong(log.toString(StandardCharsets.UTF_8).replaceAll("(?s).*\\(process (\\d+)\\).*", "$1"));
    }

    @Test
    void theStageAndTheEndOfARunAreShown() throws IOException {
        DeskRun run =
                playing("echo '[ 1/14] ingest            …'; echo '[ 1/14] ingest            done in 2.0 s  9 rows';"
                        + " echo '[ 2/14] staging           …' >&2; " + WAIT + "echo \"published for $1\"");
        assertEquals(Optional.empty(), run.state());
        RunState state = run.start(DAY);
        while (!"staging".equals(state.stage())) {
            state = run.state().orElseThrow();
        }
        assertEquals("running 2/14", state.state() + " " + state.position() + "/" + state.stages());
        assertEquals("[ 2/14] staging           …", state.line());
        assertNull(state.exitCode());
        Refused second = assertThrows(Refused.class, () -> run.start(DAY));
        assertEquals(
                "409 The run as of 2025-12-31 is still under way: wait until it ends, or stop it.",
                second.status() + " " + second.getMessage());
        assertTrue(run.goesOn().orElseThrow().startsWith("The run as of 2025-12-31 goes on without the desk"));
        go();
        state = ended(run);
        assertEquals("done 0", state.state() + " " + state.exitCode());
        assertEquals("published for 2025-12-31", state.line());
        assertNull(state.why());
        assertEquals(Optional.empty(), run.goesOn());
        assertEquals("done", ended(run).state());
        assertEquals("2025-12-31", run.start(DAY).day());
        ended(run);
    }

    @Test
    void aFailedRunIsShownWithItsSentenceAndItsCode() {
        DeskRun run = playing(
                "echo 'arrears: built in 40 s'; echo '[ 1/14] ingest            …'; echo 'a warning';"
                        + " printf 'arrears: another run holds the lake x\\nwait until it ends\\n\\tat io.arrears.Main\\n'; exit 75");
        run.start(DAY);
        RunState state = ended(run);
        assertEquals("failed 75", state.state() + " " + state.exitCode());
        assertEquals("another run holds the lake", state.why());
        assertEquals("another run holds the lake x\nwait until it ends", state.error());
    }

    @Test
    void aRunThatCannotBeStartedIsAnError() {
        DeskRun run = new DeskRun(day -> new ProcessBuilder("/no/such/launcher"), new PrintStream(log));
        run.start(DAY);
        RunState state = ended(run);
        assertEquals(127, state.exitCode());
        assertEquals("it did not say why", state.why());
        assertTrue(state.line().contains("/no/such/launcher"), state.line());
    }

    /** Ctrl-C in the terminal of the desk is sent to every process that was started from it. */
    @Test
    void ctrlCDoesNotReachARun() throws Exception {
        DeskRun run = playing("echo ready; " + WAIT);
        RunState state = run.start(DAY);
        while (!state.line().equals("ready")) {
            state = run.state().orElseThrow();
        }
        for (String signal : new String[] {"-INT", "-HUP"}) {
            assertEquals(
                    0,
                    new ProcessBuilder("kill", signal, String.valueOf(process()))
                            .start()
                            .waitFor());
        }
        go();
        assertEquals("done", ended(run).state());
    }

    @Test
    void aRunCanBeStopped() {
        DeskRun run = playing(WAIT);
        assertThrows(Refused.class, run::stop);
        run.start(DAY);
        run.stop();
        RunState state = ended(run);
        assertEquals("failed 143", state.state() + " " + state.exitCode());
        assertTrue(state.why().startsWith("it was stopped"), state.why());
        assertEquals(
                "No run is under way.", assertThrows(Refused.class, run::stop).getMessage());
    }
}
