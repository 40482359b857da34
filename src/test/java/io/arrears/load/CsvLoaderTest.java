package io.arrears.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.config.ArrearsException;
import io.arrears.config.ConfigurationException;
import io.arrears.embedded.EmbeddedDatabase;
import io.arrears.postgres.OwnTables;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvLoaderTest {

    @TempDir
    private static Path server;

    private static EmbeddedDatabase database;

    @TempDir
    private Path dir;

    private Connection connection;

    @BeforeAll
    static void start() {
        database = EmbeddedDatabase.start(server);
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @BeforeEach
    void connect() {
        connection = database.connect();
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    @Test
    void textArrivesAsItStandsInTheFile() throws Exception {
        write(
                "odd.csv",
                "\uFEFFid,\"Full Name\",note\r\n1,\"Müller, \"\"Max\"\"\",NULL\r\n2,,\"\"\r\n\r\n"
                        + "3,\"two\r\nlines\",a\\b\tc\r\n");
        CsvLoader.load(connection, "csv", dir, OwnTables.Replace.OWN);
        assertEquals(
                "1|Müller, \"Max\"|NULL\n2|<null>|\n3|two\r\nlines|a\\b\tc\n",
                rows("select id, \"Full Name\", note from csv.odd order by id"));
    }

    @Test
    void everyFileBecomesATableOfText() throws Exception {
        write("a.csv", "x\n1\n\n3");
        gzip("b.csv.gz", "y,z\n1,2\n3,4\n5,6\n");
        write("readme.txt", "no table");
        List<CsvLoader.Loaded> loaded = CsvLoader.load(connection, "csv2", dir, OwnTables.Replace.OWN);
        assertEquals(
                List.of("a 3", "b 3"),
                loaded.stream().map(each -> each.table() + " " + each.rows()).toList());
        assertEquals(
                "a|x|text\nb|y|text\nb|z|text\n",
                rows("select table_name, column_name, data_type from "
                        + "information_schema.columns where table_schema = 'csv2' order by 1, 2"));
    }

    @Test
    void whatAnotherMadeIsReplacedOnlyWhereThatIsAsked() throws Exception {
        write("mine.csv", "x\n1\n");
        CsvLoader.load(connection, "csv4", dir, OwnTables.Replace.OWN);
        write("mine.csv", "x\n2\n");
        CsvLoader.load(connection, "csv4", dir, OwnTables.Replace.OWN);
        assertEquals(
                "2|made by arrears load\n", rows("select x, obj_description('csv4.mine'::regclass) from csv4.mine"));
        try (Statement statement = connection.createStatement()) {
            statement.execute("create table csv4.payments as select 'theirs' as x");
            statement.execute("create view csv4.invoices as select 'theirs' as x");
        }
        write("mine.csv", "x\n3\n");
        write("payments.csv", "x\nloaded\n");
        write("invoices.csv", "x\nloaded\n");
        ConfigurationException refused = assertThrows(
                ConfigurationException.class, () -> CsvLoader.load(connection, "csv4", dir, OwnTables.Replace.OWN));
        assertEquals(
                "schema csv4 has tables that arrears load would drop and did not make: invoices, payments. Nothing was"
                        + " changed: name another source.schema, or give --replace to drop them with all rows",
                refused.getMessage());
        assertEquals("2|theirs\n", rows("select m.x, p.x from csv4.mine m, csv4.payments p"));
        Files.delete(dir.resolve("invoices.csv"));
        CsvLoader.load(connection, "csv4", dir, OwnTables.Replace.ANY);
        assertEquals("3|loaded\n", rows("select m.x, p.x from csv4.mine m, csv4.payments p"));
    }

    @Test
    void aBrokenFileLeavesEveryTableAsItWas() throws Exception {
        write("a.csv", "x\nold\n");
        CsvLoader.load(connection, "csv3", dir, OwnTables.Replace.OWN);
        write("a.csv", "x\nnew\n");
        write("z.csv", "x,y\n1\n");
        ArrearsException refused = assertThrows(
                ArrearsException.class, () -> CsvLoader.load(connection, "csv3", dir, OwnTables.Replace.OWN));
        assertEquals("z.csv, line 2: 1 fields, but the header has 2 columns", refused.getMessage());
        assertEquals("old|<null>\n", rows("select x, to_regclass('csv3.z') from csv3.a"));
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "x,y~1,2~1,2,3|line 3: 3 fields, but the header has 2 columns",
                "x,y~1,\"2~3,4|line 2: the quote that opens field 2 is never closed",
                "x,y~1,\"2\"3~|line 2: after the closing quote of field 2 comes '3'",
                "x,y~\"a~b\",2~1,2\"3|line 4: a quote in the middle of an unquoted field (field 2)",
                "x,x~1,2|line 1: the column name 'x' occurs twice",
                "x,~1,2|line 1: column 2 has no name",
                "x;y~1;2|line 1: the header has one column, 'x;y': expected commas",
                "``|bad.csv: the file is empty",
            })
    void whatIsNoCsvIsRefusedWithItsLine(String content, String message) throws Exception {
        write("bad.csv", content == null ? "" : content.replace('~', '\n'));
        ArrearsException refused = assertThrows(
                ArrearsException.class, () -> CsvLoader.load(connection, "csv", dir, OwnTables.Replace.OWN));
        assertEquals(2, refused.exit().code());
        assertTrue(refused.getMessage().startsWith("bad.csv"), refused.getMessage());
        assertTrue(refused.getMessage().contains(message), refused.getMessage());
    }

    @Test
    void bytesThatAreNoTextAreRefused() throws Exception {
        Files.write(dir.resolve("latin.csv"), "x\nok\nM\u00fcller\n".getBytes(StandardCharsets.ISO_8859_1));
        ArrearsException latin = assertThrows(
                ArrearsException.class, () -> CsvLoader.load(connection, "csv", dir, OwnTables.Replace.OWN));
        assertEquals("latin.csv, line 3: field 1 is not UTF-8: save the file as UTF-8", latin.getMessage());
        write("latin.csv", "x\na\0b\n");
        ArrearsException zero = assertThrows(
                ArrearsException.class, () -> CsvLoader.load(connection, "csv", dir, OwnTables.Replace.OWN));
        assertTrue(zero.getMessage().startsWith("latin.csv, line 2: a zero byte"), zero.getMessage());
    }

    @Test
    void aDamagedArchiveIsRefused() throws Exception {
        gzip("cut.csv.gz", "x\n" + "some text\n".repeat(10_000));
        byte[] whole = Files.readAllBytes(dir.resolve("cut.csv.gz"));
        Files.write(dir.resolve("cut.csv.gz"), java.util.Arrays.copyOf(whole, whole.length - 20));
        ArrearsException refused = assertThrows(
                ArrearsException.class, () -> CsvLoader.load(connection, "csv", dir, OwnTables.Replace.OWN));
        assertTrue(refused.getMessage().startsWith("cut.csv.gz: the gzip file is damaged"), refused.getMessage());
    }

    @Test
    void aFolderWithoutTablesIsRefused() throws Exception {
        ConfigurationException empty = assertThrows(
                ConfigurationException.class, () -> CsvLoader.load(connection, "csv", dir, OwnTables.Replace.OWN));
        assertTrue(empty.getMessage().contains("has no .csv or .csv.gz file"), empty.getMessage());
        write("a.csv", "x\n");
        gzip("a.csv.gz", "x\n");
        ConfigurationException twice = assertThrows(
                ConfigurationException.class, () -> CsvLoader.load(connection, "csv", dir, OwnTables.Replace.OWN));
        assertTrue(twice.getMessage().contains("both give the table a"), twice.getMessage());
        ConfigurationException none = assertThrows(
                ConfigurationException.class,
                () -> CsvLoader.load(connection, "csv", dir.resolve("none"), OwnTables.Replace.OWN));
        assertTrue(none.getMessage().contains("is no folder"), none.getMessage());
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(dir.resolve(name), text);
    }

    private void gzip(String name, String text) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(dir.resolve(name)))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private String rows(String query) throws SQLException {
        StringBuilder text = new StringBuilder();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    String value = rows.getString(i);
                    text.append(i == 1 ? "" : "|").append(value == null ? "<null>" : value);
                }
                text.append('\n');
            }
        }
        return text.toString();
    }
}
