package io.arrears.model;

import java.io.Serializable;
import java.util.Arrays;
import org.apache.spark.ml.classification.DecisionTreeClassificationModel;
import org.apache.spark.ml.classification.RandomForestClassificationModel;
import org.apache.spark.ml.tree.CategoricalSplit;
import org.apache.spark.ml.tree.ContinuousSplit;
import org.apache.spark.ml.tree.InternalNode;
import org.apache.spark.ml.tree.Node;

/**
 * A forest as arrays over its nodes: walked without objects, and able to travel. Node n of the forest splits on slot
 * {@code slot[n]}, or is a leaf when that is −1.
 */
public final class FlatForest implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final int LEAF = -1;

    private final int[] roots;
    private int[] slot = new int[1024];
    /** A row goes left when its value is at most this; NaN: when its category is in {@link #categories}. */
    private double[] threshold = new double[1024];
    private long[] categories = new long[1024];
    private int[] left = new int[1024];
    private int[] right = new int[1024];
    private double[] value = new double[1024];
    private double[] cover = new double[1024];
    private int size;

    private FlatForest(int trees) {
        this.roots = new int[trees];
    }

    /** Of a fitted forest with two classes and at most 64 categories in a feature. */
    public static FlatForest of(RandomForestClassificationModel model) {
        DecisionTreeClassificationModel[] trees = (DecisionTreeClassificationModel[]) (Object) model.trees();
        FlatForest forest = new FlatForest(trees.length);
        for (int tree = 0; tree < trees.length; tree++) {
            forest.roots[tree] = forest.add(trees[tree].rootNode());
        }
        forest.trim();
        return forest;
    }

    private int add(Node node) {
        int at = size++;
        grow();
        double[] stats = node.impurityStats().stats();
        cover[at] = stats[0] + stats[1];
        value[at] = stats[1] / cover[at];
        slot[at] = LEAF;
        if (node instanceof InternalNode inner) {
            slot[at] = inner.split().featureIndex();
            if (inner.split() instanceof ContinuousSplit continuous) {
                threshold[at] = continuous.threshold();
            } else {
                threshold[at] = Double.NaN;
                for (double category : ((CategoricalSplit) inner.split()).leftCategories()) {
                    categories[at] |= 1L << (int) category;
                }
            }
            left[at] = add(inner.leftChild());
            right[at] = add(inner.rightChild());
        }
        return at;
    }

    private void grow() {
        if (size > slot.length) {
            resize(2 * slot.length);
        }
    }

    private void trim() {
        resize(size);
    }

    private void resize(int length) {
        slot = Arrays.copyOf(slot, length);
        threshold = Arrays.copyOf(threshold, length);
        categories = Arrays.copyOf(categories, length);
        left = Arrays.copyOf(left, length);
        right = Arrays.copyOf(right, length);
        value = Arrays.copyOf(value, length);
        cover = Arrays.copyOf(cover, length);
    }

    /** The share of the forest's votes for the event. */
    public double probability(double[] row) {
        double sum = 0;
        for (int root : roots) {
            int node = root;
            while (slot[node] != LEAF) {
                node = goesLeft(node, row) ? left[node] : right[node];
            }
            sum += value[node];
        }
        return sum / roots.length;
    }

    public int[] roots() {
        return roots;
    }

    public boolean isLeaf(int node) {
        return slot[node] == LEAF;
    }

    public int slot(int node) {
        return slot[node];
    }

    public int left(int node) {
        return left[node];
    }

    public int right(int node) {
        return right[node];
    }

    /** The share of events among the training rows of the node. */
    public double value(int node) {
        return value[node];
    }

    /** The weight of the training rows of the node. */
    public double cover(int node) {
        return cover[node];
    }

    public int nodes() {
        return size;
    }

    public boolean goesLeft(int node, double[] row) {
        double x = row[slot[node]];
        return Double.isNaN(threshold[node]) ? (categories[node] >>> (int) x & 1) == 1 : x <= threshold[node];
    }
}
