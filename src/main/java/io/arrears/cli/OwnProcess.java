package io.arrears.cli;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A command of Arrears as a process of its own, in the folder and the environment of this one. */
final class OwnProcess {

    private static final String MAIN = "io.arrears.Main";

    private OwnProcess() {}

    /**
     * A process not started yet. It is started by the launcher where there is one, which knows the options of each
     * command, else with the Java, the options and the class path of this process.
     */
    static ProcessBuilder of(List<String> arguments) {
        List<String> line = new ArrayList<>(launcher());
        line.addAll(arguments);
        return new ProcessBuilder(line);
    }

    private static List<String> launcher() {
        String home = System.getProperty("arrears.home");
        Path script = home == null ? null : Path.of(home, "scripts", "arrears");
        return script != null && Files.isExecutable(script) ? List.of(script.toString()) : java();
    }

    private static List<String> java() {
        List<String> line = new ArrayList<>();
        line.add(ProcessHandle.current()
                .info()
                .command()
                .orElse(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> !isOfThisProcessAlone(option))
                .forEach(line::add);
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN));
        return line;
    }

    /** A debugger's port and a file that one process writes cannot be shared. */
    private static boolean isOfThisProcessAlone(String option) {
        return option.startsWith("-agentlib:jdwp")
                || option.startsWith("-Xrunjdwp")
                || option.startsWith("-XX:DumpLoadedClassList")
                || option.startsWith("-Xlog:");
    }
}
