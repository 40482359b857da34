package io.arrears;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** scripts/arrears in a copy of the project whose Java and Maven only say how they were called. */
class LauncherTest {

    @TempDir
    private Path temporary;

    private Path project;
    private Path caller;

    @BeforeEach
    void copyProject() throws IOException {
        project = Files.createDirectories(temporary.resolve("a project"));
        caller = Files.createDirectories(temporary.resolve("caller"));
        Files.createDirectories(project.resolve("scripts"));
        for (String name : List.of("scripts/arrears", "scripts/install-notebook-kernel")) {
            Files.copy(Path.of(name), project.resolve(name));
        }
        Files.createDirectories(project.resolve("src/main"));
        Files.createDirectories(project.resolve("sql"));
        Files.writeString(project.resolve("pom.xml"), "<project/>");
        Files.createDirectories(project.resolve("target/lib"));
        Files.writeString(project.resolve("target/lib/b.jar"), "");
        Files.writeString(project.resolve("target/lib/a.jar"), "");
        Files.writeString(project.resolve("target/arrears.jar"), "");
        Files.createDirectories(temporary.resolve("jdk/bin"));
        script("jdk/bin/javac", "exit 0");
        fakeJava("17.0.9");
        script("mvn", "mkdir -p target/lib; touch target/arrears.jar; echo built $JAVA_HOME");
    }

    @Test
    void argumentsExitCodeAndWorkingFolderReachJava() throws Exception {
        Result result = launch("sql", "select 'a  b'", "$x", "--exit=3");
        assertEquals(3, result.code(), result.output());
        assertTrue(result.output().contains("[io.arrears.Main][sql][select 'a  b'][$x][--exit=3]"), result.output());
        assertTrue(result.output().contains("in " + caller.toRealPath()), result.output());
    }

    @Test
    void ownJarAndFurtherOnesAreLastOnASortedClassPath() throws Exception {
        String target = project.toRealPath().resolve("target").toString();
        String expected = "%s/lib/a.jar:%s/lib/b.jar:%s/arrears.jar".formatted(target, target, target);
        assertTrue(launch("stages").output().contains("class path " + expected + "\n"));
        assertTrue(launch(Map.of("ARREARS_JARS", "x.jar:y.jar"), "stages")
                .output()
                .contains("class path " + expected + ":x.jar:y.jar\n"));
    }

    @Test
    void onlySmallCommandsDoWithoutTheOptimisingCompiler() throws Exception {
        assertTrue(launch("sql").output().contains("[-XX:TieredStopAtLevel=1]"));
        assertTrue(!launch("run").output().contains("TieredStopAtLevel"));
    }

    @Test
    void onlyTheDemoLeavesCodeOfOneQueryToTheQuickCompiler() throws Exception {
        assertTrue(launch("demo").output().contains("[-XX:CompilerDirectivesFile=" + project.toRealPath() + "/conf/"));
        assertTrue(!launch("run").output().contains("CompilerDirectivesFile"));
    }

    @Test
    void theJvmTakesTheOptionsOfTheDemoAndStillSaysWhyItCannotStart() throws Exception {
        Files.createDirectories(project.resolve("conf"));
        Files.copy(Path.of("conf/demo-compiler-directives"), project.resolve("conf/demo-compiler-directives"));
        List<String> java = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
        Pattern.compile("\\[(-X[^]]*)]")
                .matcher(launch("demo").output())
                .results()
                .forEach(each -> java.add(each.group(1)));
        Result started = start(
                Map.of(), Stream.concat(java.stream(), Stream.of("--version")).toList());
        assertEquals(0, started.code(), started.output());
        assertTrue(started.output().contains("1 compiler directives added"), started.output());
        Result refused = start(
                Map.of(),
                Stream.concat(java.stream(), Stream.of("-Xmx999999g", "--version"))
                        .toList());
        assertEquals(1, refused.code(), refused.output());
        assertTrue(refused.output().contains("Could not reserve enough space"), refused.output());
    }

    @Test
    void heapAndOptionsComeFromTheEnvironment() throws Exception {
        String given = launch(Map.of("ARREARS_HEAP", "512m", "ARREARS_JAVA_OPTS", "-Dx=1 -Dy=2"), "runs")
                .output();
        assertTrue(given.contains("[-Xmx512m]") && given.contains("[-Dx=1][-Dy=2]"), given);
        assertTrue(launch("runs").output().contains("[-Xmx4g]"));
    }

