package io.arrears;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.config.Settings;
import io.arrears.config.SettingsLoader;
import io.arrears.lake.SourceTable;
import io.arrears.lake.Table;
import io.arrears.leakage.ControlCatalogue;
import io.arrears.transform.OutputColumns;
import io.arrears.transform.SqlFile;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How many files it takes to add a source table, a view, a mart, a feature, a control: "How to add" in src/README.md. A
 * file that names most of the things of one kind is a list that the next one must join; a new list fails here. The
 * examples say the same of one thing each.
 */
class AddingThingsTest {

    private static final double MOST = 2.0 / 3;

    /** The product by path: code, SQL, settings, documents; no tests. */
    private static final Map<String, String> FILES = new TreeMap<>();

    @TempDir
    Path folder;

    @BeforeAll
    static void readTheProject() throws IOException {
        List<Path> paths = new ArrayList<>(List.of(Path.of("README.md")));
        for (String root : List.of("src/main", "sql", "conf", "scripts")) {
            try (Stream<Path> files = Files.walk(Path.of(root))) {
                files.filter(Files::isRegularFile).forEach(paths::add);
            }
        }
        for (Path path : paths) {
            FILES.put(path.toString().replace('\\', '/'), Files.readString(path));
        }
    }

    /** Files in which most of the names occur, documents aside. */
    private static Set<String> lists(Collection<String> patterns) {
        List<Pattern> compiled = patterns.stream().map(Pattern::compile).toList();
        return FILES.entrySet().stream()
                .filter(file -> compiled.stream()
                                .filter(each -> each.matcher(file.getValue()).find())
                                .count()
                        > MOST * compiled.size())
                .map(Map.Entry::getKey)
                .filter(file -> !file.endsWith(".md"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Files in which the pattern occurs, or that have the name. */
    private static Set<String> places(String pattern, String fileName) {
        Pattern compiled = Pattern.compile(pattern);
        return FILES.entrySet().stream()
                .filter(file -> compiled.matcher(file.getValue()).find()
                        || file.getKey().contains("/" + fileName + "."))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String word(String name) {
        return "(?<![A-Za-z0-9_])" + name + "(?![A-Za-z0-9_])";
    }

    private static String sourceTable(SourceTable table) {
        return word("((RAW_|STG_)?" + table.name() + "|(raw|stg|known)_" + table.sourceName() + ")") + "|`"
                + table.sourceName() + "`";
    }

    @Test
    void sourceTablesAreListedByTheContractAndTheCatalogue() {
        assertEquals(
                Set.of("src/main/java/io/arrears/lake/SourceTable.java", "src/main/java/io/arrears/lake/Table.java"),
                lists(Stream.of(SourceTable.values())
                        .map(AddingThingsTest::sourceTable)
                        .toList()));
    }

    @Test
    void aSourceTableHasFourPlaces() {
        // What uses the table does not come with it.
        Set<String> places = places(sourceTable(SourceTable.CONTACTS), "stg_contacts").stream()
                .filter(place -> !place.startsWith("sql/marts/"))
                .collect(Collectors.toSet());
        assertEquals(
                Set.of(
                        "sql/staging/stg_contacts.sql",
                        "src/main/java/io/arrears/lake/SourceTable.java",
                        "src/main/java/io/arrears/lake/Table.java",
                        "a document"),
                places.stream()
                        .map(place -> place.endsWith(".md") ? "a document" : place)
                        .collect(Collectors.toSet()));
        assertEquals(4, places.size(), places.toString());
    }

    @Test
    void martsAreListedByTheCatalogue() {
        assertEquals(
                Set.of("src/main/java/io/arrears/lake/Table.java"),
                lists(Table.marts().stream()
                        .map(mart -> word("(" + mart.name() + "|" + mart.sqlName() + ")"))
                        .toList()));
    }

    @Test
    void aMartHasThreePlacesAndThePageThatShowsIt() {
        assertEquals(
                Set.of(
                        "sql/marts/mart_gains.conf",
                        "sql/marts/mart_gains.sql",
                        "src/main/java/io/arrears/lake/Table.java",
                        "src/main/java/io/arrears/publish/report/GainsParts.java"),
                places(word("(MART_GAINS|mart_gains)"), "mart_gains"));
    }

    @Test
    void noFileListsTheViews() {
        List<String> views = FILES.entrySet().stream()
                .filter(file -> Pattern.compile("(?m)^-- kind: (view|kept)$")
                        .matcher(file.getValue())
                        .find())
                .map(file -> Path.of(file.getKey()).getFileName().toString().replace(".sql", ""))
                .toList();
        assertTrue(views.size() > 15, views.toString());
        assertEquals(Set.of(), lists(views.stream().map(AddingThingsTest::word).toList()));
    }

    @Test
    void aViewHasOnePlaceAndThoseThatReadIt() {
        assertEquals(
                Set.of("sql/intermediate/int_bucket_moves.sql", "sql/intermediate/int_rolled_amounts.sql"),
                places(word("int_bucket_moves"), "int_bucket_moves"));
    }

    @Test
    void noFileListsTheControls() {
        Set<String> lists = lists(ControlCatalogue.load().controls().stream()
                .map(control -> word(control.id()))
                .toList());
        // The generator knows what it plants.
        lists.removeIf(file -> file.contains("/sample/"));
        assertEquals(Set.of(), lists);
    }

    @Test
    void aControlIsAFile() throws IOException {
        Path controls = Files.createDirectories(folder.resolve("sql/controls"));
        Files.writeString(controls.resolve("z01_small_order.sql"), """
                -- grain: order_id
                -- control: Z01
                -- title: Small order
                -- type: S
                -- severity: low
                -- precedence: signal
                -- needs: orders
                -- policy: none
                select order_id, null as expected_amount, null as actual_amount, null as amount, 'small' as evidence
                from int_orders
                where net_amount < 1
                """);
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
            assertTrue(
                    ControlCatalogue.load(loader).listing().stream()
                            .anyMatch(each -> each.id().equals("Z01")),
                    "Z01 is not in the catalogue");
        }
    }

    /** A feature is chosen in the reference, computed in SQL and may have a phrase; the code names no feature twice. */
    @Test
    void featuresAreListedWhereTheyAreChosenComputedAndPhrased() {
        Settings.Model model = SettingsLoader.load(Optional.empty(), Map.of()).model();
        for (Settings.Features features : List.of(model.defaults(), model.recovery())) {
            Set<String> lists = lists(Stream.concat(features.numeric().stream(), features.categorical().stream())
                    .map(AddingThingsTest::word)
                    .toList());
            lists.removeIf(file -> file.startsWith("sql/abt/") || file.startsWith("sql/intermediate/"));
            assertEquals(
                    Set.of("src/main/resources/explain/phrases.properties", "src/main/resources/reference.conf"),
                    lists);
        }
    }

    @Test
    void aFeatureHasThreePlacesAndAPhrase() {
        Set<String> places = places(word("reason_recovery_rate"), "-");
        places.remove("src/main/resources/explain/phrases.properties");
        assertEquals(
                Set.of("sql/abt/abt_claims.sql", "src/main/resources/reference.conf", "a document"),
                places.stream()
                        .map(place -> place.endsWith(".md") ? "a document" : place)
                        .collect(Collectors.toSet()));
        assertEquals(3, places.size(), places.toString());
    }

    @Test
    void aFeatureOfBothTasksHasThreePlacesAndAPhrase() {
        Set<String> places = places(word("mean_overdue_age_days"), "-");
        places.remove("src/main/resources/explain/phrases.properties");
        assertEquals(
                Set.of(
                        "sql/FEATURES.md",
                        "sql/intermediate/int_observation_features.sql",
                        "src/main/resources/reference.conf"),
                places);
    }

    /** The base tables take the columns of the view whole; the names a configuration may use are read from there. */
    @Test
    void aNewFeatureOfTheSharedViewIsAColumnOfBothBaseTables() {
        SqlFile features = SqlFile.read("sql/intermediate/int_observation_features.sql");
        SqlFile planted = SqlFile.parse(
                features.resource(),
                features.text().replaceFirst("\\sfrom sorted\\s*\\z", ", 1 as z_feature from sorted"));
        for (Table abt : List.of(Table.ABT_INVOICES, Table.ABT_CLAIMS)) {
            List<String> more = new ArrayList<>(OutputColumns.of(SqlFile.of(abt), name -> planted));
            more.removeAll(OutputColumns.of(SqlFile.of(abt)));
            assertEquals(List.of("z_feature"), more, abt.sqlName());
        }
    }

    /** A new view is its file: whatever names it finds its columns. A new mart says in its own file what it reads. */
    @Test
    void aNewViewAndANewMartAreReadFromTheirFiles() {
        SqlFile view = SqlFile.parse("sql/intermediate/int_z.sql", """
                -- grain: currency
                -- kind: view
                select currency, count(*) as invoices from int_invoices group by currency
                """);
        SqlFile mart = SqlFile.parse("sql/marts/mart_z.sql", """
                -- grain: currency
                -- kind: table
                -- rows: few
                select *, :as_of as day from int_z
                """);
        assertEquals(List.of("currency"), mart.grain());
        assertEquals(List.of("currency", "invoices", "day"), OutputColumns.of(mart, Map.of("int_z", view)::get));
        assertEquals(Set.of("as_of"), mart.parameters());
        assertEquals(Set.of(Table.INT_INVOICES), view.reads());
    }

    /** The contract in the document says what SourceTable says: tables, columns, which are required. */
    @Test
    void theDocumentOfTheSourceTablesIsComplete() {
        Map<String, String> expected = new TreeMap<>();
        Map<String, String> documented = new TreeMap<>();
        List<String> lines = FILES.entrySet().stream()
                .filter(file -> file.getKey().endsWith(".md") && file.getValue().contains("\n| `shipments` |"))
                .flatMap(file -> file.getValue().lines())
                .toList();
        for (SourceTable table : SourceTable.values()) {
            String name = "`" + table.sourceName() + "`" + (table.required() ? " (required)" : "");
            expected.put(
                    name,
                    table.columns().stream()
                            .map(column -> column.required() ? "**" + column.name() + "**" : column.name())
                            .sorted()
                            .collect(Collectors.joining(", ")));
            documented.put(
                    name,
                    lines.stream()
                            .filter(line -> line.startsWith("| " + name + " | "))
                            .map(line -> columnsOf(line.substring(name.length() + 5)))
                            .collect(Collectors.joining(" and again ")));
        }
        assertEquals(expected, documented);
    }

    /** The names in a cell, without what is said about them in parentheses and after a colon. */
    private static String columnsOf(String cell) {
        String names = cell.replaceAll("\\([^)]*\\)", "").replaceAll("[:|].*", "");
        return Arrays.stream(names.split(",")).map(String::strip).sorted().collect(Collectors.joining(", "));
    }
}
