package io.arrears.model.fit;

import io.arrears.model.data.Observations;
import io.arrears.model.feature.FeatureEncoding;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.stat.Summarizer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** MLlib's logistic regression on standardised slots. */
public record LogisticRegressionFit(double regularisation, int maxIterations) implements Classifier {

    private static final int MAX_LEVELS = 25;

    @Override
    public String modelName() {
        return "logistic_regression";
    }

    @Override
    public boolean linear() {
        return true;
    }

    @Override
    public int maxLevels() {
        return MAX_LEVELS;
    }

    /** One partition: gradients of several are summed in the order in which they arrive, and that is chance. */
    @Override
    public Dataset<Row> arranged(Dataset<Row> rows) {
        return rows.coalesce(1).sortWithinPartitions(Observations.ENTITY, Observations.DATE);
    }

    @Override
    public Fit fit(Dataset<Row> encoded) {
        LogisticRegressionModel model = new LogisticRegression("logistic")
                .setFeaturesCol(FeatureEncoding.VECTOR)
                .setLabelCol(Observations.LABEL)
                .setWeightCol(WEIGHT)
                .setRegParam(regularisation)
                .setMaxIter(maxIterations)
                .setStandardization(true)
                .fit(encoded);
        Row spread = encoded.select(Summarizer.metrics("mean", "std").summary(encoded.col(FeatureEncoding.VECTOR)))
                .first()
                .getStruct(0);
        double[] deviations = ((Vector) spread.get(1)).toArray();
        double[] coefficients = model.coefficients().toArray();
        double[] sizes = new double[coefficients.length];
        Arrays.setAll(sizes, slot -> Math.abs(coefficients[slot]) * deviations[slot]);
        LinearClassifier line =
                new LinearClassifier(coefficients, model.intercept(), ((Vector) spread.get(0)).toArray());
        return new Fit(line, "abs_coefficient", sizes);
    }

    @Override
    public Map<String, Object> parameters() {
        return new TreeMap<>(Map.of("regularisation", regularisation, "max-iterations", maxIterations));
    }
}
