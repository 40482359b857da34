package io.arrears.model.fit;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;

import io.arrears.model.data.FeatureSample;
import io.arrears.model.feature.CategoryRule;
import io.arrears.model.feature.FeatureEncoding;
import io.arrears.model.feature.FeatureSet;
import io.arrears.model.feature.NumericRule;
import io.arrears.model.feature.RawFeatures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Fits a {@link FeatureEncoding} on training rows. Medians and bounds come from at most 20,000 rows chosen by a hash of
 * the key, categories from all; both are the same whatever the partitions.
 */
public final class FeatureFitter {

    private static final int SAMPLE = 20_000;
    private static final double RARE_SHARE = 0.005;
    private static final long RARE_ROWS = 20;

    private final FeatureSet features;
    private final Dataset<Row> train;
    private final FeatureSample sample;

    public FeatureFitter(FeatureSet features, Dataset<Row> train) {
        this.features = features;
        this.train = train;
        this.sample = FeatureSample.of(features, train, SAMPLE);
    }

    /** The rows that medians and bounds come from. */
    public FeatureSample sample() {
        return sample;
    }

    /** @param maxLevels most levels of one feature, the bucket for all others included */
    public FeatureEncoding fit(boolean linear, int maxLevels) {
        return new FeatureEncoding(numericRules(), categoryRules(maxLevels - 1), linear);
    }

    private List<NumericRule> numericRules() {
        return IntStream.range(0, features.numeric().size())
                .mapToObj(i -> NumericRule.fit(features.numeric().get(i), sample.numbers(i)))
                .toList();
    }

    private List<CategoryRule> categoryRules(int most) {
        if (features.categorical().isEmpty()) {
            return List.of();
        }
        Column[] levels = features.categorical().stream()
                .map(name -> struct(
                        lit(name).as("feature"),
                        coalesce(RawFeatures.column(name).cast("string"), lit(CategoryRule.NONE))
                                .as("level")))
                .toArray(Column[]::new);
        Dataset<Row> counted = train.select(explode(array(levels)).as("one"))
                .groupBy("one.feature", "one.level")
                .count();
        Map<String, List<Row>> byFeature = new HashMap<>();
        long rows = train.count();
        double fewest = Math.max(RARE_ROWS, Math.ceil(RARE_SHARE * rows));
        for (Row row : counted.where(col("count").geq(fewest)).collectAsList()) {
            byFeature
                    .computeIfAbsent(row.getAs("feature"), name -> new ArrayList<>())
                    .add(row);
        }
        return features.categorical().stream()
                .map(name -> new CategoryRule(name, mostFrequent(byFeature.getOrDefault(name, List.of()), most)))
                .toList();
    }

    private static List<String> mostFrequent(List<Row> levels, int most) {
        return levels.stream()
                .sorted(Comparator.comparing((Row row) -> -row.<Long>getAs("count"))
                        .thenComparing(row -> row.<String>getAs("level")))
                .limit(most)
                .map(row -> row.<String>getAs("level"))
                .filter(level -> !level.equals(CategoryRule.OTHER))
                .toList();
    }
}
