package io.arrears.testing;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/** Commands of Arrears with one configuration, called within the test's process, as a user types them. */
public final class Commands {

    private final ToIntFunction<String[]> main;
    private final List<String> configuration;

    /**
     * @param main takes the arguments, gives the exit code
     * @param configuration {@code --conf FILE -D key=value …}, added to every command
     */
    public Commands(ToIntFunction<String[]> main, List<String> configuration) {
        this.main = main;
        this.configuration = List.copyOf(configuration);
    }

    /** The exit code. */
    public int run(String command, String... arguments) {
        List<String> line = new ArrayList<>(List.of(command));
        line.addAll(configuration);
        line.addAll(List.of(arguments));
        return main.applyAsInt(line.toArray(String[]::new));
    }

    /** What {@code sql --format csv} prints of the published tables of a day, without the header. */
    public List<String> ask(String asOf, String query) {
        PrintStream out = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            int code = run("sql", "--as-of", asOf, "--format", "csv", query);
            if (code != 0) {
                throw new AssertionError("exit code " + code + " of " + query);
            }
        } finally {
            System.setOut(out);
        }
        List<String> lines = printed.toString(StandardCharsets.UTF_8).lines().toList();
        return lines.subList(1, lines.size());
    }
}
