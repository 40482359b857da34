package io.arrears.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.arrears.Main;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** The files of conf/schedule, and what their tests share. */
final class ScheduleFiles {

    static final Path FOLDER = Path.of("conf/schedule");

    /** What a process printed, both streams, and its exit code. */
    record Ended(int code, String output) {}

    private ScheduleFiles() {}

    static String text(String name) {
        try {
            return Files.readString(FOLDER.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** That Arrears' own command line takes these words, {@code run} first, with a day and a configuration. */
    static void assertRun(String asOf, List<String> words) {
        ParseResult run = new CommandLine(new Main())
                .parseArgs(words.toArray(String[]::new))
                .subcommand();
        assertEquals("run", run.commandSpec().name());
        assertEquals(asOf, run.matchedOptionValue("--as-of", null).toString());
        assertEquals(
                "/etc/arrears/arrears.conf",
                run.matchedOptionValue("--conf", null).toString());
    }

    static Ended execute(Map<String, String> environment, List<String> command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }

    /** Skips the test, saying so, on a machine without this program. */
    static void assumeInstalled(String program) {
        boolean found = Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
        assumeTrue(found, program + " is not on this machine: the check by " + program + " is left out");
    }

    static Path script(Path file, String body) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        assertTrue(file.toFile().setExecutable(true));
        return file;
    }
}
