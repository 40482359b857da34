package io.arrears.model.feature;

import java.io.Serializable;
import java.util.Arrays;

/**
 * How one numeric feature enters the vector, fitted on training rows.
 *
 * @param fill the training median, in place of a missing value; 0 when every training value is missing
 * @param indicator whether a second slot says "was missing"
 * @param low lowest value a linear model sees (1st percentile)
 * @param high highest value a linear model sees (99th percentile)
 * @param log whether a linear model sees ln(1 + x): for features without negatives and with a long right tail
 */
public record NumericRule(String name, double fill, boolean indicator, double low, double high, boolean log)
        implements Serializable {

    private static final double RARE = 0.01;

    /** From training values; NaN is missing, and so is what is infinite. */
    public static NumericRule fit(String name, double[] values) {
        double[] known = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        double missing = values.length == 0 ? 0 : 1 - (double) known.length / values.length;
        if (known.length == 0) {
            return new NumericRule(name, 0, false, 0, 0, false);
        }
        double median = at(known, 0.5);
        double high = at(known, 0.99);
        boolean longTail = known[0] >= 0 && high > 1 && high > 10 * median;
        return new NumericRule(name, median, missing > RARE && missing < 1 - RARE, at(known, 0.01), high, longTail);
    }

    private static double at(double[] sorted, double share) {
        return sorted[(int) Math.round(share * (sorted.length - 1))];
    }

    /** The value as a model sees it; NaN is missing. */
    public double value(double raw, boolean linear) {
        double value = Double.isFinite(raw) ? raw : fill;
        if (!linear) {
            return value;
        }
        double bounded = Math.min(high, Math.max(low, value));
        return log ? Math.log(1 + bounded) : bounded;
    }
}
