package io.arrears.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Arrears in a Java process of its own, for what cannot be seen from inside: how it dies, and what it leaves behind. */
public final class Processes {

    private Processes() {}

    /** A process not started yet, with the class path of the tests and the options of the launcher before these. */
    public static ProcessBuilder arrears(List<String> javaOptions, List<String> arguments) {
        List<String> line = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "@" + Path.of("conf/java-options").toAbsolutePath(),
                "-Dlog4j2.configurationFile="
                        + Path.of("conf/log4j2.properties").toAbsolutePath(),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))));
        line.addAll(javaOptions);
        line.add("io.arrears.Main");
        line.addAll(arguments);
        return new ProcessBuilder(line);
    }
}
