package io.arrears.explain;

import io.arrears.model.FlatForest;
import java.io.Serializable;
import java.util.Arrays;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.classification.RandomForestClassificationModel;

/**
 * What each slot of a row's vector adds to its score: to the probability of a forest, to the logit of a regression. Exact
 * for both.
 */
interface Contributions extends Serializable {

    double[] of(double[] row);

    /** Those of the classifier in a fitted pipeline. */
    static Contributions of(PipelineModel pipeline) {
        for (Transformer stage : pipeline.stages()) {
            if (stage instanceof RandomForestClassificationModel forest) {
                return new TreeShap(FlatForest.of(forest))::contributions;
            }
            if (stage instanceof LogisticRegressionModel line) {
                return new Linear(line.coefficients().toArray());
            }
        }
        throw new IllegalArgumentException("no classifier that can be explained among "
                + Arrays.toString(pipeline.stages()));
    }

    /** The column of the vector the classifier reads. */
    static String column(PipelineModel pipeline) {
        for (Transformer stage : pipeline.stages()) {
            if (stage instanceof RandomForestClassificationModel forest) {
                return forest.getFeaturesCol();
            }
            if (stage instanceof LogisticRegressionModel line) {
                return line.getFeaturesCol();
            }
        }
        throw new IllegalArgumentException("no classifier among " + Arrays.toString(pipeline.stages()));
    }

    /** Coefficient × value; values are centred, so that the mean row has no contribution. */
    record Linear(double[] coefficients) implements Contributions {

        @Override
        public double[] of(double[] row) {
            double[] contributions = new double[row.length];
            Arrays.setAll(contributions, slot -> coefficients[slot] * row[slot]);
            return contributions;
        }
    }
}
