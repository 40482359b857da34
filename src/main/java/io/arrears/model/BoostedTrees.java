package io.arrears.model;

import java.util.Arrays;
import org.apache.spark.ml.classification.GBTClassificationModel;
import org.apache.spark.ml.regression.DecisionTreeRegressionModel;

/**
 * Fitted boosted trees.
 *
 * @param margins trees whose mean is the margin, half the logit: each value is multiplied by its tree's weight and the
 *     number of trees
 */
public record BoostedTrees(FlatForest margins) implements FittedClassifier {

    /** Of a fitted model with at most 64 categories in a feature. */
    public static BoostedTrees of(GBTClassificationModel model) {
        double[] scale = Arrays.stream(model.treeWeights()).map(weight -> weight * model.treeWeights().length).toArray();
        return new BoostedTrees(FlatForest.of(Arrays.stream(model.trees()).map(DecisionTreeRegressionModel::rootNode)
                .toList(), (tree, node) -> scale[tree] * node.prediction()));
    }

    @Override
    public double raw(double[] vector) {
        return chance(margins.raw(vector));
    }

    @Override
    public RawScorer scorer() {
        RawScorer margin = margins.scorer();
        return vector -> chance(margin.raw(vector));
    }

    private static double chance(double margin) {
        return 1 / (1 + Math.exp(-2 * margin));
    }
}
