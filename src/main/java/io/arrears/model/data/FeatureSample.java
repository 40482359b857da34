package io.arrears.model.data;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;

import io.arrears.model.feature.FeatureSet;
import io.arrears.model.feature.RawFeatures;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
 * @param owner of each row its customer (where unknown: its entity), from 0: rows of one are no independent evidence
 * @param day of each row, counted from 1970-01-01
 */
public record FeatureSample(double[][] numbers, String[][] texts, int[] owner, int[] day) {

    /** At most {@code most} rows. */
    public static FeatureSample of(FeatureSet features, Dataset<Row> rows, int most) {
        int numeric = features.numeric().size();
        Column owner = coalesce(
                concat(lit("customer "), col(Observations.CUSTOMER)), concat(lit("entity "), col(Observations.ENTITY)));
        Column[] columns = Stream.of(
                        features.numeric().stream()
                                .map(name ->
                                        RawFeatures.column(name).cast("double").as(name)),
                        features.categorical().stream()
                                .map(name ->
                                        RawFeatures.column(name).cast("string").as(name)),
                        Stream.of(
                                owner.as("owner"),
                                datediff(
                                                col(Observations.DATE),
                                                lit("1970-01-01").cast("date"))
                                        .as("day")))
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
                        .map(row -> IntStream.range(numeric, columns.length - 2)
                                .mapToObj(row::getString)
                                .toArray(String[]::new))
                        .toArray(String[][]::new),
                indexes(chosen.stream()
                        .map(row -> row.getString(columns.length - 2))
                        .toList()),
                chosen.stream().mapToInt(row -> row.getInt(columns.length - 1)).toArray());
    }

    /** The rows of one day. */
    public FeatureSample on(int wanted) {
        int[] rows =
                IntStream.range(0, day.length).filter(row -> day[row] == wanted).toArray();
        return new FeatureSample(
                IntStream.of(rows).mapToObj(row -> numbers[row]).toArray(double[][]::new),
                IntStream.of(rows).mapToObj(row -> texts[row]).toArray(String[][]::new),
                indexes(IntStream.of(rows)
                        .mapToObj(row -> String.valueOf(owner[row]))
                        .toList()),
                IntStream.of(rows).map(row -> day[row]).toArray());
    }

    private static int[] indexes(List<String> names) {
        Map<String, Integer> numbered = new HashMap<>();
        names.forEach(name -> numbered.putIfAbsent(name, numbered.size()));
        return names.stream().mapToInt(numbered::get).toArray();
    }

    /** How many customers the rows are of. */
    public int owners() {
        return Arrays.stream(owner).max().orElse(-1) + 1;
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
