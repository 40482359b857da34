package io.arrears.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Markdown file of the project.
 *
 * @param file relative to the project
 */
public record Document(Path file) {

    private static final List<String> FILES = List.of(
            "README.md",
            "conf/README.md",
            "notebooks/README.md",
            "sql/DECISIONS.md",
            "sql/FEATURES.md",
            "sql/README.md",
            "src/README.md");
    /** Where a file may be that a document names without its whole path. */
    private static final List<String> FOLDERS = List.of(
            "",
            "conf",
            "conf/schedule",
            "notebooks",
            "sql",
            "sql/controls",
            "src/main/java/io/arrears",
            "src/main/resources",
            "src/test/java/io/arrears",
            "src/test/resources");

    private static final Pattern LOOKS_LIKE_A_FILE =
            Pattern.compile("[\\w@.-]+(/[\\w@.-]+)+/?|[\\w@-]+\\.(sql|conf|yaml|properties|ipynb|md|py|service|timer)");
    /** Made by a run or a build, an example, or no file at all. */
    private static final Set<String> ELSEWHERE = Set.of(
            "../shared/data",
            "target/desk",
            "target/report",
            "tableau/arrears.twb",
            "DIR/tableau/arrears.twb",
            "sql/controls/x01_odd_size.sql",
            "my.conf",
            "N/A",
            "n/a",
            "2024/01/31");

    public static List<Document> all() {
        return FILES.stream().map(Path::of).map(Document::new).toList();
    }

    public String text() {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the first group of the pattern finds. */
    public List<String> found(String pattern) {
        return Pattern.compile(pattern)
                .matcher(text())
                .results()
                .map(result -> result.group(1))
                .toList();
    }

    /** What stands between back ticks. */
    public List<String> code() {
        return found("`([^`\n]+)`");
    }

    /** Names between back ticks, and those that {@code -D} or an example sets. */
    public List<String> keys() {
        return Stream.of(
                        code().stream().map(text -> text.replaceFirst("\\s*=.*", "")),
                        found("-D ([a-z.-]+)=").stream(),
                        found("(?m)^    ([a-z.-]+) = ").stream())
                .flatMap(each -> each)
                .toList();
    }

    /** Links to files of the project that are not there, or to headings that are not in them. */
    public List<String> brokenLinks() {
        return found("\\]\\(([^)\\s]+)\\)").stream()
                .filter(link -> !link.startsWith("https://"))
                .filter(link -> !leadsSomewhere(link))
                .toList();
    }

    private boolean leadsSomewhere(String link) {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty()
                ? file
                : Path.of("").resolve(file).resolveSibling(parts[0]).normalize();
        return Files.exists(target)
                && (parts.length == 1
                        || new Document(target)
                                .found("(?m)^#+ (.*)$").stream()
                                        .map(heading -> heading.toLowerCase(Locale.ROOT)
                                                .replaceAll("[^a-z0-9 -]", "")
                                                .replace(' ', '-'))
                                        .anyMatch(parts[1]::equals));
    }

    /** Files named between back ticks, and scripts named anywhere, that are not there. */
    public List<String> missingFiles() {
        return Stream.concat(
                        code().stream()
                                .filter(name -> LOOKS_LIKE_A_FILE.matcher(name).matches()),
                        found("\\b((?:scripts|conf)/[a-z0-9/.-]*[a-z0-9-])").stream())
                .filter(name -> !ELSEWHERE.contains(name) && !exists(name))
                .distinct()
                .toList();
    }

    private boolean exists(String name) {
        return Stream.concat(FOLDERS.stream().map(Path::of), Stream.ofNullable(file.getParent()))
                .flatMap(folder -> Stream.of(folder.resolve(name), folder.resolve(name + ".java")))
                .anyMatch(Files::exists);
    }
}
