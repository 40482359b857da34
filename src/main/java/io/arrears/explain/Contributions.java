package io.arrears.explain;

import io.arrears.model.fit.BoostedTrees;
import io.arrears.model.fit.FittedClassifier;
import io.arrears.model.fit.FlatForest;
import io.arrears.model.fit.LinearClassifier;
import java.io.Serializable;
import java.util.Arrays;

/**
 * What each slot of a row's vector adds to its raw score: to the probability of a forest, to the logit of a regression,
 * to half the logit of boosted trees. Exact for all.
 */
interface Contributions extends Serializable {

    double[] of(double[] vector);

    static Contributions of(FittedClassifier classifier) {
        if (classifier instanceof FlatForest forest) {
            return new TreeShap(forest)::contributions;
        }
        if (classifier instanceof BoostedTrees boosted) {
            return new TreeShap(boosted.margins())::contributions;
        }
        return linear((LinearClassifier) classifier);
    }

    /** Coefficient × (value − mean). */
    private static Contributions linear(LinearClassifier line) {
        return vector -> {
            double[] contributions = new double[vector.length];
            Arrays.setAll(contributions, slot -> line.coefficients()[slot] * (vector[slot] - line.means()[slot]));
            return contributions;
        };
    }
}
