package io.arrears.model;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.row_number;

import io.arrears.model.data.Observations;
import io.arrears.model.fit.Calibrator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * score_claims: one row per claim with its place in the queue of its currency. Amounts of different currencies are
 * never compared: each currency has its own order. Which claims are chased is decided later, beside what holds them.
 */
public final class ClaimScores {

    private ClaimScores() {}

    /** Expected recovery = amount × probability, before any rank. */
    static Dataset<Row> valued(Dataset<Row> scored, String claimType) {
        Column amount = col(Observations.AMOUNT).cast("decimal(19,4)");
        return scored.select(
                col(Observations.KEY).as("claim_id"),
                lit(claimType).as("claim_type"),
                col(Observations.CURRENCY).as("currency"),
                amount.as("amount"),
                col(Calibrator.RAW),
                col(Calibrator.CALIBRATED).as("p_recover_30d"),
                round(amount.multiply(col(Calibrator.CALIBRATED).cast("decimal(12,10)")), 2)
                        .cast("decimal(19,4)")
                        .as("ev_recovered"),
                col(ScoringModel.VERSION),
                col(ScoringModel.MODEL_STATUS),
                col(Explainer.REASONS));
    }

    /**
     * Adds the place of each claim within its currency, by expected value.
     *
     * @param claims rows of abt_claims of the day, for the names of invoice, order and customer
     */
    static Dataset<Row> ranked(Dataset<Row> valued, Dataset<Row> claims) {
        Column place = row_number()
                .over(Window.partitionBy("currency")
                        .orderBy(
                                col("ev_recovered").desc(),
                                col(Calibrator.RAW).desc(),
                                col("amount").desc(),
                                col("claim_id")));
        Dataset<Row> names = claims.select(col("claim_id"), col("invoice_id"), col("order_id"), col("customer_id"));
        return valued.withColumn("priority_rank", place)
                .join(names, "claim_id")
                .select(
                        col("claim_id"),
                        col("claim_type"),
                        col("invoice_id"),
                        col("order_id"),
                        col("customer_id"),
                        col("currency"),
                        col("amount"),
                        col(Calibrator.RAW),
                        col("p_recover_30d"),
                        col("ev_recovered"),
                        col("priority_rank"),
                        col(ScoringModel.VERSION),
                        col(ScoringModel.MODEL_STATUS),
                        col(Explainer.REASONS).getItem(0).as("reason_1"),
                        col(Explainer.REASONS).getItem(1).as("reason_2"),
                        col(Explainer.REASONS).getItem(2).as("reason_3"));
    }
}
