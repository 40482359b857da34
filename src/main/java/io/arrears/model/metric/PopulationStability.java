package io.arrears.model.metric;

import org.apache.commons.math3.distribution.FDistribution;

/**
 * The population stability index: Σ (q − p) × ln(q ÷ p) over the bins of a distribution, p the share of a bin then, q
 * now. 0: nothing moved; by convention 0.1 is worth a look and 0.25 is a shift.
 */
public final class PopulationStability {

    /** Nothing below this is worth a look, however many rows prove it. */
    public static final double WORTH_A_LOOK = 0.1;

    private static final double EMPTY = 0.5;

    private PopulationStability() {}

    /** The index of two histograms over the same bins; half a row is added to each bin, so that none is empty. */
    public static double index(double[] then, double[] now) {
        double allThen = total(then);
        double allNow = total(now);
        double index = 0;
        for (int bin = 0; bin < then.length; bin++) {
            double p = (then[bin] + EMPTY) / allThen;
            double q = (now[bin] + EMPTY) / allNow;
            index += (q - p) * Math.log(q / p);
        }
        return index;
    }

    private static double total(double[] counts) {
        double total = 0;
        for (double count : counts) {
            total += count + EMPTY;
        }
        return total;
    }

    /**
     * What the index stays below where nothing moved. Σ (q − p)² ÷ p of two samples of customers is a sum of squares
     * whose mean is (bins − 1) × (1/then + 1/now). Satterthwaite's degrees of freedom give its tail, that of Fisher's
     * distribution, because the variance comes from a number of customers. Never less than {@link #WORTH_A_LOOK}.
     *
     * @param then independent rows behind the first histogram
     * @param now independent rows behind the second
     * @param unevenness as {@link Spread#unevenness}
     * @param customers how many the smaller of the two is of
     * @param alarms the accepted chance of a false alarm
     */
    public static double limit(int bins, double then, double now, double unevenness, int customers, double alarms) {
        double freedom = Math.max(1, bins - 1) / (1 + unevenness);
        double quantile = freedom
                * new FDistribution(freedom, Math.max(1, customers - 1)).inverseCumulativeProbability(1 - alarms);
        return Math.max(WORTH_A_LOOK, (1 + unevenness) * quantile * (1.0 / then + 1.0 / now));
    }
}
