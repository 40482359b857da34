package io.arrears.model.data;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.xxhash64;

import io.arrears.model.feature.FeatureSet;
import io.arrears.model.feature.RawFeatures;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Features of observations chosen by a hash of their key, the same whatever the partitions.
 *
 * @param numbers by row, then by numeric feature; NaN is missing
 * @param texts by row, then by categorical feature; null is missing
 * @param owners how many customers (where unknown: entities) the rows are of: rows of one are no independent evidence
 */
public record FeatureSample(double[][] numbers, String[][] texts, int owners) {

    /** At most {@code most} rows. */
    public static FeatureSample of(FeatureSet features, Dataset<Row> rows, int most) {
        int numeric = features.numeric().size();
        Column owner = coalesce(col(Observations.CUSTOMER), col(Observations.ENTITY));
        Column[] columns = Stream.of(
                        features.numeric().stream()
                                .map(name ->
                                        RawFeatures.column(name).cast("double").as(name)),
                        features.categorical().stream()
                                .map(name ->
                                        RawFeatures.column(name).cast("string").as(name)),
                        Stream.of(owner.as("owner")))
                .flatMap(each -> each)
                .toArray(Column[]::new);
        List<Row> chosen = rows.orderBy(
                        xxhash64(col(Observations.ENTITY), col(Observations.DATE)),
                        col(Observations.ENTITY),
                        col(Observations.DATE))
                .select(columns)
                .limit(most)
                .collectAsList();
        return new FeatureSample(
                chosen.stream()
                        .map(row -> IntStream.range(0, numeric)
                                .mapToDouble(i -> row.isNullAt(i) ? Double.NaN : row.getDouble(i))
                                .toArray())
                        .toArray(double[][]::new),
                chosen.stream()
                        .map(row -> IntStream.range(numeric, columns.length - 1)
                                .mapToObj(row::getString)
                                .toArray(String[]::new))
                        .toArray(String[][]::new),
                (int) chosen.stream()
                        .map(row -> row.getString(columns.length - 1))
                        .distinct()
                        .count());
    }

    public int size() {
        return numbers.length;
    }

    public double[] numbers(int feature) {
        return Arrays.stream(numbers).mapToDouble(row -> row[feature]).toArray();
    }

    public String[] texts(int feature) {
        return Arrays.stream(texts).map(row -> row[feature]).toArray(String[]::new);
    }
}
