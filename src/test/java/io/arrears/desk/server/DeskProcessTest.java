package io.arrears.desk.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.arrears.lake.LakeLock;
import io.arrears.testing.Processes;
import io.arrears.testing.TestPostgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code arrears desk} as people start it, and the runs it starts. */
class DeskProcessTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    private Path conf;

    @BeforeEach
    void configure() throws IOException {
        TestPostgres.schema("desk_process");
        conf = Files.writeString(folder.resolve("desk.conf"), """
                source { url = "%s", user = "%s", schema = "desk_process" }
                publish.postgres { url = "%1$s", user = "%2$s", schema = "desk_process" }
                """.formatted(TestPostgres.url(), TestPostgres.user()));
    }

    /** A desk in a process of its own. */
    private record Desk(Process process, BufferedReader output, String url) implements AutoCloseable {

        JsonNode ask(String path, boolean post) throws IOException, InterruptedException {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(URI.create(url + path)).header("X-Arrears-Desk", "test");
            if (post) {
                request.POST(HttpRequest.BodyPublishers.noBody());
            }
            return JSON.readTree(CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString())
                    .body());
        }

        JsonNode run(String day) throws IOException, InterruptedException {
            ask("api/run?as_of=" + day, true);
            JsonNode run = ask("api/run", false).get("run");
            while (run.get("exitCode").isNull()) {
                run = ask("api/run", false).get("run");
            }
            return run;
        }

        /** As Ctrl-C ends it; what it wrote since it was opened. */
        String end() throws IOException, InterruptedException {
            process.toHandle().destroy();
            String said = String.join("\n", output.lines().toList());
            assertEquals(0, process.waitFor(), said);
            return said;
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    private Desk desk(String... javaOptions) throws IOException {
        Process process = Processes.arrears(
                        List.of(javaOptions),
                        List.of(
                                "desk",
                                "--conf",
                                conf.toString(),
                                "-D",
                                "lake.root=" + folder.resolve("lake"),
                                "--port",
                                "0"))
                .redirectErrorStream(true)
                .start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            said.append(line).append('\n');
            if (line.startsWith("The desk is open at ")) {
                return new Desk(process, output, line.split(" ")[5]);
            }
        }
        throw new AssertionError("the desk did not open: " + said);
    }

    @Test
    void theDeskItselfLoadsNoSpark() throws Exception {
        Path loaded = folder.resolve("classes.log");
        try (Desk desk = desk("-Xlog:class+load:file=" + loaded)) {
            assertEquals(0, desk.ask("api/state", false).get("models").size());
            assertEquals(
                    "Nothing is published yet.",
                    desk.ask("api/published", true).get("offer").get("sentence").asText());
            desk.end();
        }
        List<String> spark;
        try (Stream<String> lines = Files.lines(loaded)) {
            spark = lines.filter(Pattern.compile("org\\.apache\\.spark\\.(SparkContext|sql\\..*SparkSession)")
                            .asPredicate())
                    .toList();
        }
        assertEquals(List.of(), spark);
    }

    /** Started as the desk itself was; the lake that -D names is the one that is held. */
    @Test
    void aRunOfTheDeskIsItsOwnProcessWithTheSameConfiguration() throws Exception {
        try (Desk desk = desk("-Xmx512m");
                LakeLock lock = LakeLock.take(folder.resolve("lake").toString())) {
            JsonNode run = desk.run("2025-12-31");
            assertEquals("failed", run.get("state").asText(), run.toString());
            assertEquals(75, run.get("exitCode").asInt(), run.toString());
            assertEquals("another run holds the lake", run.get("why").asText());
            assertEquals(
                    "another run holds the lake " + folder.resolve("lake") + ": wait until it ends, then run again",
                    run.get("error").asText());
            String said = desk.end();
            assertTrue(said.contains("desk: the run as of 2025-12-31 began (process "), said);
            assertTrue(said.contains("ended with exit code 75"), said);
        }
    }

    /** The launcher starts it where there is one, and closing the desk does not end it. */
    @Test
    void theLauncherStartsARunAndItGoesOnWithoutTheDesk() throws Exception {
        Path scripts = Files.createDirectories(folder.resolve("home/scripts"));
        Path launcher = Files.writeString(scripts.resolve("arrears"), """
                #!/bin/sh
                printf '%%s\\n' "$@" >%1$s/arguments
                echo '[ 1/14] ingest            …'
                while [ ! -e %1$s/go ]; do sleep 0.02; done
                mkdir %1$s/done
                """.formatted(folder));
        assertTrue(launcher.toFile().setExecutable(true));
        long process;
        try (Desk desk = desk("-Darrears.home=" + folder.resolve("home"))) {
            JsonNode run = desk.ask("api/run?as_of=2025-12-31", true).get("run");
            while (run.get("stage").isNull()) {
                run = desk.ask("api/run", false).get("run");
            }
            assertEquals(
                    List.of(
                            "run",
                            "--conf",
                            conf.toString(),
                            "-D",
                            "lake.root=" + folder.resolve("lake"),
                            "--as-of",
                            "2025-12-31"),
                    Files.readAllLines(folder.resolve("arguments")));
            String said = desk.end();
            assertTrue(said.contains("The run as of 2025-12-31 goes on without the desk, as process "), said);
            process = Long.parseLong(said.replaceAll("(?s).*as process (\\d+) .*", "$1"));
        }
        ProcessHandle run = ProcessHandle.of(process).orElseThrow();
        assertFalse(Files.exists(folder.resolve("done")));
        Files.createFile(folder.resolve("go"));
        run.onExit().get();
        assertTrue(Files.exists(folder.resolve("done")));
    }
}
