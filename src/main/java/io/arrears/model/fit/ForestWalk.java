package io.arrears.model.fit;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A forest laid out for walking fast: the same scores as {@link FlatForest#raw}, to the bit.
 *
 * <p>A forest has few thresholds for each slot of the vector. So each value of a row becomes its place among them, a
 * small whole number, and a node fits into eight bytes. The left child of a node is the next node. A leaf sends every
 * row to itself, so that all trees take the same number of steps. Several trees are walked at once: one waits for
 * memory while the others go on. No step depends on guessing which way a row goes.
 */
final class ForestWalk implements RawScorer {

    private static final long serialVersionUID = 1L;
    private static final int SHORT = Short.SIZE;

    private final int[] roots;
    /**
     * Thresholds of each slot, ascending, none where the slot is of categories or unused; filled up with infinity to
     * one less than a power of two, so that every search halves them equally often.
     */
    private final double[][] thresholds;
    /**
     * A node from its upper end: the slot it splits on in 16 bits (its complement for categories), the place of its
     * threshold in 16 (−1 in a leaf: every row is beyond it), and the node on the right in 32.
     */
    private final long[] nodes;

    private final long[] categories;
    private final double[] value;
    private final int steps;

    private ForestWalk(FlatForest forest, double[][] thresholds) {
        this.roots = forest.roots();
        this.categories = forest.categories();
        this.value = forest.value();
        this.thresholds = thresholds;
        this.nodes = IntStream.range(0, forest.nodes())
                .mapToLong(node -> packed(forest, node))
                .toArray();
        this.steps = Arrays.stream(roots).map(root -> depth(forest, root)).max().orElse(0);
    }

    private long packed(FlatForest forest, int node) {
        if (forest.isLeaf(node)) {
            return packed(0, -1, node);
        }
        int slot = forest.slot()[node];
        return forest.categories()[node] != 0
                ? packed(~slot, 0, forest.right()[node])
                : packed(slot, Arrays.binarySearch(thresholds[slot], forest.threshold()[node]), forest.right()[node]);
    }

    private static long packed(int slot, int place, int right) {
        return (long) slot << Integer.SIZE + SHORT | (place & 0xFFFFL) << Integer.SIZE | right;
    }

    /** Of a forest whose nodes are in the order of {@link FlatForest#of}: parents first, left before right. */
    static RawScorer of(FlatForest forest) {
        for (int node = 0; node < forest.nodes(); node++) {
            if (!forest.isLeaf(node) && forest.left()[node] != node + 1) {
                return forest::raw;
            }
        }
        // A leaf looks at the first slot, so there is one even where no node splits.
        int slots = 1
                + Arrays.stream(forest.slot())
                        .map(slot -> Math.max(0, slot))
                        .max()
                        .orElse(0);
        double[][] thresholds = IntStream.range(0, slots)
                .mapToObj(slot -> IntStream.range(0, forest.nodes())
                        .filter(node ->
                                !forest.isLeaf(node) && forest.slot()[node] == slot && forest.categories()[node] == 0)
                        .mapToDouble(node -> forest.threshold()[node])
                        .sorted()
                        .distinct()
                        .toArray())
                .map(ForestWalk::filled)
                .toArray(double[][]::new);
        boolean fits =
                slots <= Short.MAX_VALUE && Arrays.stream(thresholds).allMatch(each -> each.length <= Short.MAX_VALUE);
        return fits ? new ForestWalk(forest, thresholds) : forest::raw;
    }

    private static double[] filled(double[] sorted) {
        double[] filled =
                Arrays.copyOf(sorted, Integer.highestOneBit(sorted.length) * 2 - (sorted.length == 0 ? 0 : 1));
        Arrays.fill(filled, sorted.length, filled.length, Double.POSITIVE_INFINITY);
        return filled;
    }

    private static int depth(FlatForest forest, int node) {
        return forest.isLeaf(node)
                ? 0
                : 1 + Math.max(depth(forest, forest.left()[node]), depth(forest, forest.right()[node]));
    }

    @Override
    public double raw(double[] vector) {
        int[] places = places(vector);
        double sum = 0;
        int tree = 0;
        for (; tree + 8 <= roots.length; tree += 8) {
            int a = roots[tree];
            int b = roots[tree + 1];
            int c = roots[tree + 2];
            int d = roots[tree + 3];
            int e = roots[tree + 4];
            int f = roots[tree + 5];
            int g = roots[tree + 6];
            int h = roots[tree + 7];
            for (int step = 0; step < steps; step++) {
                a = next(a, places, vector);
                b = next(b, places, vector);
                c = next(c, places, vector);
                d = next(d, places, vector);
                e = next(e, places, vector);
                f = next(f, places, vector);
                g = next(g, places, vector);
                h = next(h, places, vector);
            }
            sum += value[a];
            sum += value[b];
            sum += value[c];
            sum += value[d];
            sum += value[e];
            sum += value[f];
            sum += value[g];
            sum += value[h];
        }
        for (; tree < roots.length; tree++) {
            int node = roots[tree];
            for (int step = 0; step < steps; step++) {
                node = next(node, places, vector);
            }
            sum += value[node];
        }
        return sum / roots.length;
    }

    /**
     * For each slot, how many of its thresholds the row is beyond: it goes left where that is at most the node's place.
     */
    private int[] places(double[] vector) {
        int[] places = new int[thresholds.length];
        for (int slot = 0; slot < places.length; slot++) {
            double[] sorted = thresholds[slot];
            double of = vector[slot];
            int beyond = 0;
            for (int half = sorted.length + 1 >> 1; half > 0; half >>= 1) {
                beyond += of <= sorted[beyond + half - 1] ? 0 : half;
            }
            places[slot] = beyond;
        }
        return places;
    }

    private int next(int node, int[] places, double[] vector) {
        long packed = nodes[node];
        int slot = (int) (packed >> Integer.SIZE + SHORT);
        int left = node + 1;
        if (slot < 0) {
            return (categories[node] >>> (int) vector[~slot] & 1) == 1 ? left : (int) packed;
        }
        int isBeyond = (short) (packed >> Integer.SIZE) - places[slot] >> Integer.SIZE - 1;
        return left + ((int) packed - left & isBeyond);
    }
}
