package io.arrears.model;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.when;

import io.arrears.model.data.Observations;
import io.arrears.model.fit.Calibrator;
import java.math.BigDecimal;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * score_invoices: one row per open invoice. An invoice past its horizon has defaulted: probability 1, without a model.
 * Expected loss = outstanding × probability × loss given default of the currency.
 */
final class InvoiceScores {

    private InvoiceScores() {}

    /** @param lossGivenDefault rows of int_lgd */
    static Dataset<Row> of(Dataset<Row> scored, Dataset<Row> lossGivenDefault) {
        Dataset<Row> used = lossGivenDefault.where("is_used").select(col("currency"), col("lgd_used"));
        Dataset<Row> rows =
                scored.join(broadcast(used), scored.col(Observations.CURRENCY).equalTo(used.col("currency")), "left");
        Column defaulted = col(Observations.STATUS).equalTo("defaulted");
        Column probability = when(defaulted, lit(1.0)).otherwise(col(Calibrator.CALIBRATED));
        Column outstanding = greatest(col(Observations.AMOUNT).cast("decimal(19,4)"), lit(BigDecimal.ZERO));
        Column loss = outstanding
                .multiply(probability.cast("decimal(12,10)"))
                .multiply(col("lgd_used").cast("decimal(5,4)"));
        return rows.select(
                col(Observations.KEY).as("invoice_id"),
                col(Observations.DATE).as("observation_date"),
                when(defaulted, lit(1.0)).otherwise(col(Calibrator.RAW)).as("raw_score"),
                probability.as("default_prob"),
                round(loss, 2).cast("decimal(19,4)").as("expected_loss"),
                col(ScoringModel.VERSION),
                when(defaulted, lit("defaulted"))
                        .otherwise(col(ScoringModel.MODEL_STATUS))
                        .as(ScoringModel.MODEL_STATUS),
                when(defaulted, lit("unpaid beyond the horizon: defaulted"))
                        .otherwise(col(Explainer.REASONS).getItem(0))
                        .as("reason_1"),
                col(Explainer.REASONS).getItem(1).as("reason_2"),
                col(Explainer.REASONS).getItem(2).as("reason_3"),
                col(ScoringModel.VERDICT));
    }
}
