package io.arrears.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.lake.AsOf;
import io.arrears.lake.Pointers;
import io.arrears.lake.Publication;
import io.arrears.lake.RunId;
import io.arrears.lake.Table;
import io.arrears.testing.KernelTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishedTablesTest {

    @TempDir
    Path folder;

    @Test
    void aRunIsPublishedByOneCommit() throws IOException {
        TinyLake tiny = new TinyLake(folder);
        new PublishStage().run(tiny.written("2025-12-31", 1, 100));
        Path log = Path.of(tiny.lake.path(Table.OPS_PUBLISHED), "_delta_log");
        assertEquals(1, logFiles(log).size());
        assertEquals(
                Set.copyOf(TinyLake.TABLES),
                new Pointers(tiny.lake).of(AsOf.parse("2025-12-31")).keySet());
    }

    @Test
    void rerunsReplaceTheirDayAndBackfillsInAnyOrderLeaveTheOthersAlone() {
        TinyLake tiny = new TinyLake(folder);
        tiny.published("2025-12-31", 1, 100);
        tiny.published("2025-10-31", 2, 80);
        tiny.published("2025-12-31", 3, 100);
        String expected = "2025-10-31 r000002 80.00, 2025-12-31 r000003 100.00";
        assertEquals(expected, tiny.plain());
        assertEquals(expected, tiny.pointed());
        assertEquals(
                4,
                tiny.spark
                        .read()
                        .format("delta")
                        .load(tiny.lake.publishedPath(Table.MART_INVOICE_RISK))
                        .count());
        assertEquals(Map.of(), new PublishedTables(tiny.lake).catchUp());
    }

    @Test
    void theNextStartFinishesWhatWasPointedToAndNothingElse() {
        TinyLake tiny = new TinyLake(folder);
        tiny.published("2025-12-31", 1, 100);
        new PublishStage().run(tiny.written("2025-12-31", 2, 200));
        new PublishStage().run(tiny.written("2025-11-30", 3, 300));
        tiny.written("2025-10-31", 4, 400);
        assertEquals("2025-12-31 r000001 100.00", tiny.plain());
        List<String> lines = tiny.copies().finish();
        assertEquals(
                List.of("finished an interrupted publication: published tables mart_kpis, mart_invoice_risk"), lines);
        assertEquals("2025-11-30 r000003 300.00, 2025-12-31 r000002 200.00", tiny.plain());
        assertEquals(tiny.plain(), tiny.pointed());
        assertEquals(List.of(), tiny.copies().finish());
    }

    @Test
    void newColumnsAndEmptySlicesReachThePlainTable() {
        TinyLake tiny = new TinyLake(folder);
        tiny.published("2025-12-31", 1, 100);
        var context = tiny.context("2025-12-31", 2);
        tiny.append(
                context,
                Table.MART_KPIS,
                "select 'EUR' as currency, cast(5 as decimal(14, 2)) as invoiced_amount, 1 as extra");
        tiny.append(context, Table.MART_INVOICE_RISK, "select 'I1' as invoice_id where false");
        new PublishStage().run(context);
        new PublishedTablesStage().run(context);
        var kpis = tiny.spark.read().format("delta").load(tiny.lake.publishedPath(Table.MART_KPIS));
        assertEquals("extra", kpis.columns()[kpis.columns().length - 1]);
        assertEquals("2025-12-31 r000002 5.00", tiny.plain());
        assertTrue(tiny.spark
                .read()
                .format("delta")
                .load(tiny.lake.publishedPath(Table.MART_INVOICE_RISK))
                .isEmpty());
        assertEquals(Map.of(), new PublishedTables(tiny.lake).catchUp());
    }

    @Test
    void plainReadersNeedNoDelta() throws IOException {
        TinyLake tiny = new TinyLake(folder);
        tiny.published("2025-12-31", 1, 100);
        tiny.published("2025-12-31", 2, 200);
        Path table = Path.of(tiny.lake.publishedPath(Table.MART_KPIS));
        Set<String> files = new HashSet<>();
        for (Path commit : logFiles(table.resolve("_delta_log"))) {
            String text = Files.readString(commit);
            found("\"minReaderVersion\":(\\d+)", text).forEach(version -> assertEquals("1", version));
            files.addAll(found("\\{\"add\":\\{\"path\":\"([^\"]+)\"", text));
            files.removeAll(found("\\{\"remove\":\\{\"path\":\"([^\"]+)\"", text));
        }
        var rows = tiny.spark
                .read()
                .option("basePath", table.toString())
                .parquet(files.stream()
                        .map(file -> table.resolve(file).toString())
                        .toArray(String[]::new));
        assertEquals(2, rows.count());
        assertEquals(
                2,
                rows.where("run_id = 'r000002' and as_of_date = '2025-12-31' and invoiced_amount = 200")
                        .count());
    }

    @Test
    void anotherEngineReadsEveryTypeAsSparkDoes() throws IOException {
        TinyLake tiny = new TinyLake(folder);
        tiny.published("2025-11-30", 1, 100);
        tiny.published("2025-12-31", 2, 100);
        var context = tiny.context("2025-12-31", 3);
        tiny.append(context, Table.MART_INVOICE_RISK, "select 'I1' as invoice_id where false");
        tiny.append(context, Table.MART_KPIS, """
                select * from values
                    ('', -0.01BD, cast('-12345678901234.99' as decimal(19, 4)), date'1900-02-28', 9223372036854775807L,
                        timestamp'1969-12-31 23:59:59.999999', 0.1D, -1, true),
                    ('Ä\\n"', 0.00BD, null, date'9999-12-31', -1L, timestamp'2025-12-31 12:00:00.000001', -1e300D, null, false),
                    (null, null, null, null, null, null, null, null, null)
                as t(text, cents, money, day, number, moment, rate, days, flag)""");
        new PublishStage().run(context);
        new PublishedTablesStage().run(context);
        String kpis = tiny.lake.publishedPath(Table.MART_KPIS);
        KernelTable read = KernelTable.read(kpis);
        Dataset<Row> spark = tiny.spark.read().format("delta").load(kpis);
        assertEquals(1, read.protocol().getMinReaderVersion());
        assertEquals(Set.of(), read.protocol().getReaderFeatures());
        assertEquals(List.of(spark.columns()), read.columns());
        assertEquals(5, read.rows().size());
        assertEquals(KernelTable.rowsOf(spark), read.rows());
    }

    @Test
    void aReaderDuringPublicationsSeesOneRunAndNeverAMixture() throws InterruptedException {
        TinyLake tiny = new TinyLake(folder);
        new PublishStage().run(tiny.written("2025-12-31", 1, 100));
        AsOf day = AsOf.parse("2025-12-31");
        AtomicBoolean done = new AtomicBoolean();
        Set<Set<RunId>> seen = java.util.concurrent.ConcurrentHashMap.newKeySet();
        Thread poller = new Thread(() -> {
            while (!done.get()) {
                Map<Table, RunId> pointers = new Pointers(tiny.lake).of(day);
                seen.add(pointers.size() == TinyLake.TABLES.size() ? Set.copyOf(pointers.values()) : Set.of());
            }
        });
        poller.start();
        for (int run = 2; run <= 3; run++) {
            new PublishStage().run(tiny.written("2025-12-31", run, 100 * run));
        }
        done.set(true);
        poller.join();
        assertTrue(seen.size() >= 2, seen::toString);
        assertTrue(seen.stream().allMatch(runs -> runs.size() == 1), seen::toString);
    }

    @Test
    void theNewestPublicationOfADayCountsAsAWhole() {
        RunId one = RunId.of(1);
        AsOf day = AsOf.parse("2025-12-31");
        Publication first = new Publication(1, day, one, Map.of(Table.MART_KPIS, one, Table.STG_PRODUCTS, one));
        Publication second = new Publication(2, day, RunId.of(2), Map.of(Table.MART_KPIS, RunId.of(2)));
        assertEquals(Map.of(day.date(), second), Pointers.current(List.of(first, second), Long.MAX_VALUE));
        assertEquals(Map.of(day.date(), first), Pointers.current(List.of(first, second), 1));
    }

    private static List<Path> logFiles(Path log) throws IOException {
        try (Stream<Path> files = Files.list(log)) {
            return files.filter(file -> file.getFileName().toString().matches("[0-9]{20}\\.json"))
                    .sorted()
                    .toList();
        }
    }

    private static List<String> found(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        return Stream.iterate(matcher.find(), Boolean::booleanValue, any -> matcher.find())
                .map(any -> matcher.group(1))
                .toList();
    }
}
