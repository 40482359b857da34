package io.arrears.model;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.feature.StandardScaler;
import org.apache.spark.ml.feature.StandardScalerModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** MLlib's logistic regression on centred and standardised slots. */
public record CalibratedLogistic(double regularisation, int maxIterations) implements Classifier {

    static final String SCALED = "scaled";
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
    public List<Transformer> fit(Dataset<Row> encoded) {
        StandardScalerModel scaler = new StandardScaler("scale").setWithMean(true).setWithStd(true)
                .setInputCol(FeatureEncoding.VECTOR).setOutputCol(SCALED).fit(encoded);
        LogisticRegressionModel model = new LogisticRegression("logistic")
                .setFeaturesCol(SCALED).setLabelCol(Observations.LABEL).setWeightCol(WEIGHT)
                .setRegParam(regularisation).setMaxIter(maxIterations).setStandardization(false)
                .fit(scaler.transform(encoded));
        // The summary holds the session, which cannot travel to executors; new parts are without it.
        return List.of(scaler, new LogisticRegressionModel("logistic", model.coefficients(), model.intercept())
                .setFeaturesCol(SCALED));
    }

    @Override
    public Importance importance(List<Transformer> fitted) {
        LogisticRegressionModel model = (LogisticRegressionModel) fitted.get(fitted.size() - 1);
        double[] sizes = Arrays.stream(model.coefficients().toArray()).map(Math::abs).toArray();
        return new Importance("abs_coefficient", sizes);
    }

    @Override
    public Map<String, Object> parameters() {
        return new TreeMap<>(Map.of("regularisation", regularisation, "max-iterations", maxIterations));
    }
}
