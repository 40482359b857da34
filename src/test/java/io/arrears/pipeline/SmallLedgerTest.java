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
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From ingest on, plans of few source rows are interpreted, also in a run that takes its ingest over. */
class SmallLedgerTest {

    private static final AsOf DAY = AsOf.parse("2025-12-31");
    private static final Settings SETTINGS =
            SettingsLoader.load(Optional.empty(), Map.of("spark.small-ledger-rows", "100"));
    private static final Progress SILENT = new Progress() {
        @Override
        public void begin(int position, int total, String stage) {}

        @Override
        public void done(StageReport report, double seconds) {}

        @Override
        public void failed(double seconds) {}
    };

    @TempDir
    private Path folder;

    private final SparkSession spark = TestSpark.session();
    private final List<String> seen = new ArrayList<>();

    /** A stage that notes how plans are executed, in the run's session and in one beside it. */
    private Stage stage(String name, long rows) {
        return new Stage() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Set<Table> reads() {
                return EnumSet.noneOf(Table.class);
            }

            @Override
            public Set<Table> writes() {
                return EnumSet.noneOf(Table.class);
            }

            @Override
            public StageReport run(RunContext context) {
                boolean compiled = isCompiled(context.spark());
                assertEquals(compiled, isCompiled(PlanExecution.beside(context.spark())), "a session beside it");
                seen.add(name + (compiled ? " compiled" : " interpreted"));
                return StageReport.rows(rows);
            }
        };
    }

    private static boolean isCompiled(SparkSession session) {
        return Boolean.parseBoolean(session.conf().get("spark.sql.codegen.wholeStage", "true"));
    }

    private List<String> run(RunRequest request, long rows) {
        seen.clear();
        Lake lake = new Lake(spark, folder.toString());
        new Runner(spark, lake, SETTINGS, List.of(stage(Stage.INGEST, rows), stage("later", 0)), SILENT).run(request);
        return List.copyOf(seen);
    }

    @Test
    void aSmallLedgerIsInterpretedAndALargeOneCompiledAgain() {
        assertEquals(
                List.of("ingest compiled", "later interpreted"), run(RunRequest.whole(DAY), 100), "a hundred rows");
        // The session has served a small ledger: what it reads next tells it otherwise.
        assertEquals(List.of("ingest interpreted", "later compiled"), run(RunRequest.whole(DAY), 101));
        assertEquals(
                List.of("ingest compiled", "later compiled"),
                run(RunRequest.whole(DAY), 1_000_000),
                "more rows than that");
    }

    @Test
    void aRunThatTakesItsIngestOverGoesByTheRowsThatOneRead() {
        for (long rows : new long[] {7, 7_000}) {
            run(RunRequest.whole(DAY), rows);
            long number = new Lake(spark, folder.toString())
                    .readAll(Table.OPS_STAGES).selectExpr("max(run_id)").collectAsList().stream()
                            .mapToLong(row -> new RunId(row.getString(0)).number())
                            .sum();
            Map<Table, RunId> shared = Map.of(Table.OPS_SOURCES, RunId.of(number), Table.OPS_COUNTS, RunId.of(number));
            new Pointers(new Lake(spark, folder.toString())).publish(spark, DAY, RunId.of(number), shared);
            PlanExecution.interpret(spark, rows > 100);
            assertEquals(
                    List.of(rows > 100 ? "later compiled" : "later interpreted"),
                    run(new RunRequest(DAY, Optional.of("later"), Optional.empty(), false), 0));
        }
    }
}
