package io.arrears.model.fit;

import java.util.stream.IntStream;
import org.apache.spark.ml.classification.GBTClassificationModel;

/**
 * Fitted boosted trees.
 *
 * @param margins trees whose mean is the margin, half the logit: each value is multiplied by its tree's weight and the
 *     number of trees
 */
public record BoostedTrees(FlatForest margins) implements FittedClassifier {

    /** Of a fitted model with at most 64 categories in a feature. */
    public static BoostedTrees of(GBTClassificationModel model) {
        int trees = model.treeWeights().length;
        return new BoostedTrees(FlatForest.of(IntStream.range(0, trees)
                .mapToObj(tree -> TreeNode.of(
                        model.trees()[tree].rootNode(), node -> model.treeWeights()[tree] * trees * node.prediction()))
                .toList()));
    }

    @Override
    public double raw(double[] vector) {
        return chance(margins.raw(vector));
    }

    /** The share of the event at a margin. */
    static double chance(double margin) {
        return 1 / (1 + Math.exp(-2 * margin));
    }
}
