package io.arrears.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.arrears.model.data.Observations;
import io.arrears.model.fit.Calibrator;
import io.arrears.testing.TestSpark;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

class InvoiceScoresTest {

    @Test
    void anExpectedLossTakesTheLossGivenDefaultOfItsCurrency() {
        SparkSession spark = TestSpark.session();
        Dataset<Row> scored = spark.sql("select id as " + Observations.KEY + ", date '2025-12-31' as "
                + Observations.DATE
                + ", currency as " + Observations.CURRENCY + ", cast(100 as decimal(19, 4)) as " + Observations.AMOUNT
                + ", status as " + Observations.STATUS + ", 0.5D as " + Calibrator.RAW + ", 0.5D as "
                + Calibrator.CALIBRATED + ", 'v1' as " + ScoringModel.VERSION + ", 'model' as "
                + ScoringModel.MODEL_STATUS + ", array('a', 'b', 'c') as " + Explainer.REASONS + ", 'OK' as "
                + ScoringModel.VERDICT
                + " from values ('E', 'EUR', 'open_window'), ('F', 'EUR', 'defaulted'), ('U', 'USD', 'open_window')"
                + " as t(id, currency, status)");
        Dataset<Row> shares = spark.sql("select * from values ('EUR', true, 0.3457D), ('EUR', false, 0.9D),"
                + " ('USD', true, 0.6D) as t(currency, is_used, lgd_used)");
        List<String> losses = InvoiceScores.of(scored, shares).orderBy("invoice_id").collectAsList().stream()
                .map(row ->
                        row.getAs("invoice_id") + " " + row.getAs("default_prob") + " " + row.getAs("expected_loss"))
                .toList();
        assertEquals(List.of("E 0.5 17.2900", "F 1.0 34.5700", "U 0.5 30.0000"), losses);
    }
}
