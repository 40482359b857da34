package io.arrears.model.fit;

import java.util.function.ToDoubleFunction;
import org.apache.spark.ml.tree.CategoricalSplit;
import org.apache.spark.ml.tree.ContinuousSplit;
import org.apache.spark.ml.tree.InternalNode;
import org.apache.spark.ml.tree.Node;

/**
 * A node of a fitted tree with all below it, whatever library fitted it; the fields mean what they do in a flattened
 * forest. A leaf has no children.
 */
record TreeNode(
        double value, double cover, int slot, double threshold, long categories, TreeNode left, TreeNode right) {

    /** The slot of a node without children. */
    static final int LEAF = -1;

    static TreeNode leaf(double value, double cover) {
        return new TreeNode(value, cover, LEAF, 0, 0, null, null);
    }

    boolean isLeaf() {
        return left == null;
    }

    /** @param worth what a node of the library is worth */
    static TreeNode of(Node node, ToDoubleFunction<Node> worth) {
        double value = worth.applyAsDouble(node);
        double cover = node.impurityStats().count();
        if (!(node instanceof InternalNode inner)) {
            return leaf(value, cover);
        }
        TreeNode left = of(inner.leftChild(), worth);
        TreeNode right = of(inner.rightChild(), worth);
        int slot = inner.split().featureIndex();
        if (inner.split() instanceof ContinuousSplit continuous) {
            return new TreeNode(value, cover, slot, continuous.threshold(), 0, left, right);
        }
        long categories = 0;
        for (double category : ((CategoricalSplit) inner.split()).leftCategories()) {
            categories |= 1L << (int) category;
        }
        return new TreeNode(value, cover, slot, 0, categories, left, right);
    }
}
