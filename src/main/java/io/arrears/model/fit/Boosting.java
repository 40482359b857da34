package io.arrears.model.fit;

import java.util.Map;
import java.util.TreeMap;

/**
 * How trees are boosted, whichever library does it.
 *
 * @param trees how many
 * @param depth most splits from root to leaf
 * @param bins most candidate thresholds of a feature
 * @param minLeaf fewest training rows of a leaf
 * @param step how much of its correction each tree gives
 */
record Boosting(int trees, int depth, int bins, int minLeaf, double step, long seed) {

    Map<String, Object> parameters() {
        return new TreeMap<>(
                Map.of("trees", trees, "depth", depth, "bins", bins, "min-leaf", minLeaf, "step", step, "seed", seed));
    }
}
