package io.arrears.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.lake.DamagedFile;
import io.arrears.lake.RunId;
import io.arrears.lake.Table;
import io.arrears.pipeline.RunContext;
import io.arrears.testing.BitFlip;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** A bit that turned over on the disk is refused or does not matter; it never gives other rows. */
@TestInstance(Lifecycle.PER_CLASS)
class BitRotTest {

    private static final Table TABLE = Table.MART_INVOICE_RISK;

    @TempDir
    static Path folder;

    private TinyLake tiny;
    private List<Path> files;
    private List<String> before;

    /** How many flips gave an error, the same rows, other rows. */
    private record Outcome(int refused, int harmless, int different) {}

    @BeforeAll
    void publishARun() throws IOException {
        tiny = new TinyLake(folder);
        RunContext context = tiny.context("2025-12-31", 1);
        tiny.append(context, TABLE, """
                select /*+ repartition(2) */ concat('I', id) as invoice_id, concat('customer ', id % 7) as customer_name,
                    cast(id * 1.37 as decimal(14, 2)) as open_amount, cast(id % 91 as int) as days_past_due,
                    id % 3 = 0 as is_overdue, date_add(date'2025-01-01', cast(id % 300 as int)) as due_date
                from range(0, 500)""");
        tiny.append(context, Table.MART_KPIS, "select 'EUR' as currency, 5 as invoices");
        new PublishStage().run(context);
        new PublishedTablesStage().run(context);
        files = Stream.concat(parquet(Path.of(tiny.lake.path(TABLE))), parquet(Path.of(tiny.lake.publishedPath(TABLE))))
                .sorted()
                .toList();
        assertTrue(files.size() >= 3, files.toString());
        before = rows(true);
    }

    private static Stream<Path> parquet(Path table) throws IOException {
        try (Stream<Path> all = Files.walk(table)) {
            return all.filter(file -> file.toString().endsWith(".parquet")).toList().stream();
        }
    }

    /** Every row of the slice and of the plain published table. */
    private List<String> rows(boolean verified) {
        Dataset<Row> slice = verified
                ? tiny.lake.readSlices(TABLE, List.of(RunId.of(1)))
                : tiny.spark
                        .read()
                        .option("parquet.page.verify-checksum.enabled", "false")
                        .parquet(tiny.lake.path(TABLE));
        Dataset<Row> plain = tiny.spark
                .read()
                .option("parquet.page.verify-checksum.enabled", String.valueOf(verified))
                .format(verified ? "delta" : "parquet")
                .load(tiny.lake.publishedPath(TABLE));
        List<String> rows = new ArrayList<>();
        for (Dataset<Row> each : List.of(slice, plain)) {
            each.select("invoice_id", "customer_name", "open_amount", "days_past_due", "is_overdue", "due_date")
                    .collectAsList()
                    .forEach(row -> rows.add(row.mkString("|")));
        }
        rows.sort(null);
        return rows;
    }

    private Outcome flip(int flips, long seed, boolean pagesOnly, boolean verified) throws IOException {
        Random random = new Random(seed);
        int refused = 0;
        int different = 0;
        for (int i = 0; i < flips; i++) {
            Path file = files.get(i % files.size());
            long bytes = pagesOnly ? startOfFooter(file) : Files.size(file);
            try (BitFlip flip = new BitFlip(file, 32 + random.nextLong(8 * (bytes - 4)))) {
                try {
                    different += rows(verified).equals(before) ? 0 : 1;
                } catch (Exception e) {
                    assertTrue(
                            !verified
                                    || DamagedFile.in(e)
                                            .orElse("")
                                            .contains(file.getFileName().toString()),
                            () -> flip + ": " + e);
                    refused++;
                }
            }
        }
        return new Outcome(refused, flips - refused - different, different);
    }

    /** Of a Parquet file, which ends with the footer's length in four bytes and four of its name. */
    private static long startOfFooter(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        return bytes.length
                - 8
                - ByteBuffer.wrap(bytes, bytes.length - 8, 4)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .getInt();
    }

    private void everyFlipIsRefusedOrHarmless(int flips) throws IOException {
        Outcome outcome = flip(flips, 11, false, true);
        assertEquals(0, outcome.different(), outcome::toString);
        assertTrue(outcome.refused() >= flips * 9 / 10, outcome::toString);
    }

    @Test
    void twentyFourFlipsAnywhereAreRefusedOrHarmless() throws IOException {
        everyFlipIsRefusedOrHarmless(24);
    }

    @Test
    @Tag("proof")
    void threeHundredFlipsAnywhereAreRefusedOrHarmless() throws IOException {
        everyFlipIsRefusedOrHarmless(300);
    }

    /** As on an object store, which has checksums of its own that are not seen here. */
    @Test
    void withoutTheChecksumsOfTheDiskThePagesHaveTheirOwn() throws IOException {
        Path aside = Files.createDirectory(folder.resolve("aside"));
        List<Path> sums = new ArrayList<>();
        for (Path file : files) {
            Path sum = file.resolveSibling("." + file.getFileName() + ".crc");
            sums.add(Files.move(sum, aside.resolve(String.valueOf(sums.size()))));
        }
        try {
            Outcome verified = flip(24, 12, true, true);
            Outcome blind = flip(24, 12, true, false);
            assertEquals(0, verified.different(), verified::toString);
            assertTrue(blind.different() > 0, blind::toString);
        } finally {
            for (int i = 0; i < files.size(); i++) {
                Path file = files.get(i);
                Files.move(sums.get(i), file.resolveSibling("." + file.getFileName() + ".crc"));
            }
        }
    }

    @Test
    void whatFailsForAnotherReasonNamesNoFile() {
        assertEquals(Optional.empty(), DamagedFile.in(new IllegalStateException("no", new RuntimeException("way"))));
        Exception gone = new Exception(
                Arrays.asList("x").toString(),
                new Exception(
                        "[PATH_NOT_FOUND] Path does not "
                                + "exist: file:/lake/marts/mart_kpis/run_id=r000001/part-0.c000.snappy.parquet. SQLSTATE: 42K03"));
        assertEquals(
                Optional.of(
                        "the file file:/lake/marts/mart_kpis/run_id=r000001/part-0.c000.snappy.parquet of the lake is "
                                + "damaged or gone: `arrears check --lake` names everything that is, and the run to publish again "
                                + "or the day to run again"),
                DamagedFile.in(gone));
    }
}
