package io.arrears.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The project's own source files, for tests that read them. */
public record Sources(Path file, String text) {

    public static final Path MAIN = Path.of("src/main/java/io/arrears");
    public static final Path SQL = Path.of("sql");

    /** Every file under the folder with this ending, sorted. */
    public static List<Sources> under(Path folder, String ending) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .map(Sources::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Sources read(Path file) {
        try {
            return new Sources(file, Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The package below io.arrears with dots, {@code model.fit}; empty for io.arrears itself. */
    public String packageName() {
        Path folder = MAIN.relativize(file).getParent();
        return folder == null ? "" : folder.toString().replace('/', '.');
    }

    /** The text without comments, line by line as in the file: Java's and SQL's. */
    public String code() {
        String withoutBlocks = java.util.regex.Pattern.compile("(?s)/\\*.*?\\*/")
                .matcher(text)
                .replaceAll(comment -> "\n".repeat((int) comment.group().lines().count() - 1));
        return withoutBlocks.replaceAll("(?m)(^|\\s)(//|-- ).*$", "$1");
    }

    public long lines() {
        return text.lines().count();
    }
}
