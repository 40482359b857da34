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

    static final String ORDER_VALUE = "order_value";

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
                col(ScoringModel.VERDICT),
                col(ScoringModel.ORDER),
                col(Explainer.REASONS));
    }

    /**
     * Adds order_value, what a claim's place goes by. It is the expected value, unless the claims of a type have an
     * order of their own: then they share out the places that their expected values take in the queue of the currency,
     * the first in their order the best of these places. So a type that ageing rates price stays beside one that a
     * model prices.
     *
     * @param valued claims of one type
     */
    static Dataset<Row> placed(Dataset<Row> valued, boolean ownOrder) {
        if (!ownOrder) {
            return valued.withColumn(ORDER_VALUE, col("ev_recovered"));
        }
        Column place = row_number()
                .over(Window.partitionBy("currency")
                        .orderBy(
                                col(ScoringModel.ORDER).desc_nulls_last(),
                                col(Calibrator.RAW).desc(),
                                col("amount").desc(),
                                col("claim_id")));
        Column byValue = row_number()
                .over(Window.partitionBy("currency").orderBy(col("ev_recovered").desc_nulls_last(), col("claim_id")));
        Dataset<Row> places = valued.select(
                col("currency").as("place_currency"),
                byValue.as("place"),
                col("ev_recovered").as(ORDER_VALUE));
        return valued.withColumn("own_place", place)
                .join(
                        places,
                        col("currency")
                                .eqNullSafe(col("place_currency"))
                                .and(col("own_place").equalTo(col("place"))))
                .drop("own_place", "place", "place_currency");
    }

    /**
     * Adds the place of each claim within its currency, by {@link #placed}.
     *
     * @param claims rows of abt_claims of the day, for the names of invoice, order and customer
     */
    static Dataset<Row> ranked(Dataset<Row> valued, Dataset<Row> claims) {
        Column place = row_number()
                .over(Window.partitionBy("currency")
                        .orderBy(
                                col(ORDER_VALUE).desc(),
                                col(ScoringModel.ORDER).desc_nulls_last(),
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
                        col(Explainer.REASONS).getItem(2).as("reason_3"),
                        col(ScoringModel.VERDICT),
                        col(ORDER_VALUE));
    }
}
