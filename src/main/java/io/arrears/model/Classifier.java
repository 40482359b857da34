package io.arrears.model;

import java.util.List;
import java.util.Map;
import org.apache.spark.ml.Transformer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** An algorithm with its parameters. The same rows give the same model, whatever the cores and partitions. */
public sealed interface Classifier permits RandomForest, CalibratedLogistic {

    /** Column of the weight of a training row. */
    String WEIGHT = "weight";
    /** Column of the probability vector a fitted classifier adds. */
    String PROBABILITY = "probability";

    /** {@code random_forest} …: its name in the metrics. */
    String modelName();

    /** Whether it needs the vector of a linear model. */
    boolean linear();

    /** Most levels of a categorical feature, the bucket for the others included. */
    int maxLevels();

    /**
     * Fits on encoded rows with columns features, label, weight, in the order given.
     *
     * @return the fitted stages to append to the encoding; the last adds {@link #PROBABILITY}
     */
    List<Transformer> fit(Dataset<Row> encoded);

    /** Rows in the order and partitions the fit needs to be reproducible. */
    Dataset<Row> arranged(Dataset<Row> rows);

    /** What the fitted stages say about each slot of the vector, as (method, values). */
    Importance importance(List<Transformer> fitted);

    /** Parameters by name, for the model card. */
    Map<String, Object> parameters();

    /** Weight of each slot of the vector by a method of the algorithm's own. */
    record Importance(String method, double[] bySlot) {
    }
}
