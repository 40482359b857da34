package io.arrears.model.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForestWalkTest {

    private static final int COLUMNS = 6;
    private static final int CATEGORIES = 64;

    /** Trees of random shapes: even slots hold numbers, odd ones categories. */
    private static FlatForest forest(int trees, Random random) {
        List<double[]> nodes = new ArrayList<>();
        List<Long> categories = new ArrayList<>();
        int[] roots = new int[trees];
        for (int tree = 0; tree < trees; tree++) {
            roots[tree] = nodes.size();
            grow(nodes, categories, random.nextInt(9), random);
        }
        double[] worth = nodes.stream().mapToDouble(node -> node[3]).toArray();
        return new FlatForest(
                roots,
                nodes.stream().mapToInt(node -> (int) node[0]).toArray(),
                nodes.stream().mapToDouble(node -> node[1]).toArray(),
                categories.stream().mapToLong(Long::longValue).toArray(),
                nodes.stream().mapToInt(node -> (int) node[4]).toArray(),
                nodes.stream().mapToInt(node -> (int) node[2]).toArray(),
                worth,
                worth);
    }

    private static void grow(List<double[]> nodes, List<Long> categories, int depth, Random random) {
        double[] node = {-1, 0, 0, random.nextDouble(), 0};
        int at = nodes.size();
        nodes.add(node);
        categories.add(0L);
        if (depth == 0 || random.nextInt(6) == 0) {
            return;
        }
        int slot = random.nextInt(COLUMNS);
        node[0] = slot;
        node[1] = slot % 2 == 0 ? random.nextGaussian() : 0;
        // The last bit makes the number negative: no category may be lost to its sign.
        categories.set(at, slot % 2 == 0 ? 0L : random.nextLong() | 1L << random.nextInt(CATEGORIES));
        node[4] = nodes.size();
        grow(nodes, categories, depth - 1, random);
        node[2] = nodes.size();
        grow(nodes, categories, depth - 1, random);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 9, 21, 400})
    void walksToTheLeavesOfTheForest(int trees) {
        Random random = new Random(trees);
        for (int round = 0; round < 20; round++) {
            FlatForest forest = forest(trees, random);
            RawScorer walk = assertInstanceOf(ForestWalk.class, FastScorer.of(forest));
            for (int row = 0; row < 200; row++) {
                double[] vector = new double[COLUMNS];
                Arrays.setAll(vector, slot -> slot % 2 == 0 ? random.nextGaussian() : random.nextInt(CATEGORIES));
                if (row % 10 == 0) {
                    // On the threshold a row goes left.
                    vector[0] = forest.threshold()[random.nextInt(forest.nodes())];
                    vector[2] = Double.NaN;
                }
                assertEquals(forest.raw(vector), walk.raw(vector));
            }
        }
    }

    /** The place of a threshold has two bytes in a node. */
    @Test
    void aForestOfTooManyThresholdsIsWalkedAsItIs() {
        Random random = new Random(5);
        FlatForest forest = forest(20_000, random);
        RawScorer walk = FastScorer.of(forest);
        assertFalse(walk instanceof ForestWalk);
        double[] vector = {0.1, 3, -0.2, 5, 0.3, 7};
        assertEquals(forest.raw(vector), walk.raw(vector));
    }
}
