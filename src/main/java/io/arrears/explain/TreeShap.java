package io.arrears.explain;

import io.arrears.model.fit.FlatForest;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Exact Shapley values of a forest's probability. The cover of the training rows replaces features that are left out
 * (path-dependent).
 *
 * <p>A tree is the sum of its leaves. Of the features on the way to a leaf, feature j is satisfied by the row (o = 1)
 * or not (o = 0), and the share z of the training rows would have been. With the features in S known, the leaf gives
 * value × Π over S of o × Π over the others of z. The Shapley value of j is value × (o − z) × Σ over sizes k of
 * k! (n−1−k)! ÷ n! × the coefficient of y^k in Π over the others of (z + o y). That product is built once for a leaf
 * and divided by each factor in turn.
 */
public final class TreeShap implements Serializable {

    private static final long serialVersionUID = 1L;

    /** One leaf: its features, their training shares, and the splits to satisfy with the feature each belongs to. */
    private record Leaf(double value, int[] slots, double[] shares, int[] splits, boolean[] left, int[] owner)
            implements Serializable {}

    private final FlatForest forest;
    private final Leaf[] leaves;
    private final double base;
    private final double[][] weights;

    public TreeShap(FlatForest forest) {
        this.forest = forest;
        List<Leaf> found = new ArrayList<>();
        for (int root : forest.roots()) {
            collect(root, new ArrayList<>(), new ArrayList<>(), found);
        }
        this.leaves = found.toArray(Leaf[]::new);
        int deepest = found.stream().mapToInt(leaf -> leaf.slots().length).max().orElse(0);
        this.weights = shapleyWeights(deepest);
        this.base = found.stream()
                .mapToDouble(leaf -> leaf.value() * product(leaf.shares()))
                .sum();
    }

    /** The probability when no feature is known. */
    public double base() {
        return base;
    }

    private void collect(int node, List<Integer> path, List<Boolean> wentLeft, List<Leaf> found) {
        if (forest.isLeaf(node)) {
            found.add(leaf(node, path, wentLeft));
            return;
        }
        path.add(node);
        wentLeft.add(true);
        collect(forest.left()[node], path, wentLeft, found);
        wentLeft.set(wentLeft.size() - 1, false);
        collect(forest.right()[node], path, wentLeft, found);
        path.remove(path.size() - 1);
        wentLeft.remove(wentLeft.size() - 1);
    }

    private Leaf leaf(int node, List<Integer> path, List<Boolean> wentLeft) {
        int[] slots =
                path.stream().mapToInt(split -> forest.slot()[split]).distinct().toArray();
        double[] shares = new double[slots.length];
        Arrays.fill(shares, 1);
        int[] owner = new int[path.size()];
        boolean[] left = new boolean[path.size()];
        for (int i = 0; i < path.size(); i++) {
            int split = path.get(i);
            left[i] = wentLeft.get(i);
            while (slots[owner[i]] != forest.slot()[split]) {
                owner[i]++;
            }
            shares[owner[i]] *=
                    forest.cover()[left[i] ? forest.left()[split] : forest.right()[split]] / forest.cover()[split];
        }
        return new Leaf(
                forest.value()[node] / forest.roots().length,
                slots,
                shares,
                path.stream().mapToInt(Integer::intValue).toArray(),
                left,
                owner);
    }

    private static double product(double[] factors) {
        double product = 1;
        for (double factor : factors) {
            product *= factor;
        }
        return product;
    }

    /** {@code weights[n][k]} = k! (n−1−k)! ÷ n!. */
    private static double[][] shapleyWeights(int most) {
        double[][] weights = new double[most + 1][];
        for (int n = 1; n <= most; n++) {
            weights[n] = new double[n];
            weights[n][0] = 1.0 / n;
            for (int k = 1; k < n; k++) {
                weights[n][k] = weights[n][k - 1] * k / (n - k);
            }
        }
        return weights;
    }

    /** The contribution of each slot of the row; base + their sum is the forest's probability. */
    public double[] contributions(double[] row) {
        double[] contributions = new double[row.length];
        boolean[] goesLeft = new boolean[forest.nodes()];
        for (int node = 0; node < goesLeft.length; node++) {
            goesLeft[node] = !forest.isLeaf(node) && forest.goesLeft(node, row);
        }
        double[] product = new double[weights.length + 1];
        boolean[] met = new boolean[weights.length];
        for (Leaf leaf : leaves) {
            satisfied(leaf, goesLeft, met);
            expand(leaf, met, product);
            for (int j = 0; j < leaf.slots.length; j++) {
                contributions[leaf.slots[j]] += leaf.value
                        * ((met[j] ? 1 : 0) - leaf.shares[j])
                        * without(leaf, met[j], leaf.shares[j], product);
            }
        }
        return contributions;
    }

    private static void satisfied(Leaf leaf, boolean[] goesLeft, boolean[] met) {
        Arrays.fill(met, 0, leaf.slots.length, true);
        for (int i = 0; i < leaf.splits.length; i++) {
            met[leaf.owner[i]] &= goesLeft[leaf.splits[i]] == leaf.left[i];
        }
    }

    /** Coefficients of Π (z + o y), lowest power first. */
    private static void expand(Leaf leaf, boolean[] met, double[] product) {
        product[0] = 1;
        for (int j = 0; j < leaf.slots.length; j++) {
            double share = leaf.shares[j];
            product[j + 1] = met[j] ? product[j] : 0;
            for (int k = j; k > 0; k--) {
                product[k] = share * product[k] + (met[j] ? product[k - 1] : 0);
            }
            product[0] *= share;
        }
    }

    /** Σ of weight × coefficient of the product without one factor. */
    private double without(Leaf leaf, boolean met, double share, double[] product) {
        int n = leaf.slots.length;
        double[] weight = weights[n];
        double sum = 0;
        double coefficient = 0;
        for (int k = n - 1; k >= 0; k--) {
            coefficient = met ? product[k + 1] - share * coefficient : product[k] / share;
            sum += weight[k] * coefficient;
        }
        return sum;
    }
}
