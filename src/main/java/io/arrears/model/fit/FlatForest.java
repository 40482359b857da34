package io.arrears.model.fit;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.classification.DecisionTreeClassificationModel;
import org.apache.spark.ml.classification.RandomForestClassificationModel;

/**
 * A forest as arrays over its nodes: walked without objects, and able to travel and to be written down.
 *
 * @param roots the first node of each tree
 * @param slot which slot of the vector a node splits on, −1 in a leaf
 * @param threshold a row goes left when its value is at most this
 * @param categories where not 0: a row goes left when the bit of its category is set, whatever the threshold
 * @param left the node for rows that go left
 * @param right the node for the others
 * @param value share of events among the training rows of the node
 * @param cover weight of the training rows of the node
 */
public record FlatForest(
        int[] roots,
        int[] slot,
        double[] threshold,
        long[] categories,
        int[] left,
        int[] right,
        double[] value,
        double[] cover)
        implements FittedClassifier {

    /** Of a fitted forest with two classes and at most 64 categories in a feature. */
    public static FlatForest of(RandomForestClassificationModel model) {
        return of(Arrays.stream(model.trees())
                .map(DecisionTreeClassificationModel::rootNode)
                .map(root -> TreeNode.of(
                        root,
                        node -> node.impurityStats().stats()[1]
                                / node.impurityStats().count()))
                .toList());
    }

    /** Numbers the nodes of the trees, parents first and left before right. */
    static FlatForest of(List<TreeNode> trees) {
        List<TreeNode> nodes = new ArrayList<>();
        int[] roots = new int[trees.size()];
        for (int tree = 0; tree < roots.length; tree++) {
            roots[tree] = nodes.size();
            collect(trees.get(tree), nodes);
        }
        int size = nodes.size();
        FlatForest forest = new FlatForest(
                roots,
                new int[size],
                new double[size],
                new long[size],
                new int[size],
                new int[size],
                new double[size],
                new double[size]);
        for (int root : roots) {
            forest.set(root, nodes);
        }
        return forest;
    }

    private static void collect(TreeNode node, List<TreeNode> nodes) {
        nodes.add(node);
        if (!node.isLeaf()) {
            collect(node.left(), nodes);
            collect(node.right(), nodes);
        }
    }

    /** Writes down the node and those below it; returns the number after theirs. */
    private int set(int at, List<TreeNode> nodes) {
        TreeNode node = nodes.get(at);
        value[at] = node.value();
        cover[at] = node.cover();
        slot[at] = node.slot();
        threshold[at] = node.threshold();
        categories[at] = node.categories();
        if (node.isLeaf()) {
            return at + 1;
        }
        left[at] = at + 1;
        right[at] = set(left[at], nodes);
        return set(right[at], nodes);
    }

    @Override
    public double raw(double[] vector) {
        double sum = 0;
        for (int root : roots) {
            int node = root;
            while (slot[node] != TreeNode.LEAF) {
                node = goesLeft(node, vector) ? left[node] : right[node];
            }
            sum += value[node];
        }
        return sum / roots.length;
    }

    public boolean goesLeft(int node, double[] vector) {
        double x = vector[slot[node]];
        return categories[node] == 0 ? x <= threshold[node] : (categories[node] >>> (int) x & 1) == 1;
    }

    @JsonIgnore
    public boolean isLeaf(int node) {
        return slot[node] == TreeNode.LEAF;
    }

    public int nodes() {
        return slot.length;
    }
}
