package io.arrears;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.arrears.lake.Table;
import io.arrears.testing.Document;
import io.arrears.testing.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What the documents name exists: links, files, keys, commands, options, classes, tests, profiles, tables. */
class DocumentsTest {

    private static final Pattern COMMAND = Pattern.compile("scripts/arrears +([a-z]+)(?: +([a-z]+)\\b)?([^\n`]*)");
    private static final Pattern OPTION = Pattern.compile("--[a-z][a-z-]*");
    private static final Pattern KEY = Pattern.compile("[a-z]+(\\.[a-z0-9_-]+)+");
    private static final Pattern CLASS = Pattern.compile("\\b[A-Z][a-z]+(?:[A-Z][a-z]*)+\\b");
    /** Of systemd, Airflow and the JVM, and no number. */
    private static final Set<String> CLASSES_OF_OTHERS =
            Set.of("EnvironmentFile", "AirflowFailException", "CompilerDirectivesFile", "NaN");

    private static final Pattern TABLE = Pattern.compile("(mart|int|abt|ops|stg|score|find)_[a-z_]+[a-z]");

    @Test
    void theReadmeIsShort() throws IOException {
        assertTrue(Files.size(Path.of("README.md")) <= 9_000, "README.md has " + Files.size(Path.of("README.md")));
    }

    @Test
    void everyLinkLeadsToAFileAndAHeading() {
        assertEquals(List.of(), everywhere(Document::brokenLinks));
    }

    @Test
    void everyFileThatIsNamedExists() {
        assertEquals(List.of(), everywhere(Document::missingFiles));
    }

    @Test
    void everyKeyThatIsNamedExists() {
        Config reference = ConfigFactory.parseResources("reference.conf").resolve();
        Set<String> roots = reference.root().keySet();
        assertEquals(List.of(), everywhere(document -> document.keys().stream()
                .filter(key -> KEY.matcher(key).matches())
                .filter(key -> roots.contains(key.substring(0, key.indexOf('.'))))
                .filter(key -> !key.startsWith("source.tables.") && !reference.hasPathOrNull(key))
                .toList()));
    }

    @Test
    void everyCommandAndOptionThatIsNamedExists() {
        CommandLine main = new CommandLine(new Main());
        assertEquals(List.of(), everywhere(document -> COMMAND.matcher(document.text())
                .results()
                .flatMap(call -> wrongCall(main, call))
                .toList()));
    }

    @Test
    void theReadmeNamesEveryCommand() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        assertEquals(
                List.of(),
                new CommandLine(new Main())
                        .getSubcommands().keySet().stream()
                                .filter(name -> !readme.matches("(?s).*(scripts/arrears|\\|) " + name + "\\b.*"))
                                .toList());
    }

    @Test
    void everyClassThatIsNamedExists() {
        Set<String> classes = new TreeSet<>(CLASSES_OF_OTHERS);
        Sources.under(Path.of("src"), ".java")
                .forEach(source ->
                        classes.add(source.file().getFileName().toString().replace(".java", "")));
        assertEquals(List.of(), everywhere(document -> document.code().stream()
                .flatMap(code -> CLASS.matcher(code).results().map(MatchResult::group))
                .filter(name -> !classes.contains(name))
                .toList()));
    }

    @Test
    void everyTestAndProfileThatIsNamedExists() throws IOException {
        Set<String> tests = new TreeSet<>();
        Sources.under(Path.of("src/test/java"), ".java")
                .forEach(source -> tests.add(source.file().getFileName().toString()));
        String pom = Files.readString(Path.of("pom.xml"));
        assertEquals(List.of(), everywhere(document -> document.found("\\b([A-Z]\\w+Test)\\b").stream()
                .filter(name -> !tests.contains(name + ".java"))
                .toList()));
        assertEquals(List.of(), everywhere(document -> document.found("mvn [^`\n]*-P([a-z]+)").stream()
                .filter(name -> !pom.contains("<id>" + name + "</id>"))
                .toList()));
    }

    @Test
    void everyTableThatIsNamedExists() {
        Set<String> files = new TreeSet<>();
        Sources.under(Sources.SQL, ".sql")
                .forEach(source -> files.add(source.file().getFileName().toString()));
        assertEquals(List.of(), everywhere(document -> document.code().stream()
                .filter(name -> TABLE.matcher(name).matches())
                .filter(name -> Table.named(name).isEmpty() && !files.contains(name + ".sql"))
                .toList()));
    }

    @Test
    void everyPackageIsInTheMap() {
        Document map = new Document(Path.of("src/README.md"));
        Set<String> missing = new TreeSet<>();
        Sources.under(Sources.MAIN, ".java").forEach(source -> {
            for (String name : source.packageName().split("[./]")) {
                if (!name.isEmpty() && !map.code().contains(name)) {
                    missing.add(name);
                }
            }
        });
        assertEquals(Set.of(), missing);
    }

    /** A command with its options, or a command and what it does not know. */
    private static Stream<String> wrongCall(CommandLine main, MatchResult call) {
        CommandLine command = main.getSubcommands().get(call.group(1));
        if (command == null) {
            return Stream.of(call.group().strip());
        }
        CommandLine inner = command.getSubcommands().getOrDefault(String.valueOf(call.group(2)), command);
        return OPTION.matcher(call.group(3))
                .results()
                .map(MatchResult::group)
                .filter(option -> inner.getCommandSpec().findOption(option) == null)
                .map(option -> call.group(1) + " " + option);
    }

    private interface Finding {
        List<String> in(Document document);
    }

    private static List<String> everywhere(Finding finding) {
        List<String> found = new ArrayList<>();
        Document.all()
                .forEach(document -> finding.in(document).forEach(each -> found.add(document.file() + ": " + each)));
        return found;
    }
}
