package io.arrears.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.Main;
import io.arrears.config.ExitCode;
import io.arrears.lake.AsOf;
import io.arrears.lake.Lake;
import io.arrears.lake.Pointers;
import io.arrears.lake.RunId;
import io.arrears.lake.Slices;
import io.arrears.lake.Table;
import io.arrears.testing.BitFlip;
import io.arrears.testing.TestSpark;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {

    @TempDir
    Path folder;

    private record Said(int code, String out, String err) {}

    private Said say(String... command) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(told, true, StandardCharsets.UTF_8));
        try {
            int code = Main.execute(command);
            return new Said(code, printed.toString(StandardCharsets.UTF_8), told.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    /** A slice of the KPIs for one day, published; the file that holds it. */
    private Path published() throws IOException {
        SparkSession spark = TestSpark.session();
        Lake lake = new Lake(spark, folder.toString());
        AsOf day = AsOf.parse("2025-12-31");
        Slices slices = new Slices(Map.of());
        lake.append(
                Table.MART_KPIS,
                day,
                RunId.of(1),
                slices,
                spark.sql("select 'EUR' as currency, id as invoices from range(100)"));
        new Pointers(lake).publish(spark, day, RunId.of(1), slices.all());
        try (Stream<Path> files = Files.walk(Path.of(lake.path(Table.MART_KPIS)))) {
            return files.filter(file -> file.toString().endsWith(".parquet"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void aDamagedLakeIsNamedFileByFileAndAWholeOneIsWhole() throws IOException {
        Path file = published();
        Said whole = say("check", "--lake", "-D", "lake.root=" + folder);
        assertEquals(0, whole.code(), whole::toString);
        assertTrue(whole.out().endsWith(": whole\n"), whole.out());
        new BitFlip(file, 8 * 50);
        Said damaged = say("check", "--lake", "-D", "lake.root=" + folder);
        assertEquals(1, damaged.code(), damaged::toString);
        assertTrue(
                damaged.out()
                        .startsWith("damaged: mart_kpis, 2025-12-31, run r000001, file marts/mart_kpis/run_id=r000001/"
                                + file.getFileName() + ": Checksum error: "),
                damaged.out());
        assertTrue(
                damaged.out()
                        .contains(
                                "\nto do: 2025-12-31: no earlier run of this day has whole slices: compute it anew by "
                                        + "`arrears run --as-of 2025-12-31`\n"),
                damaged.out());
        Said asked = say("sql", "-D", "lake.root=" + folder, "select sum(invoices) from mart_kpis");
        assertEquals(1, asked.code(), asked::toString);
        List<String> lines = asked.err().lines().toList();
        assertEquals(1, lines.size(), asked.err());
        assertTrue(
                lines.get(0).startsWith("arrears: the file ")
                        && lines.get(0)
                                .endsWith(file.getFileName()
                                        + " of the lake is damaged or gone: `arrears check --lake` names "
                                        + "everything that is, and the run to publish again or the day to run again"),
                asked.err());
    }

    @Test
    void ofALakeWithNothingPublishedItSaysSo() {
        Said said = say("check", "--lake", "-D", "lake.root=" + folder);
        assertEquals(0, said.code(), said::toString);
        assertEquals("nothing is published yet in " + folder + ": there is nothing to check\n", said.out());
    }

    @Test
    void withoutLakeItSaysWhatItNeeds() {
        Said said = say("check", "-D", "lake.root=" + folder);
        assertEquals(ExitCode.BAD_REQUEST.code(), said.code());
        assertEquals("arrears: check needs --lake: it reads every published slice of the lake\n", said.err());
    }

    @Test
    void whatIsWrongWithAConfigurationIsSaidWithoutAStackTrace() throws IOException {
        Path conf = Files.writeString(folder.resolve("wrong.conf"), """
                default.trees = abc
                model.default-features.numeric = [amount, label]
                source.tables.invoice.table = "a.b"
                """);
        Said said = say("check", "--lake", "--conf", conf.toString(), "-D", "lake.root=");
        assertEquals(ExitCode.BAD_REQUEST.code(), said.code());
        assertEquals(
                List.of(
                        "arrears: the configuration cannot be used, 4 things are wrong:",
                        "  lake.root = \"\" (-D): expected a text that is not empty",
                        "  source.tables.invoice: no such table is read; did you mean invoices?",
                        "  default.trees = abc (" + conf + ":1): expected a whole number from 1 to 2000 (trees)",
                        "  model.default-features.numeric: no feature is called label; sql/README.md lists them"),
                said.err()
                        .lines()
                        .map(line -> line.replaceFirst("\\? there are .*", "?"))
                        .toList());
    }
}
