package io.arrears.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.config.Settings;
import io.arrears.lake.Pointers;
import io.arrears.lake.Table;
import io.arrears.model.data.ModelTask;
import io.arrears.testing.TestSpark;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BacktestTest {

    @TempDir
    static Path lake;

    private static final SparkSession SPARK = TestSpark.session();
    private static final SyntheticAbt COMPANY = new SyntheticAbt(SPARK, 9_000, 3);
    private static final String EARLIER = "2025-06-30";
    private static ModelRun run;

    private static ModelRun run(String asOf, long number, boolean backtest) {
        Settings settings = SyntheticAbt.settings(Map.of(
                "default.trees",
                "5",
                "default.depth",
                "4",
                "model.bootstrap-samples",
                "10",
                "backtest.enabled",
                String.valueOf(backtest),
                "backtest.max-rows",
                "4000"));
        return new ModelRun(SPARK, lake, settings, asOf, number, true);
    }

    /** An earlier day is scored and published, then a later one trains with a backtest. */
    @BeforeAll
    static void anEarlierAndALaterDay() {
        Dataset<Row> known = COMPANY.invoices()
                .where("observation_date <= date'" + EARLIER + "'")
                .selectExpr(
                        "* except (is_scoring, label, label_status)",
                        "observation_date = date'" + EARLIER + "' as is_scoring",
                        "if(label_settled_on <= date'" + EARLIER + "', label, null) as label",
                        "if(label_settled_on <= date'" + EARLIER + "', 'mature', 'open_window') as label_status");
        ModelRun earlier = run(EARLIER, 1, false)
                .with(known, COMPANY.claims().where("false"))
                .trainAndScore();
        new Pointers(earlier.context.lake())
                .publish(
                        SPARK,
                        earlier.context.asOf(),
                        earlier.context.run(),
                        earlier.context.slices().all());
        run = run("2025-12-31", 2, true)
                .with(COMPANY.invoices(), COMPANY.claims().where("claim_type = 'overdue_invoice'"))
                .trainAndScore();
    }

    private static long count(String condition) {
        return run.table(Table.SCORE_EVALUATION).where(condition).count();
    }

    @Test
    void bothTasksAreJudgedAtFourOriginsBesideItsBaselines() {
        for (ModelTask task : List.of(ModelTask.DEFAULT, ModelTask.OVERDUE_INVOICE)) {
            String own = "task = '" + task.taskName() + "' and slice like 'backtest:%' and metric = 'roc_auc' ";
            assertEquals(
                    4,
                    count(own + "and model not like 'baseline%' and segment = 'all' and lower is not null"),
                    task.name());
            assertEquals(20, count(own + "and model like 'baseline%'"), task.name());
            assertTrue(count(own + "and segment = 'known_customers'") > 0, task.name());
        }
        assertTrue(count("topic = 'value' and slice like 'backtest:%' and metric = 'net'") > 0);
    }

    @Test
    void aPlantedRuleIsFoundAtEveryOrigin() {
        assertEquals(
                0,
                count("slice like 'backtest:%' and metric = 'roc_auc' and segment = 'all' "
                        + "and model not like 'baseline%' and value < 0.65"));
    }

    @Test
    void earlierScoresAreComparedWithWhatBecameOfThem() {
        Row row = run.table(Table.SCORE_EVALUATION)
                .where("metric = 'observed_to_expected'")
                .collectAsList()
                .get(0);
        assertEquals("default", row.getAs("task"));
        assertEquals(EARLIER, row.getAs("subject"));
        assertEquals(
                COMPANY.invoices()
                        .where("observation_date = date'" + EARLIER + "' and label_status = 'mature'")
                        .count(),
                row.<Long>getAs("observations"));
        assertTrue(row.<Double>getAs("value") > 0.5 && row.<Double>getAs("value") < 2, row.toString());
    }

    @Test
    void theVersionIsTheSameWithAndWithoutABacktest() {
        assertEquals(
                run("2025-12-31", 3, false).context.settings().fingerprint(),
                run.context.settings().fingerprint());
        String version = run.store().versions(ModelTask.DEFAULT).get(1);
        assertEquals(
                4,
                run.store()
                        .backtest(ModelTask.DEFAULT, version)
                        .orElseThrow()
                        .origins()
                        .size());
        run.store().verify(ModelTask.DEFAULT, version);
    }
}
