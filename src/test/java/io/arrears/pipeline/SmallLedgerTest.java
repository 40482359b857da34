package io.arrears.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.arrears.config.Settings;
import io.arrears.config.SettingsLoader;
import io.arrears.lake.AsOf;
import io.arrears.lake.Lake;
import io.arrears.lake.PlanExecution;
import io.arrears.lake.Pointers;
import io.arrears.lake.RunId;
import io.arrears.lake.Table;
import io.arrears.testing.TestSpark;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From ingest on, plans of few source rows are interpreted, also in a run that takes its ingest over. */
class SmallLedgerTest {

    private static final AsOf DAY = AsOf.parse("2025-12-31");
    private static final Settings SETTINGS =
            SettingsLoader.load(Optional.empty(), Map.of("spark.small-ledger-rows", "100"));

    @TempDir
    private Path folder;

    private final SparkSession spark = TestSpark.session();
    private final List<String> seen = new ArrayList<>();

    /** A stage that notes how plans are executed, in the run's session and in one beside it. */
    private Stage stage(String name, long rows) {
        return new SomeStage(name, context -> {
            boolean compiled = isCompiled(context.spark());
            assertEquals(compiled, isCompiled(PlanExecution.beside(context.spark())), "a session beside it");
            seen.add(name + (compiled ? " compiled" : " interpreted"));
            return StageReport.rows(rows);
        });
    }

    private static boolean isCompiled(SparkSession session) {
        return Boolean.parseBoolean(session.conf().get("spark.sql.codegen.wholeStage", "true"));
    }

    private RunId run(RunRequest request, long rows) {
        seen.clear();
        return new Runner(
                        spark,
                        lake(),
                        SETTINGS,
                        List.of(stage(Stage.INGEST, rows), stage("later", 0)),
                        SomeStage.SILENT)
                .run(request)
                .context()
                .run();
    }

    private List<String> seenOf(RunRequest request, long rows) {
        run(request, rows);
        return List.copyOf(seen);
    }

    private Lake lake() {
        return new Lake(spark, folder.toString());
    }

    @Test
    void aSmallLedgerIsInterpretedAndALargeOneCompiledAgain() {
        RunRequest whole = RunRequest.whole(DAY);
        assertEquals(List.of("ingest compiled", "later interpreted"), seenOf(whole, 100), "a hundred rows");
        // The session has served a small ledger: what it reads next tells it otherwise.
        assertEquals(List.of("ingest interpreted", "later compiled"), seenOf(whole, 101));
        assertEquals(List.of("ingest compiled", "later compiled"), seenOf(whole, 1_000_000));
    }

    @Test
    void aRunThatTakesItsIngestOverGoesByTheRowsThatOneRead() {
        RunRequest part = new RunRequest(DAY, Optional.of("later"), Optional.empty(), false);
        for (long rows : new long[] {7, 7_000}) {
            RunId ingest = run(RunRequest.whole(DAY), rows);
            Map<Table, RunId> shared = Map.of(Table.OPS_SOURCES, ingest, Table.OPS_COUNTS, ingest);
            new Pointers(lake()).publish(spark, DAY, ingest, shared);
            // As a session that has served a ledger of the other size.
            PlanExecution.interpret(spark, rows > 100);
            assertEquals(List.of(rows > 100 ? "later compiled" : "later interpreted"), seenOf(part, 0));
        }
    }
}
