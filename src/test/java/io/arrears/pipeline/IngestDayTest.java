package io.arrears.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.arrears.config.Settings;
import io.arrears.config.SettingsLoader;
import io.arrears.lake.AsOf;
import io.arrears.lake.Lake;
import io.arrears.lake.Pointers;
import io.arrears.lake.RunId;
import io.arrears.lake.Table;
import io.arrears.testing.TestSpark;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An ingest shows the state of the source on the newest of the days that it serves. */
class IngestDayTest {

    private static final AsOf FIRST = AsOf.parse("2024-04-30");
    private static final AsOf NEXT = AsOf.parse("2024-05-31");
    private static final AsOf LAST = AsOf.parse("2024-06-30");

    @TempDir
    private Path folder;

    private final AtomicReference<AsOf> seen = new AtomicReference<>();

    private final Stage looks = new SomeStage("look", context -> {
        seen.set(context.ingestDay());
        return new StageReport(Map.of());
    });

    private final Settings settings = SettingsLoader.load(Optional.empty(), Map.of());

    private Lake lake() {
        return new Lake(TestSpark.session(), folder.toString());
    }

    private AsOf ingestDay(RunRequest request) {
        new Runner(TestSpark.session(), lake(), settings, List.of(looks), SomeStage.SILENT).run(request);
        return seen.get();
    }

    private static RunRequest partOf(AsOf day) {
        return new RunRequest(day, Optional.of("look"), Optional.empty(), false);
    }

    @Test
    void aRunHasAnIngestOfItsOwnDayAndABackfillOneOfItsLast() {
        assertEquals(FIRST, ingestDay(RunRequest.whole(FIRST)));
        RunRequest begins = RunRequest.ofSeries(FIRST, FIRST, LAST);
        assertEquals(LAST, ingestDay(begins));
        assertEquals(false, begins.reuseIngest());
        RunRequest goesOn = RunRequest.ofSeries(NEXT, FIRST, LAST);
        assertEquals(LAST, ingestDay(goesOn));
        assertEquals(true, goesOn.reuseIngest());
    }

    @Test
    void anIngestThatIsTakenOverBelongsToTheNewestDayItServes() {
        Map<Table, RunId> shared = Map.of(Table.OPS_SOURCES, RunId.of(7), Table.OPS_COUNTS, RunId.of(7));
        new Pointers(lake()).publish(TestSpark.session(), FIRST, RunId.of(7), shared);
        new Pointers(lake()).publish(TestSpark.session(), NEXT, RunId.of(8), shared);
        assertEquals(NEXT, ingestDay(partOf(FIRST)));
        assertEquals(NEXT, ingestDay(partOf(NEXT)));
        assertEquals(LAST, ingestDay(partOf(LAST)), "a day that was never published takes the newest ingest");
    }
}
