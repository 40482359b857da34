package io.arrears.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Secrets come by reference: no file of conf/schedule holds the value of one. */
class ScheduleSecretsTest {

    /** A name that says secret, then = or : and a value; a reference has a variable, a file, a key or an ellipsis there. */
    private static final Pattern LITERAL = Pattern.compile(
            "(?i)[\\w.-]*(password|passwd|secret|token|api_?key)[\\w.-]*[\"'\\]]*\\s*[=:]\\s*[\"']?(?![$…{\\[\"']|\\s|arrears_(source|marts)\"|/)\\S+");

    @Test
    void noFileHoldsASecret() {
        List<String> found = files().stream()
                .flatMap(name -> ScheduleFiles.text(name)
                        .lines()
                        .filter(line -> LITERAL.matcher(line).find())
                        .map(line -> name + ": " + line.strip()))
                .toList();
        assertEquals(List.of(), found);
    }

    @Test
    void aPlantedSecretIsSeen() {
        for (String line : List.of(
                "Environment=ARREARS_SOURCE_PASSWORD=hunter2",
                "  password: hunter2",
                "env[\"ARREARS_SOURCE_PASSWORD\"] = \"hunter2\"",
                "ENV API_KEY=abc")) {
            assertTrue(LITERAL.matcher(line).find(), line);
        }
    }

    @Test
    void everyFileIsLintedByATest() {
        assertEquals(
                Set.of(
                        "arrears.service",
                        "arrears@.service",
                        "arrears.timer",
                        "arrears_dag.py",
                        "kubernetes.yaml",
                        "Dockerfile",
                        "Dockerfile.dockerignore",
                        "entrypoint"),
                files());
    }

    private static Set<String> files() {
        try (Stream<java.nio.file.Path> files = Files.list(ScheduleFiles.FOLDER)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
