package io.arrears.model.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.config.Settings;
import io.arrears.lake.AsOf;
import io.arrears.model.SyntheticAbt;
import io.arrears.testing.TestSpark;
import java.time.LocalDate;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemporalSplitTest {

    private static final AsOf DAY = AsOf.parse("2025-12-31");
    private static final Settings.Split SHARES = new Settings.Split(0.2, 0.2);
    private final SparkSession spark = TestSpark.session();

    private Dataset<Row> observations(String values) {
        return TemporalSplit.withFirstDay(spark.sql("select entity as obs_entity, date(day) as obs_date, "
                + "date(settled) as obs_settled, double(label) as label from values " + values
                + " as t(entity, day, settled, label)"));
    }

    @Test
    void theNewestFifthTestsTheFifthBeforeItCalibratesTheRestTrains() {
        TemporalSplit split = TemporalSplit.of(DAY, SHARES, observations("""
                ('A', '2025-01-31', '2025-02-10', 1), ('B', '2025-02-28', '2025-03-10', 0),
                ('C', '2025-03-31', '2025-04-10', 0),
                ('D', '2025-04-30', '2025-05-10', 1), ('E', '2025-05-31', '2025-12-31', 1)"""));
        assertEquals(LocalDate.of(2025, 5, 31), split.testFrom());
        assertEquals(LocalDate.of(2025, 4, 30), split.calibrateFrom());
        assertEquals(new TemporalSplit.Counts(3, 1, 2, 3, 0), split.counts().get(Period.TRAIN));
        assertEquals(new TemporalSplit.Counts(1, 1, 0, 1, 0), split.counts().get(Period.TEST));
    }

    @Test
    void anObservationWhoseLabelReachesIntoTheNextPeriodIsPurged() {
        TemporalSplit split = TemporalSplit.of(DAY, SHARES, observations("""
                ('A', '2025-01-31', '2025-04-29', 1), ('B', '2025-02-28', '2025-04-30', 0),
                ('C', '2025-03-31', '2025-06-10', 0),
                ('D', '2025-04-30', '2025-05-31', 1), ('E', '2025-05-31', '2026-01-01', 1)"""));
        assertEquals(new TemporalSplit.Counts(1, 1, 0, 1, 2), split.counts().get(Period.TRAIN));
        assertEquals(new TemporalSplit.Counts(0, 0, 0, 0, 1), split.counts().get(Period.CALIBRATE));
        assertEquals(new TemporalSplit.Counts(0, 0, 0, 0, 1), split.counts().get(Period.TEST));
    }

    @Test
    void anEntityStaysInThePeriodOfItsFirstObservation() {
        TemporalSplit split = TemporalSplit.of(DAY, SHARES, observations("""
                ('A', '2025-01-31', '2025-02-10', 1), ('A', '2025-05-31', '2025-06-10', 1),
                ('B', '2025-02-28', '2025-03-10', 0),
                ('C', '2025-03-31', '2025-04-10', 0), ('D', '2025-04-30', '2025-05-10', 1),
                ('E', '2025-05-31', '2025-12-31', 1)"""));
        assertEquals(new TemporalSplit.Counts(3, 1, 2, 3, 1), split.counts().get(Period.TRAIN));
        assertEquals(1, split.counts().get(Period.TEST).entities());
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @CsvSource({"DEFAULT, 1", "DEFAULT, 2", "FAILED_PAYMENT, 3", "OVERDUE_INVOICE, 4"})
    void noEntityIsInTwoPeriodsAndEveryTrainingLabelSettledBeforeCalibrationBegins(ModelTask task, int seed) {
        Settings settings = SyntheticAbt.settings(Map.of());
        SyntheticAbt company = new SyntheticAbt(spark, task == ModelTask.DEFAULT ? 1_500 : 3_000, seed);
        Dataset<Row> mature = TemporalSplit.withFirstDay(Observations.mature(
                task, task.features(settings), task == ModelTask.DEFAULT ? company.invoices() : company.claims()));
        TemporalSplit split = TemporalSplit.of(DAY, SHARES, mature);
        split.assign(mature).createOrReplaceTempView("assigned");
        assertEquals(
                0,
                spark.sql("select obs_entity from assigned where obs_period is not null group by obs_entity "
                                + "having count(distinct obs_period) > 1")
                        .count());
        String late = "select * from assigned where obs_period = '%s' and obs_settled >= date'%s'";
        assertEquals(
                0, spark.sql(late.formatted("TRAIN", split.calibrateFrom())).count());
        assertEquals(0, spark.sql(late.formatted("CALIBRATE", split.testFrom())).count());
        assertTrue(split.counts().values().stream().allMatch(counts -> counts.entities() > 50), "thin split " + split);
        assertTrue(split.counts().get(Period.TRAIN).purged() > 0, "nothing was purged, so nothing is proved: " + split);
    }

    @Test
    void noObservationAtAllIsAShortageNotAFailure() {
        Dataset<Row> none = observations("('A', '2025-01-31', '2025-02-10', 1)").where("false");
        TemporalSplit split = TemporalSplit.of(DAY, SHARES, none);
        Settings.Model minimum = SyntheticAbt.settings(Map.of()).model();
        assertEquals(
                "0 entities with a settled label, 200 needed",
                split.shortage(minimum).orElseThrow());
    }

    @Test
    void oneClassIsAShortageWithItsCounts() {
        Dataset<Row> good = observations("('x', '2025-01-31', '2025-02-10', 0)")
                .crossJoin(spark.range(300).toDF("n"))
                .selectExpr("concat('E', n) as obs_entity", "obs_date", "obs_settled", "label", "obs_first");
        assertTrue(TemporalSplit.of(DAY, SHARES, good)
                .shortage(SyntheticAbt.settings(Map.of()).model())
                .orElseThrow()
                .contains("0 entities with the event"));
    }
}
