package io.arrears.model;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;

import io.arrears.model.data.Observations;
import io.arrears.model.fit.Calibrator;
import io.arrears.model.judge.Capacity;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * score_claims: one row per claim with its place in the queue of its currency. Amounts of different currencies are
 * never compared: each currency has its own order, and its part of the capacity is its part of the claims.
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
     * Adds the rank within the currency and the flag of those within capacity whose value covers the cost of contact.
     *
     * @param claims rows of abt_claims of the day, for the names of invoice, order and customer
     */
    static Dataset<Row> ranked(Dataset<Row> valued, Dataset<Row> claims, int capacity, BigDecimal contactCost) {
        Map<String, Long> counts = new TreeMap<>();
        for (Row row : valued.groupBy("currency").count().collectAsList()) {
            counts.put(String.valueOf(row.getString(0)), row.getLong(1));
        }
        Column place = row_number()
                .over(Window.partitionBy("currency")
                        .orderBy(
                                col("ev_recovered").desc(),
                                col(Calibrator.RAW).desc(),
                                col("amount").desc(),
                                col("claim_id")));
        Column allotted = lit(0);
        for (Map.Entry<String, Integer> part : Capacity.allot(capacity, counts).entrySet()) {
            allotted = when(col("currency").equalTo(part.getKey()), lit(part.getValue()))
                    .otherwise(allotted);
        }
        Column flagged = coalesce(
                col("priority_rank").leq(allotted).and(col("ev_recovered").geq(lit(contactCost))), lit(false));
        Dataset<Row> names = claims.select(col("claim_id"), col("invoice_id"), col("order_id"), col("customer_id"));
        return valued.withColumn("priority_rank", place)
                .withColumn("priority_flag", flagged)
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
                        col("priority_flag"),
                        col(ScoringModel.VERSION),
                        col(ScoringModel.MODEL_STATUS),
                        col(Explainer.REASONS).getItem(0).as("reason_1"),
                        col(Explainer.REASONS).getItem(1).as("reason_2"),
                        col(Explainer.REASONS).getItem(2).as("reason_3"));
    }
}
