package io.arrears.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.arrears.config.Settings;
import io.arrears.lake.AsOf;
import io.arrears.lake.Pointers;
import io.arrears.lake.SourceTable;
import io.arrears.lake.Table;
import io.arrears.pipeline.RunContext;
import io.arrears.testing.RawRows;
import io.arrears.testing.TestPostgres;
import io.arrears.testing.TestRun;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Since when a state without a date counts: the published days that showed it say so. */
class GivenUpDaysTest {

    private final Settings settings = TestPostgres.settings("none", Map.of());
    private int runs;

    @TempDir
    private Path lake;

    /** The day from which the invoice is given up, as a run of the day finds it; publishes the day. */
    private String published(String day, String status, String statusDate) {
        return published(TestRun.of(lake, day, ++runs, settings), status, statusDate);
    }

    private static String published(TestRun run, String status, String statusDate) {
        new RawRows()
                .add(SourceTable.INVOICES, "I1", "status", status, "status_date", statusDate)
                .add(SourceTable.PAYMENTS, "P1")
                .write(run.context());
        run.stage();
        RunContext context = run.context();
        new Pointers(context.lake())
                .publish(
                        context.spark(),
                        context.asOf(),
                        context.run(),
                        context.slices().all());
        return run.rows("select given_up_from from stg_invoices", Table.STG_INVOICES)
                .get(0);
    }

    @Test
    void theFirstOfTheDaysThatShowItWithoutABreakIsTheDay() {
        assertEquals("null", published("2024-05-31", "open", null));
        assertEquals("2024-06-10", published("2024-06-10", "uncollectible", null));
        assertEquals("2024-06-10", published("2024-06-20", "Written-Off", null));
        assertEquals("null", published("2024-06-25", "open", null));
        assertEquals("2024-06-30", published("2024-06-30", "uncollectible", null));
        assertEquals("2024-06-10", published("2024-06-20", "uncollectible", null), "a day that runs again");
        assertEquals("2024-05-12", published("2024-05-12", "uncollectible", null), "a day before all others");
    }

    @Test
    void theSourcesOwnDateCountsWhateverTheSlicesShow() {
        assertEquals("2024-06-10", published("2024-06-10", "uncollectible", null));
        assertEquals("2024-04-02", published("2024-06-20", "uncollectible", "2024-04-02"));
        assertEquals("2024-06-30", published("2024-06-30", "uncollectible", null));
        assertEquals("2024-08-01", published("2024-07-31", "uncollectible", "2024-08-01"));
    }

    @Test
    void anIngestThatDaysShareShowsTheStateOnTheNewestOfThem() {
        RunContext first = TestRun.of(lake, "2024-04-30", ++runs, settings).context();
        RunContext ofSeries = new RunContext(
                first.spark(),
                first.lake(),
                first.settings(),
                first.asOf(),
                first.run(),
                first.slices(),
                false,
                AsOf.parse("2024-06-30"));
        assertEquals("2024-06-30", published(new TestRun(ofSeries), "uncollectible", null));
    }
}
