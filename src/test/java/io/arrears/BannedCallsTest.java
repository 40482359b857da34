package io.arrears;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.arrears.testing.Sources;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Calls that once caused a wrong number or a leaked secret, and the few files that may make them. */
class BannedCallsTest {

    private record Ban(String call, String why, Set<String> allowedIn) {}

    private static final List<Ban> BANS = List.of(
            new Ban("randomSplit|CrossValidator|TrainValidationSplit", "random splits of time-ordered data", Set.of()),
            new Ban(
                    "(?i)\\b(current_date|current_timestamp|currentTimeMillis|now\\(\\s*\\)|new Date\\(\\))",
                    "the wall clock: the day comes from --as-of",
                    // When a run took place, how old a slice is, when a mail was sent, when a person wrote something
                    // down: none of
                    // them is a result.
                    Set.of("RunLog.java", "CleanCommand.java", "SmtpSink.java", "WorkTables.java")),
            new Ban(
                    "SparkSession\\s*\\.\\s*builder|\\.conf\\(\\)\\s*\\.set\\(|hadoopConfiguration\\(\\)\\s*\\.set\\(",
                    "only Sessions builds a session, and only PlanExecution sets options at run time",
                    Set.of("Sessions.java", "PlanExecution.java")),
            new Ban(
                    "\\.newSession\\(",
                    "a session beside another executes plans as that one does: PlanExecution.beside",
                    Set.of("PlanExecution.java")),
            new Ban(
                    "new ObjectMapper|JsonMapper\\.builder",
                    "one mapper reads and writes all JSON",
                    Set.of("Json.java")),
            new Ban("(?i)[?&;]password=|\\.option\\(\\s*\"password\"", "a password in a URL or a plan", Set.of()),
            new Ban(
                    "import static org\\.apache\\.spark\\.sql\\.functions\\.\\*|import org\\.apache\\.spark\\.[a-z.]*\\.\\*",
                    "star imports of Spark hide which col is meant",
                    Set.of()),
            new Ban("(?i)\\bselect\\s+distinct\\b", "distinct hides a fan-out", Set.of()),
            new Ban("\\b(TO" + "DO|FIX" + "ME)\\b", "unfinished", Set.of()));

    @Test
    void noSourceMakesABannedCall() {
        List<String> found = new ArrayList<>();
        Stream.concat(Sources.under(Sources.MAIN, ".java").stream(), Sources.under(Sources.SQL, ".sql").stream())
                .forEach(source -> found.addAll(bannedIn(source)));
        assertEquals(List.of(), found);
    }

    /** A cell of a notebook shows what it prints; the yardstick of the ingest is a program of its own. */
    @Test
    void onlyTheCommandLineAndNotebooksWriteToStandardOutputOrEndTheProcess() {
        Pattern call = Pattern.compile("System\\.(out|exit)|Runtime\\.getRuntime\\(\\)\\.(exit|halt)");
        List<Path> found = Sources.under(Sources.MAIN, ".java").stream()
                .filter(source -> !Set.of("", "batch", "cli", "notebook").contains(source.packageName())
                        && !source.file().endsWith("embedded/CopyRate.java")
                        && call.matcher(source.code()).find())
                .map(Sources::file)
                .toList();
        assertEquals(List.of(), found);
    }

    @Test
    void classesAreImportedAndNotNamedWithTheirPackage() {
        Pattern qualified = Pattern.compile("\\b(java|javax|scala|org|com|io)(\\.[a-z_0-9]+)+\\.[A-Z]\\w*");
        List<String> found = new ArrayList<>();
        for (Sources source : Sources.under(Sources.MAIN, ".java")) {
            source.code()
                    .lines()
                    .filter(line -> !line.startsWith("import ") && !line.startsWith("package "))
                    .map(line -> line.replaceAll("\"(?:[^\"\\\\]|\\\\.)*\"", "\"\""))
                    .filter(line -> qualified.matcher(line).find())
                    .forEach(line -> found.add(source.file() + ": " + line.strip()));
        }
        assertEquals(List.of(), found);
    }

    @Test
    void aPlantedCallIsSeenAndACommentIsNot() {
        Path file = Sources.MAIN.resolve("lake/Planted.java");
        assertEquals(
                1,
                bannedIn(new Sources(file, "LocalDate day = LocalDate.now();")).size());
        assertEquals(
                1,
                bannedIn(new Sources(Path.of("sql/a.sql"), "select current_date as day"))
                        .size());
        assertEquals(List.of(), bannedIn(new Sources(file, "// never LocalDate.now()\n/* nor\n now() */")));
    }

    @Test
    void filesStaySmallEnoughToRead() {
        List<String> found = new ArrayList<>();
        Sources.under(Sources.MAIN, ".java").forEach(source -> found.addAll(tooLarge(source, 300)));
        Sources.under(Sources.SQL, ".sql").forEach(source -> found.addAll(tooLarge(source, 120)));
        assertEquals(List.of(), found);
    }

    /** The formatter wraps code; texts and comments are wrapped by hand. */
    @Test
    void linesFitOnAPage() {
        List<String> found = new ArrayList<>();
        Sources.under(Sources.MAIN, ".java").forEach(source -> source.text()
                .lines()
                .filter(line -> line.codePointCount(0, line.length()) > 120)
                .forEach(line -> found.add(source.file() + ": " + line.strip())));
        assertEquals(List.of(), found, "lines of more than 120 columns");
    }

    private static List<String> bannedIn(Sources source) {
        String code = source.code();
        List<String> found = new ArrayList<>();
        for (Ban ban : BANS) {
            var call = Pattern.compile(ban.call()).matcher(code);
            if (!ban.allowedIn().contains(source.file().getFileName().toString()) && call.find()) {
                found.add(source.file() + ": " + call.group() + " (" + ban.why() + ")");
            }
        }
        return found;
    }

    private static List<String> tooLarge(Sources source, int most) {
        String found = source.file() + " has " + source.lines() + " lines, at most " + most;
        return source.lines() > most ? List.of(found) : List.of();
    }
}
