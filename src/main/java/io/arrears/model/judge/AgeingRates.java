package io.arrears.model.judge;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import io.arrears.model.data.Observations;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Share of observations with the event, overall and by ageing bucket: the baseline of every model and the score where
 * there is none. Small buckets lean on the overall rate. Without any observation the rate means nothing and
 * is not used.
 */
public record AgeingRates(double base, Map<String, Double> byBucket, long observations) implements Serializable {

    /** Observations' worth of overall rate in each bucket. */
    private static final double LEAN = 20;

    public static AgeingRates of(Dataset<Row> labelled) {
        List<Row> rows = labelled.groupBy(col(Observations.BUCKET))
                .agg(count(lit(1)).as("rows"), sum(Observations.LABEL).as("events"))
                .collectAsList();
        double events =
                rows.stream().mapToDouble(row -> row.<Double>getAs("events")).sum();
        long observations =
                rows.stream().mapToLong(row -> row.<Long>getAs("rows")).sum();
        double base = observations == 0 ? 0.5 : (events + 0.5) / (observations + 1);
        Map<String, Double> byBucket = new TreeMap<>();
        for (Row row : rows) {
            String bucket = row.getAs(Observations.BUCKET);
            if (bucket != null) {
                byBucket.put(bucket, (row.<Double>getAs("events") + LEAN * base) / (row.<Long>getAs("rows") + LEAN));
            }
        }
        return new AgeingRates(base, byBucket, observations);
    }

    public double of(String bucket) {
        return bucket == null ? base : byBucket.getOrDefault(bucket, base);
    }
}
