package io.arrears.model.fit;

import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** An algorithm with its parameters. The same rows give the same model, whatever the cores and partitions. */
public sealed interface Classifier permits TreeClassifier, LogisticRegressionFit {

    /** Column of the weight of a training row. */
    String WEIGHT = "weight";

    /** {@code random_forest} …: its name in the metrics. */
    String modelName();

    /** Whether it needs the vector of a linear model. */
    boolean linear();

    /** Most levels of a categorical feature, the bucket for the others included. */
    int maxLevels();

    /** Rows in the order and partitions the fit needs to be reproducible. */
    Dataset<Row> arranged(Dataset<Row> rows);

    /** Fits on encoded rows with columns features, label, weight, in the order given. */
    Fit fit(Dataset<Row> encoded);

    /** Parameters by name, for the model card. */
    Map<String, Object> parameters();

    /**
     * @param method how the algorithm itself weighs the slots of the vector
     * @param importance the weight of each slot by that method
     */
    record Fit(FittedClassifier classifier, String method, double[] importance) {}
}