    @Test
    void anInstalledKernelStartsInTheProjectWithItsOwnJarLast() throws Exception {
        Result installed =
                call(Map.of("SPARK_HOME", temporary.toString()), "install-notebook-kernel", "--dir", "a data dir");
        assertEquals(0, installed.code(), installed.output());
        Path folder = caller.toRealPath().resolve("a data dir/kernels/arrears-java");
        JsonNode kernel =
                new ObjectMapper().readTree(folder.resolve("kernel.json").toFile());
        List<String> command = new ArrayList<>();
        kernel.get("argv").forEach(each -> command.add(each.asText().replace("{connection_file}", "/some/where.json")));
        Map<String, String> environment = new TreeMap<>(Map.of("ARREARS_CONF", "my.conf"));
        kernel.get("env")
                .properties()
                .forEach(each -> environment.put(each.getKey(), each.getValue().asText()));
        Result started = start(environment, command);
        assertTrue(
                started.output().contains("[org.rapaio.jupyter.kernel.MainApp][/some/where.json]"), started.output());
        assertTrue(started.output().contains("in " + project.toRealPath() + "\n"), started.output());
        // Its logging.properties stands before the jar that brings another.
        assertTrue(started.output().contains("arrears.jar:" + folder + ":" + folder + "/rapaio-jupyter-kernel.jar\n"));
        assertTrue(Files.readString(folder.resolve("logging.properties")).contains(".level = WARNING"));
        assertTrue(installed.output().contains("jupyter notebook " + project.toRealPath()), installed.output());
    }

    @Test
    void buildsOnlyWhatIsMissingOrOlderThanItsSources() throws Exception {
        assertTrue(!launch("stages").output().contains("building"));
        Files.writeString(project.resolve("sql/new.sql"), "select 1");
        Files.setLastModifiedTime(project.resolve("target/arrears.jar"), FileTime.fromMillis(0));
        assertTrue(launch("stages").output().contains("building"));
        assertTrue(!launch("stages").output().contains("building"));
        assertTrue(Files.readString(project.resolve("target/build.log")).contains("built " + temporary.toRealPath()));
    }

    @Test
    void aFailedBuildSaysWhyAndEndsWithTwo() throws Exception {
        Files.delete(project.resolve("target/arrears.jar"));
        script("mvn", "echo '[ERROR] no such symbol'; exit 1");
        Result result = launch("stages");
        assertEquals(2, result.code());
        assertTrue(result.output().contains("[ERROR] no such symbol")
                && result.output().contains("build.log"));
    }

    @Test
    void anArchiveIsUsedUntilAJarIsNewer() throws Exception {
        Path archive = project.resolve("target/arrears-17.0.9.jsa");
        Files.writeString(archive, "");
        assertTrue(launch("sql").output().contains("[-XX:SharedArchiveFile=" + archive.toRealPath() + "]"));
        assertTrue(!launch(Map.of("ARREARS_CDS", "off"), "sql").output().contains("SharedArchiveFile"));
        Files.setLastModifiedTime(archive, FileTime.fromMillis(0));
        assertTrue(!launch("sql").output().contains("SharedArchiveFile"));
    }

    @Test
    void aDistributionOfAnotherSparkIsRefused() throws Exception {
        Result result = launch(Map.of("SPARK_HOME", temporary.toString()), "stages");
        assertEquals(2, result.code());
        assertTrue(result.output().contains("is no Spark 4.1"), result.output());
    }

    private record Result(int code, String output) {}

    private Result launch(String... arguments) throws Exception {
        return launch(Map.of(), arguments);
    }

    private Result launch(Map<String, String> environment, String... arguments) throws Exception {
        return call(environment, "arrears", arguments);
    }

    private Result call(Map<String, String> environment, String script, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(project.resolve("scripts").resolve(script).toString()));
        command.addAll(List.of(arguments));
        return start(environment, command);
    }

    private Result start(Map<String, String> environment, List<String> command) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(caller.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("ARREARS_") || name.equals("SPARK_HOME"));
        builder.environment().put("JAVA_HOME", temporary.resolve("jdk").toString());
        builder.environment().put("ARREARS_MAVEN", temporary.resolve("mvn").toString());
        builder.environment().put("CI", "true");
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }

    private void fakeJava(String version) throws IOException {
        script("jdk/bin/java", """
                if [ "$1" = -version ]; then echo 'openjdk version "%s" 2025-01-01' >&2; exit 0; fi
                for each in "$@"; do printf '[%%s]' "$each"; done
                echo; echo "in $(pwd -P)"; echo "class path $CLASSPATH"
                for last in "$@"; do :; done
                case $last in --exit=*) exit "${last#--exit=}" ;; esac""".formatted(version));
    }

    private void script(String name, String body) throws IOException {
        Path file = temporary.resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
