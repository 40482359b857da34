package io.arrears.model;

import static org.apache.spark.sql.functions.col;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Scored observations of one period as arrays of equal length, ordered by entity and day. At most {@link #MOST} rows:
 * of more, entities chosen by a hash.
 *
 * @param raw what the classifier says
 * @param outcome 1 or 0
 * @param entity index from 0, rows of one entity have the same
 * @param past the customer's own past rate, NaN when there is none
 * @param seen whether the customer was in training
 * @param vector the features as the model saw them
 */
record Predictions(
        double[] raw, double[] outcome, double[] amount, int[] entity, int entities, String[] currency, String[] region,
        String[] bucket, double[] past, boolean[] seen, Vector[] vector) {

    static final String SEEN = "obs_seen";
    static final int MOST = 200_000;

    /** @param scored observations with the column raw_score, and {@link #SEEN} */
    static Predictions collect(Dataset<Row> scored) {
        List<Row> rows = scored.select(col(Observations.ENTITY), col(Observations.DATE), col(Calibrator.RAW),
                col(Observations.LABEL), col(Observations.AMOUNT).cast("double"), col(Observations.CURRENCY),
                col(Observations.REGION), col(Observations.BUCKET), col(Observations.PAST_RATE), col(SEEN),
                col(FeatureEncoding.VECTOR)).collectAsList();
        List<Row> ordered = rows.stream().sorted(Comparator.comparing((Row row) -> row.getString(0))
                .thenComparing(row -> row.getDate(1))).toList();
        Map<String, Integer> entities = new HashMap<>();
        ordered.forEach(row -> entities.putIfAbsent(row.getString(0), entities.size()));
        boolean[] seen = new boolean[ordered.size()];
        for (int i = 0; i < seen.length; i++) {
            seen[i] = ordered.get(i).getBoolean(9);
        }
        return new Predictions(doubles(ordered, row -> row.getDouble(2)), doubles(ordered, row -> row.getDouble(3)),
                doubles(ordered, row -> row.isNullAt(4) ? 0 : row.getDouble(4)),
                ordered.stream().mapToInt(row -> entities.get(row.getString(0))).toArray(), entities.size(),
                texts(ordered, 5), texts(ordered, 6), texts(ordered, 7),
                doubles(ordered, row -> row.isNullAt(8) ? Double.NaN : row.getDouble(8)), seen,
                ordered.stream().map(row -> (Vector) row.get(10)).toArray(Vector[]::new));
    }

    private static double[] doubles(List<Row> rows, ToDoubleFunction<Row> value) {
        return rows.stream().mapToDouble(value).toArray();
    }

    private static String[] texts(List<Row> rows, int column) {
        return rows.stream().map(row -> row.getString(column)).toArray(String[]::new);
    }

    int size() {
        return raw.length;
    }

    double[] calibrated(Calibrator calibrator) {
        return java.util.Arrays.stream(raw).map(calibrator::probability).toArray();
    }
}
