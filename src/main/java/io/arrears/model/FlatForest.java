package io.arrears.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.classification.DecisionTreeClassificationModel;
import org.apache.spark.ml.classification.RandomForestClassificationModel;
import org.apache.spark.ml.tree.CategoricalSplit;
import org.apache.spark.ml.tree.ContinuousSplit;
import org.apache.spark.ml.tree.InternalNode;
import org.apache.spark.ml.tree.Node;

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
        int[] roots, int[] slot, double[] threshold, long[] categories, int[] left, int[] right, double[] value,
        double[] cover) implements FittedClassifier {

    private static final int LEAF = -1;

    /** Of a fitted forest with two classes and at most 64 categories in a feature. */
    public static FlatForest of(RandomForestClassificationModel model) {
        return of(Arrays.stream(model.trees()).map(DecisionTreeClassificationModel::rootNode).toList(),
                (tree, node) -> node.impurityStats().stats()[1] / node.impurityStats().count());
    }

    /** What a node is worth in one of the trees. */
    interface NodeValue {
        double of(int tree, Node node);
    }

    static FlatForest of(List<Node> trees, NodeValue worth) {
        List<Node> nodes = new ArrayList<>();
        List<int[]> children = new ArrayList<>();
        int[] roots = new int[trees.size()];
        for (int tree = 0; tree < roots.length; tree++) {
            roots[tree] = number(trees.get(tree), nodes, children);
        }
        int size = nodes.size();
        FlatForest forest = new FlatForest(roots, new int[size], new double[size], new long[size], new int[size],
                new int[size], new double[size], new double[size]);
        int tree = -1;
        for (int node = 0; node < size; node++) {
            tree += tree + 1 < roots.length && roots[tree + 1] == node ? 1 : 0;
            forest.set(node, nodes.get(node), children.get(node), worth.of(tree, nodes.get(node)));
        }
        return forest;
    }

    /** Numbers the node and those below it, parents first. */
    private static int number(Node node, List<Node> nodes, List<int[]> children) {
        int at = nodes.size();
        nodes.add(node);
        int[] below = new int[2];
        children.add(below);
        if (node instanceof InternalNode inner) {
            below[0] = number(inner.leftChild(), nodes, children);
            below[1] = number(inner.rightChild(), nodes, children);
        }
        return at;
    }

    private void set(int at, Node node, int[] children, double worth) {
        cover[at] = node.impurityStats().count();
        value[at] = worth;
        slot[at] = LEAF;
        if (node instanceof InternalNode inner) {
            slot[at] = inner.split().featureIndex();
            left[at] = children[0];
            right[at] = children[1];
            if (inner.split() instanceof ContinuousSplit continuous) {
                threshold[at] = continuous.threshold();
            } else {
                for (double category : ((CategoricalSplit) inner.split()).leftCategories()) {
                    categories[at] |= 1L << (int) category;
                }
            }
        }
    }

    @Override
    public double raw(double[] vector) {
        double sum = 0;
        for (int root : roots) {
            int node = root;
            while (slot[node] != LEAF) {
                node = goesLeft(node, vector) ? left[node] : right[node];
            }
            sum += value[node];
        }
        return sum / roots.length;
    }

    @Override
    public RawScorer scorer() {
        return ForestWalk.of(this);
    }

    public boolean goesLeft(int node, double[] vector) {
        double x = vector[slot[node]];
        return categories[node] == 0 ? x <= threshold[node] : (categories[node] >>> (int) x & 1) == 1;
    }

    @JsonIgnore
    public boolean isLeaf(int node) {
        return slot[node] == LEAF;
    }

    public int nodes() {
        return slot.length;
    }
}
