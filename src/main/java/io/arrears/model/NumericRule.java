package io.arrears.model;

import java.util.Arrays;
import java.util.List;

/**
 * How one numeric feature enters the vector, fitted on training rows.
 *
 * @param fill the training median, in place of a missing value; 0 when every training value is missing
 * @param indicator whether a second slot says "was missing"
 * @param low lowest value a linear model sees (1st percentile)
 * @param high highest value a linear model sees (99th percentile)
 * @param log whether a linear model sees ln(1 + x): for features without negatives and with a long right tail
 */
public record NumericRule(String name, double fill, boolean indicator, double low, double high, boolean log) {

    private static final double RARE = 0.01;

    /** From training values; NaN is missing. */
    static NumericRule fit(String name, double[] values) {
        double[] known = Arrays.stream(values).filter(value -> !Double.isNaN(value)).sorted().toArray();
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

    /** The SQL columns of the feature; {@code bounded} for a linear model. */
    List<String> columns(boolean bounded) {
        String number = "cast(" + SqlText.name(name) + " as double)";
        String missing = "(" + number + " is null or isnan(" + number + "))";
        String value = "case when " + missing + " then " + SqlText.number(fill) + " else " + number + " end";
        if (bounded) {
            value = "least(greatest(" + value + ", " + SqlText.number(low) + "), " + SqlText.number(high) + ")";
            value = log ? "ln(1D + " + value + ")" : value;
        }
        String first = value + " as " + SqlText.name(slot());
        String second = "case when " + missing + " then 1D else 0D end as " + SqlText.name(missingSlot());
        return indicator ? List.of(first, second) : List.of(first);
    }

    /** The names of the slots, in the order of {@link #columns}. */
    List<String> slots() {
        return indicator ? List.of(slot(), missingSlot()) : List.of(slot());
    }

    private String slot() {
        return name + "__value";
    }

    private String missingSlot() {
        return name + "__missing";
    }
}
