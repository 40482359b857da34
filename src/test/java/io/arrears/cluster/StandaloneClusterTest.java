package io.arrears.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.testing.TestSpark;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** scripts/standalone-cluster: a master and two workers, each a process of its own, give what the embedded session gives. */
class StandaloneClusterTest {

    private static final int MINUTES = 10;
    private static final String QUICK = "-XX:TieredStopAtLevel=1";

    @TempDir
    private Path folder;

    @Test
    void twoWorkersGiveTheEmbeddedAnswerAndTheExitCodeReachesTheShell() throws Exception {
        assertEquals(ClusterJob.EXIT_CODE, submit(), () -> "the log says " + log());
        List<String> answer = Files.readAllLines(folder.resolve("answer"));
        assertTrue(answer.get(0).startsWith("spark://127.0.0.1:"), answer.get(0));
        assertEquals("2 processes", answer.get(1));
        assertEquals(
                ClusterJob.answer(
                        TestSpark.session(), folder.resolve("embedded").toString()),
                answer.get(2));
        assertEquals(List.of(), processesOn(folder), "the script must stop what it started");
    }

    private int submit() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                "scripts/standalone-cluster",
                "submit",
                "--conf",
                "spark.scheduler.minRegisteredResourcesRatio=1.0",
                "--conf",
                "spark.executor.extraJavaOptions=" + QUICK + " -Duser.timezone=UTC",
                "--class",
                ClusterJob.class.getName(),
                jarOfClasses().toString(),
                folder.toString());
        builder.environment().put("ARREARS_LIB", linksToJars().toString());
        builder.environment().put("ARREARS_JAR", jarOfClasses().toString());
        builder.environment().put("ARREARS_JAVA_OPTS", QUICK);
        builder.environment().put("ARREARS_HEAP", "1g");
        builder.environment().put("ARREARS_WORKER_MEMORY", "1g");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        try {
            assertTrue(
                    process.waitFor(MINUTES, TimeUnit.MINUTES), () -> "no end after " + MINUTES + " minutes: " + log());
            return process.exitValue();
        } finally {
            process.destroy();
        }
    }

    /** The jars of this test's class path, as a folder: what target/lib is to the launcher. */
    private Path linksToJars() throws IOException {
        Path links = Files.createDirectories(folder.resolve("jars"));
        for (String entry : System.getProperty("java.class.path").split(java.io.File.pathSeparator)) {
            if (entry.endsWith(".jar")) {
                Files.createSymbolicLink(links.resolve(Path.of(entry).getFileName()), Path.of(entry));
            }
        }
        return links;
    }

    private Path jarOfClasses() throws IOException {
        Path jar = folder.resolve("arrears-and-job.jar");
        if (!Files.exists(jar)) {
            try (OutputStream file = Files.newOutputStream(jar);
                    JarOutputStream entries = new JarOutputStream(file)) {
                copy(Path.of("target/classes"), "", entries);
                copy(Path.of("target/test-classes"), "io/arrears/cluster/ClusterJob", entries);
            }
        }
        return jar;
    }

    private static void copy(Path classes, String prefix, JarOutputStream jar) throws IOException {
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = classes.relativize(file).toString();
                if (name.startsWith(prefix)) {
                    jar.putNextEntry(new JarEntry(name));
                    Files.copy(file, jar);
                }
            }
        }
    }

    private static List<String> processesOn(Path folder) {
        return ProcessHandle.allProcesses()
                .map(each -> each.info().commandLine().orElse(""))
                .filter(line -> line.contains(folder.toString()))
                .toList();
    }

    private String log() {
        try {
            return Files.readString(folder.resolve("log"));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
