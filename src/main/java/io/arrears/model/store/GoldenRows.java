package io.arrears.model.store;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.xxhash64;

import io.arrears.config.ArrearsException;
import io.arrears.config.ExitCode;
import io.arrears.model.data.Observations;
import io.arrears.model.feature.RawFeatures;
import io.arrears.model.fit.Calibrator;
import io.arrears.model.fit.FittedModel;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A few rows with the scores Spark gave them when the model was stored; a loaded model must give them again.
 *
 * @param rows features and scores
 */
public record GoldenRows(List<Golden> rows) {

    private static final int ROWS = 200;
    private static final double TOLERANCE = 1e-9;

    /** One row; a number that is null is missing. */
    record Golden(List<Double> numbers, List<String> texts, double raw, double probability) {}

    /** Rows of the observations chosen by a hash of the key, scored by Spark. */
    public static GoldenRows take(FittedModel model, Dataset<Row> observations) {
        Dataset<Row> chosen = observations
                .orderBy(
                        xxhash64(col(Observations.ENTITY), col(Observations.DATE)),
                        col(Observations.ENTITY),
                        col(Observations.DATE))
                .limit(ROWS);
        return new GoldenRows(model
                .score(chosen)
                .select(
                        RawFeatures.numbers(model.features()),
                        RawFeatures.texts(model.features()),
                        col(Calibrator.RAW),
                        col(Calibrator.CALIBRATED))
                .collectAsList()
                .stream()
                .map(row -> new Golden(row.getList(0), row.getList(1), row.getDouble(2), row.getDouble(3)))
                .toList());
    }

    /**
     * Scores the rows again, without Spark.
     *
     * @throws ArrearsException when a score differs by more than 1e-9, with the difference
     */
    public void check(FittedModel model, String where) {
        for (Golden row : rows) {
            double[] now = model.scores(
                    row.numbers().stream()
                            .mapToDouble(value -> value == null ? Double.NaN : value)
                            .toArray(),
                    row.texts().toArray(String[]::new));
            double off = Math.max(Math.abs(now[0] - row.raw()), Math.abs(now[1] - row.probability()));
            if (!(off <= TOLERANCE)) {
                throw new ArrearsException(
                        ExitCode.FAILED,
                        "model " + where + " is refused: a golden row scores "
                                + Arrays.toString(now) + ", stored is " + List.of(row.raw(), row.probability())
                                + ", at most 1e-9 apart expected; restore the model from a copy, or train again");
            }
        }
    }
}
