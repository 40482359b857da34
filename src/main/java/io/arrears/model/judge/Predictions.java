package io.arrears.model.judge;

import static org.apache.spark.sql.functions.col;

import io.arrears.model.data.Observations;
import io.arrears.model.data.Period;
import io.arrears.model.data.TemporalSplit;
import io.arrears.model.feature.FeatureEncoding;
import io.arrears.model.fit.Calibrator;
import io.arrears.model.fit.FastScorer;
import io.arrears.model.fit.FittedClassifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Scored observations of one period as arrays of equal length, ordered by entity and day. At most {@link #MOST} rows:
 * of more, entities chosen by a hash.
 *
 * @param raw what the classifier says
 * @param day of the observation, counted from 1970-01-01
 * @param age days past due, or since a payment first failed; NaN when unknown
 * @param outcome 1 or 0
 * @param entity index from 0, rows of one entity have the same
 * @param past the customer's own past rate, NaN when there is none
 * @param seen whether the customer was in training
 * @param vector the features as the model saw them
 */
public record Predictions(
        double[] raw,
        double[] outcome,
        double[] amount,
        int[] day,
        double[] age,
        int[] entity,
        int entities,
        String[] currency,
        String[] region,
        String[] segment,
        String[] bucket,
        double[] past,
        boolean[] seen,
        double[][] vector) {

    public static final int MOST = 200_000;

    /** Brings encoded observations of several periods, with {@link Observations#SEEN}, to the driver. */
    public static List<Row> collect(Dataset<Row> encoded) {
        return encoded.select(
                        col(Observations.ENTITY),
                        col(Observations.DATE),
                        col(TemporalSplit.PERIOD),
                        col(Observations.LABEL),
                        col(Observations.AMOUNT).cast("double"),
                        col(Observations.CURRENCY),
                        col(Observations.REGION),
                        col(Observations.BUCKET),
                        col(Observations.PAST_RATE),
                        col(Observations.SEEN),
                        col(FeatureEncoding.VECTOR),
                        col(Observations.SEGMENT),
                        col(Observations.DAYS))
                .collectAsList();
    }

    /** Scores the collected rows of one period. */
    public static Predictions of(List<Row> collected, Period period, FittedClassifier classifier) {
        List<Row> rows = collected.stream()
                .filter(row -> row.getString(2).equals(period.name()))
                .sorted(Comparator.comparing((Row row) -> row.getString(0)).thenComparing(row -> row.getDate(1)))
                .toList();
        Map<String, Integer> entities = new HashMap<>();
        rows.forEach(row -> entities.putIfAbsent(row.getString(0), entities.size()));
        double[][] vectors =
                rows.stream().map(row -> ((Vector) row.get(10)).toArray()).toArray(double[][]::new);
        boolean[] seen = new boolean[rows.size()];
        for (int i = 0; i < seen.length; i++) {
            seen[i] = rows.get(i).getBoolean(9);
        }
        return new Predictions(
                Arrays.stream(vectors)
                        .parallel()
                        .mapToDouble(FastScorer.of(classifier)::raw)
                        .toArray(),
                doubles(rows, row -> row.getDouble(3)),
                doubles(rows, row -> row.isNullAt(4) ? 0 : row.getDouble(4)),
                rows.stream()
                        .mapToInt(row -> (int) row.getDate(1).toLocalDate().toEpochDay())
                        .toArray(),
                doubles(rows, row -> row.isNullAt(12) ? Double.NaN : row.getDouble(12)),
                rows.stream().mapToInt(row -> entities.get(row.getString(0))).toArray(),
                entities.size(),
                texts(rows, 5),
                texts(rows, 6),
                texts(rows, 11),
                texts(rows, 7),
                doubles(rows, row -> row.isNullAt(8) ? Double.NaN : row.getDouble(8)),
                seen,
                vectors);
    }

    private static double[] doubles(List<Row> rows, ToDoubleFunction<Row> value) {
        return rows.stream().mapToDouble(value).toArray();
    }

    private static String[] texts(List<Row> rows, int column) {
        return rows.stream().map(row -> row.getString(column)).toArray(String[]::new);
    }

    public int size() {
        return raw.length;
    }

    public int[] everyRow() {
        return IntStream.range(0, size()).toArray();
    }

    public double[] calibrated(Calibrator calibrator) {
        return Arrays.stream(raw).map(calibrator::probability).toArray();
    }
}
