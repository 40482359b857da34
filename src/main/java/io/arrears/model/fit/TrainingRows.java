package io.arrears.model.fit;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.arrears.model.data.Observations;
import io.arrears.model.data.Period;
import io.arrears.model.data.TemporalSplit;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Rows of one period in the number a fit or a judgement can use. */
public final class TrainingRows {

    private static final long FINE = 1_000_000;

    private TrainingRows() {}

    /** The kept observations of a period; of more than the limit, those of entities chosen by a hash of their key. */
    public static Dataset<Row> of(Dataset<Row> assigned, TemporalSplit split, Period period, long limit) {
        Dataset<Row> rows = assigned.where(col(TemporalSplit.PERIOD).equalTo(period.name()));
        long observations = split.counts().get(period).observations();
        return observations <= limit
                ? rows
                : rows.where(pmod(xxhash64(col(Observations.ENTITY)), lit(FINE)).lt(FINE * limit / observations));
    }

    /**
     * Adds the weight that balances the classes. Weights are whole multiples of 1/1024, so that their sums are exact
     * and the same in any order of adding: otherwise partitions that finish in another order could give another tree.
     */
    public static Dataset<Row> balanced(Dataset<Row> train) {
        long events = 0;
        long others = 0;
        for (Row row : train.groupBy(Observations.LABEL).count().collectAsList()) {
            boolean isEvent = row.<Double>getAs(Observations.LABEL) > 0.5;
            events = isEvent ? row.getAs("count") : events;
            others = isEvent ? others : row.getAs("count");
        }
        double ratio = Math.round(1024.0 * Math.max(events, others) / Math.max(1, Math.min(events, others))) / 1024.0;
        Column rare = col(Observations.LABEL).equalTo(events < others ? 1 : 0);
        return train.withColumn(Classifier.WEIGHT, when(rare, lit(ratio)).otherwise(lit(1.0)));
    }

    /** Adds whether the customer of a row has a row in training. */
    public static Dataset<Row> withSeen(Dataset<Row> rows, Dataset<Row> train) {
        Dataset<Row> known = train.select(col(Observations.CUSTOMER).as("known"))
                .where(col("known").isNotNull())
                .distinct();
        return rows.join(known, rows.col(Observations.CUSTOMER).equalTo(known.col("known")), "left")
                .withColumn(Observations.SEEN, col("known").isNotNull())
                .drop("known");
    }
}
