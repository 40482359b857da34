package io.arrears.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.arrears.testing.TestSpark;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeTest {

    @TempDir
    Path folder;

    @Test
    void aRunSeesItsOwnSliceAndReadersSeeThePublishedOne() {
        SparkSession spark = TestSpark.session();
        Lake lake = new Lake(spark, folder.toString());
        AsOf day = AsOf.parse("2025-12-31");
        Slices first = new Slices(Map.of());
        Slices second = new Slices(Map.of());
        assertEquals(
                2,
                lake.append(
                        Table.STG_PRODUCTS,
                        day,
                        RunId.of(1),
                        first,
                        spark.sql("select * from values ('A'), ('B') as t(sku)")));
        new Pointers(lake).publish(spark, day, RunId.of(1), first.all());
        lake.append(Table.STG_PRODUCTS, day, RunId.of(2), second, spark.sql("select * from values ('C') as t(sku)"));
        assertEquals(1, lake.read(Table.STG_PRODUCTS, second).count());
        assertEquals(
                2,
                lake.read(Table.STG_PRODUCTS, new Slices(new Pointers(lake).of(day)))
                        .count());
    }

    @Test
    void sqlSeesAStagingTableWholeAndAsTheDayKnewIt() {
        SparkSession spark = TestSpark.session();
        Lake lake = new Lake(spark, folder.toString());
        AsOf day = AsOf.parse("2025-12-31");
        Slices slices = new Slices(Map.of());
        lake.append(Table.STG_PRODUCTS, day, RunId.of(1), slices, spark.sql("""
                select sku, cast(visible_from as date) as visible_from, cast(conflict_from as date) as conflict_from
                from values ('today', '2025-12-31', '9999-12-31'), ('tomorrow', '2026-01-01', '9999-12-31'),
                    ('contradicted today', '2025-01-01', '2025-12-31'),
                    ('contradicted tomorrow', '2025-01-01', '2026-01-01') as t(sku, visible_from, conflict_from)"""));
        SparkSession views = lake.viewsOf(Set.of(Table.STG_PRODUCTS), slices, day);
        assertEquals(4, views.table("stg_products").count());
        assertEquals(
                List.of("contradicted tomorrow", "today"),
                views.sql("select sku from known_products order by sku").collectAsList().stream()
                        .map(row -> row.getString(0))
                        .toList());
    }

    @Test
    void writingAndReadingASliceAsksNeitherDeltaForFilesNorOtherPrograms() throws Exception {
        SparkSession spark = TestSpark.session();
        Lake lake = new Lake(spark, folder.toString());
        Slices slices = new Slices(Map.of());
        Queue<String> jobs = new ConcurrentLinkedQueue<>();
        SparkListener listener = new SparkListener() {
            @Override
            public void onJobStart(SparkListenerJobStart job) {
                jobs.add(String.valueOf(job.properties().getProperty("spark.job.description")));
            }
        };
        Path recorded = folder.resolve("recorded.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("jdk.ProcessStart");
            recording.start();
            lake.append(
                    Table.STG_PRODUCTS,
                    AsOf.parse("2025-12-31"),
                    RunId.of(1),
                    slices,
                    spark.sql("select * from values ('A'), ('B') as t(sku)"));
            spark.sparkContext().addSparkListener(listener);
            assertEquals(
                    2, lake.read(Table.STG_PRODUCTS, slices).collectAsList().size());
            spark.sparkContext().listenerBus().waitUntilEmpty();
            recording.dump(recorded);
        } finally {
            spark.sparkContext().removeSparkListener(listener);
        }
        assertEquals(1, jobs.size(), jobs.toString());
        assertEquals(
                List.of(),
                RecordingFile.readAllEvents(recorded).stream()
                        .map(start -> start.getString("command"))
                        .toList());
    }

    @Test
    void aSliceIsReadWithTheColumnsTheTableHasByNow() {
        SparkSession spark = TestSpark.session();
        Lake lake = new Lake(spark, folder.toString());
        Slices slices = new Slices(Map.of());
        AsOf day = AsOf.parse("2025-12-31");
        lake.append(Table.STG_PRODUCTS, day, RunId.of(1), slices, spark.sql("select 'A' as sku"));
        lake.append(
                Table.STG_PRODUCTS, day, RunId.of(2), new Slices(Map.of()), spark.sql("select 'B' as sku, 2 as size"));
        assertEquals(
                "[[A,null]]",
                lake.read(Table.STG_PRODUCTS, slices).collectAsList().toString());
        assertEquals(
                "[[A,null], [B,2]]",
                lake.readSlices(Table.STG_PRODUCTS, List.of(RunId.of(1), RunId.of(2)))
                        .select("sku", "size")
                        .orderBy("sku")
                        .collectAsList()
                        .toString());
    }

    @Test
    void aSliceFarBackInTheLogIsStillRead() {
        SparkSession spark = TestSpark.session();
        Lake lake = new Lake(spark, folder.toString());
        Slices first = new Slices(Map.of());
        AsOf day = AsOf.parse("2025-12-31");
        lake.append(Table.STG_PRODUCTS, day, RunId.of(1), first, spark.sql("select 'A' as sku"));
        for (int run = 2; run < 24; run++) {
            lake.append(Table.STG_PRODUCTS, day, RunId.of(run), new Slices(Map.of()), spark.sql("select 'B' as sku"));
        }
        assertEquals(
                "[[A]]", lake.read(Table.STG_PRODUCTS, first).collectAsList().toString());
    }

    @Test
    void aSliceWithoutRowsHasItsColumns() {
        SparkSession spark = TestSpark.session();
        Lake lake = new Lake(spark, folder.toString());
        Slices slices = new Slices(Map.of());
        lake.append(
                Table.STG_PRODUCTS,
                AsOf.parse("2025-12-31"),
                RunId.of(1),
                slices,
                spark.sql("select 'A' as sku where false"));
        assertEquals(
                List.of("sku"), List.of(lake.read(Table.STG_PRODUCTS, slices).columns()));
        assertEquals(0, lake.read(Table.STG_PRODUCTS, slices).count());
    }
}
