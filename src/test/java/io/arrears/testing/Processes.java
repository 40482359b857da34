package io.arrears.testing;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Arrears in a Java process of its own, for what cannot be seen from inside: how it dies, and what it leaves behind. */
public final class Processes {

    private Processes() {}

    /** A process not started yet, with the class path of the tests and the options of the launcher before these. */
    public static ProcessBuilder arrears(List<String> javaOptions, List<String> arguments) {
        return of("io.arrears.Main", classPath(), javaOptions, arguments);
    }

    /** The same for another class, which finds the classes and files of this folder before all others. */
    public static ProcessBuilder over(Path folder, Class<?> main, List<String> javaOptions, List<String> arguments) {
        return of(main.getName(), folder + File.pathSeparator + classPath(), javaOptions, arguments);
    }

    /** The class path of the tests, also where surefire hides it in a jar. */
    public static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    private static ProcessBuilder of(String main, String classPath, List<String> javaOptions, List<String> arguments) {
        List<String> line = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "@" + Path.of("conf/java-options").toAbsolutePath(),
                "-Dlog4j2.configurationFile="
                        + Path.of("conf/log4j2.properties").toAbsolutePath(),
                "-cp",
                classPath));
        line.addAll(javaOptions);
        line.add(main);
        line.addAll(arguments);
        return new ProcessBuilder(line);
    }
}
