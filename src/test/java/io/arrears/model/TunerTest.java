package io.arrears.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.config.ArrearsException;
import io.arrears.lake.AsOf;
import io.arrears.model.data.ModelTask;
import io.arrears.model.data.Observations;
import io.arrears.model.data.TemporalSplit;
import io.arrears.model.store.Tuning;
import io.arrears.testing.TestSpark;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;

class TunerTest {

    private static final SparkSession SPARK = TestSpark.session();
    private static final SyntheticAbt COMPANY = new SyntheticAbt(SPARK, 3_000, 4);

    private static Tuning search(ModelTask task, Dataset<Row> abt, Map<String, String> settings) {
        ModelRun run =
                new ModelRun(SPARK, Path.of("target/no-lake"), SyntheticAbt.settings(settings), "2025-12-31", 1, false);
        return new Tuner(run.context.day(), task).search(abt);
    }

    @Test
    void aSearchKeepsItsBudgetAndTheBestOfAllRowsIsChosen() {
        Map<String, String> far = Map.of("tune.fits", "4", "recovery.regularisation", "5");
        Tuning tuning = search(ModelTask.OVERDUE_INVOICE, COMPANY.claims(), far);
        assertEquals(4, tuning.trials().size());
        Tuning.Trial best = tuning.trials().stream()
                .skip(2)
                .min(java.util.Comparator.comparingDouble(Tuning.Trial::logLoss))
                .orElseThrow();
        assertEquals(best.parameters(), tuning.chosen());
        assertTrue(tuning.configuration().get(0).startsWith("recovery.regularisation = "), tuning.toString());
    }

    @Test
    void theTestPeriodIsNeverLookedAtAndTheSearchIsTheSameEachTime() {
        Map<String, String> small = Map.of("tune.fits", "3");
        ModelTask task = ModelTask.OVERDUE_INVOICE;
        Dataset<Row> claims = COMPANY.claims();
        Dataset<Row> mature = Observations.mature(task, task.features(SyntheticAbt.settings(small)), claims);
        TemporalSplit split = TemporalSplit.of(
                AsOf.parse("2025-12-31"), SyntheticAbt.settings(small).split(), TemporalSplit.withFirstDay(mature));
        Dataset<Row> turned = claims.withColumn(
                "label", functions.expr("if(observation_date >= date'" + split.testFrom() + "', 1 - label, label)"));
        assertTrue(turned.exceptAll(claims).count() > 100);
        assertEquals(search(task, claims, small), search(task, turned, small));
    }

    @Test
    void aDayWithoutPastObservationsCannotBeTuned() {
        String message = assertThrows(
                        ArrearsException.class,
                        () -> search(ModelTask.DEFAULT, COMPANY.invoices().where("is_scoring"), Map.of()))
                .getMessage();
        assertTrue(message.contains("run --train first"), message);
    }
}
