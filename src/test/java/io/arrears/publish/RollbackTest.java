package io.arrears.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.config.ArrearsException;
import io.arrears.lake.Pointers;
import io.arrears.lake.Publication;
import io.arrears.lake.RunId;
import io.arrears.lake.Table;
import io.arrears.pipeline.RunContext;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RollbackTest {

    @TempDir
    Path folder;

    private static Publication rollback(TinyLake tiny, long run) {
        return new Rollback(tiny.spark, tiny.lake, tiny.copies()).to(RunId.of(run));
    }

    @Test
    void exactlyWhatTheRunPublishedComesBack() {
        TinyLake tiny = new TinyLake(folder);
        tiny.published("2025-11-30", 1, 100);
        tiny.published("2025-12-31", 2, 200);
        RunContext third = tiny.context("2025-12-31", 3);
        tiny.append(third, Table.MART_LEAKAGE_FINDINGS, "select 'EUR' as currency");
        new PublishStage().run(third);
        assertEquals(4, rollback(tiny, 2).number());
        assertEquals("2025-11-30 r000001 100.00, 2025-12-31 r000002 200.00", tiny.plain());
        assertEquals(tiny.plain(), tiny.pointed());
        assertEquals(
                Set.copyOf(TinyLake.TABLES),
                new Pointers(tiny.lake).of(third.asOf()).keySet());
        assertEquals(4, rollback(tiny, 2).number());
    }

    @Test
    void aRunThatPublishedNothingIsNamed() {
        TinyLake tiny = new TinyLake(folder);
        RunContext first = tiny.context("2025-12-31", 1);
        tiny.append(first, Table.MART_KPIS, "select 'EUR' as currency");
        new PublishStage().run(first);
        tiny.log(tiny.context("2025-12-31", 2), "failed", "2025-01-01 00:00:00", "2025-01-01 00:01:00");
        String failed =
                assertThrows(ArrearsException.class, () -> rollback(tiny, 2)).getMessage();
        assertEquals(
                "run r000002 never published, so there is nothing to go back to; "
                        + "runs that published: r000001 (2025-12-31)",
                failed);
        String unknown =
                assertThrows(ArrearsException.class, () -> rollback(tiny, 9)).getMessage();
        assertTrue(unknown.startsWith("there is no run r000009 in the lake "), unknown);
    }

    @Test
    void cleanDeletesOldSlicesThatNothingKeptNeeds() {
        TinyLake tiny = new TinyLake(folder);
        for (int run = 1; run <= 8; run++) {
            RunContext context = tiny.context(run <= 2 ? "2025-11-30" : "2025-12-31", run);
            tiny.append(context, Table.MART_KPIS, "select 'EUR' as currency, 1 as invoiced_amount");
            if (run == 1) {
                tiny.append(context, Table.STG_PRODUCTS, "select 'A' as sku");
            }
            // The others read the first run's staging, as --from does; the third fails before it publishes.
            context.slices().wrote(Table.STG_PRODUCTS, RunId.of(1));
            if (run != 3) {
                new PublishStage().run(context);
            }
        }
        tiny.logRuns(8, "2025-06-01 00:00:00");
        Clean clean = new Clean(tiny.spark, tiny.lake);
        assertEquals(Map.of(), clean.doomed(Instant.parse("2025-06-10T00:00:00Z")));
        assertEquals(Map.of("mart_kpis", 2), clean.run(Instant.parse("2025-12-31T00:00:00Z")));
        assertEquals(
                "[r000002, r000004, r000005, r000006, r000007, r000008]",
                tiny.lake.runsIn(Table.MART_KPIS).toString());
        assertEquals(Set.of(RunId.of(1)), tiny.lake.runsIn(Table.STG_PRODUCTS));
        rollback(tiny, 4);
        assertEquals("2025-11-30 r000002 1, 2025-12-31 r000004 1", tiny.pointed());
        String gone =
                assertThrows(ArrearsException.class, () -> rollback(tiny, 1)).getMessage();
        assertEquals(
                "run r000001 cannot come back: "
                        + "clean has deleted its slices of mart_kpis; run 2025-11-30 again instead",
                gone);
    }
}
