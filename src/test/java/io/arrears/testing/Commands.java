package io.arrears.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

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

    /** With a configuration file, and settings {@code key=value} that win over it. */
    public static Commands of(ToIntFunction<String[]> main, Path file, String... settings) {
        return new Commands(
                main,
                Stream.concat(Stream.of("--conf", file.toString()), options(settings))
                        .toList());
    }

    /** Over a schema of {@link TestPostgres} that names no currency or is in euros; its marts stay in the lake. */
    public static Commands over(ToIntFunction<String[]> main, String schema, Path lake) {
        return new Commands(
                main,
                options(
                                "lake.root=" + lake,
                                "source.url=" + TestPostgres.url(),
                                "source.user=" + TestPostgres.user(),
                                "source.schema=" + schema,
                                "currency.default=EUR",
                                "publish.postgres.enabled=false")
                        .toList());
    }

    /** With an example's configuration, over the database of {@link TestPostgres}. */
    public static Commands example(ToIntFunction<String[]> main, String name, Path lake) {
        return of(
                main,
                Path.of("conf/examples/" + name + ".conf"),
                "lake.root=" + lake,
                "source.url=" + TestPostgres.url(),
                "source.user=" + TestPostgres.user());
    }

    private static Stream<String> options(String... settings) {
        return Stream.of(settings).flatMap(setting -> Stream.of("-D", setting));
    }

    /** What a run of a day says; it has to end well. */
    public String said(String asOf, String... arguments) throws IOException {
        return said(
                0,
                "run",
                Stream.concat(Stream.of("--as-of", asOf), Stream.of(arguments)).toArray(String[]::new));
    }

    /** What a command says that has to end with this exit code. */
    public String said(int code, String command, String... arguments) throws IOException {
        try (Overheard said = new Overheard()) {
            int exit = run(command, arguments);
            assertEquals(code, exit, said.text());
            return said.text();
        }
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
