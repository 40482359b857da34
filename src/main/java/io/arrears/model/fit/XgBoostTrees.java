package io.arrears.model.fit;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.arrears.config.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * The trees of a binary XGBoost model, read from the JSON it writes of itself (its model.schema), for a base score of
 * one half.
 *
 * <p>XGBoost compares in single precision and sends a row left when it is <em>below</em> a threshold, and right when
 * its category is in the set; each comparison is turned into the one of {@link FlatForest} that decides every double
 * alike.
 */
final class XgBoostTrees {

    private record Model(Learner learner) {}

    private record Learner(@JsonProperty("gradient_booster") Booster booster) {}

    private record Booster(Trees model) {}

    private record Trees(List<Tree> trees) {}

    /** Nodes by number, the root first; −1 for the children of a leaf, whose value is among the conditions. */
    private record Tree(
            @JsonProperty("left_children") int[] left,
            @JsonProperty("right_children") int[] right,
            @JsonProperty("split_indices") int[] slot,
            @JsonProperty("split_conditions") float[] condition,
            @JsonProperty("sum_hessian") float[] weight,
            @JsonProperty("loss_changes") float[] gain,
            int[] categories,
            @JsonProperty("categories_nodes") int[] categoryNodes,
            @JsonProperty("categories_segments") int[] categoryStarts,
            @JsonProperty("categories_sizes") int[] categoryCounts) {

        TreeNode node(int at, double scale) {
            if (left[at] < 0) {
                return TreeNode.leaf(scale * condition[at], weight[at]);
            }
            TreeNode below = node(left[at], scale);
            TreeNode above = node(right[at], scale);
            // The written weights are rounded; a node weighs exactly what its children do.
            double cover = below.cover() + above.cover();
            double value = (below.value() * below.cover() + above.value() * above.cover()) / cover;
            long categories = goingLeft(at);
            return new TreeNode(
                    value,
                    cover,
                    slot[at],
                    categories == 0 ? highestBelow(condition[at]) : 0,
                    categories,
                    below,
                    above);
        }

        /** Bits of the categories that go left; 0 where the split is of numbers. */
        private long goingLeft(int at) {
            for (int split = 0; split < categoryNodes.length; split++) {
                if (categoryNodes[split] == at) {
                    long right = 0;
                    for (int i = 0; i < categoryCounts[split]; i++) {
                        right |= 1L << categories[categoryStarts[split] + i];
                    }
                    return ~right;
                }
            }
            return 0;
        }
    }

    private XgBoostTrees() {}

    /**
     * @param json the model
     * @param slots length of the vectors it was fitted on
     */
    static Classifier.Fit read(String json, int slots) {
        List<Tree> trees = Json.read(json, Model.class, "XGBoost's model")
                .learner()
                .booster()
                .model()
                .trees();
        List<TreeNode> roots = new ArrayList<>();
        double[] gains = new double[slots];
        for (Tree tree : trees) {
            // The mean of the trees is half the logit.
            roots.add(tree.node(0, trees.size() / 2.0));
            for (int node = 0; node < tree.left().length; node++) {
                gains[tree.slot()[node]] += tree.left()[node] < 0 ? 0 : tree.gain()[node];
            }
        }
        return new Classifier.Fit(new BoostedTrees(FlatForest.of(roots)), "gain", gains);
    }

    /** The highest double that is below the threshold once it is rounded to single precision. */
    static double highestBelow(float threshold) {
        double middle = ((double) Math.nextDown(threshold) + threshold) / 2;
        return (float) middle < threshold ? middle : Math.nextDown(middle);
    }
}
