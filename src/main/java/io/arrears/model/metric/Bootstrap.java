package io.arrears.model.metric;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Resamples of the customers of a slice, with replacement: all rows of one customer come and go together. Sample i is
 * the same for every ranking over the same customers, so differences between scorers are paired.
 */
public final class Bootstrap {

    private final long seed;
    private final int samples;

    public Bootstrap(long seed, int samples) {
        this.seed = seed;
        this.samples = samples;
    }

    public int samples() {
        return samples;
    }

    /** How often each customer is drawn in one sample. */
    public byte[] draws(int sample, int customers) {
        SplittableRandom random = new SplittableRandom(seed * 1_000_003L + sample);
        byte[] draws = new byte[customers];
        for (int i = 0; i < customers; i++) {
            draws[random.nextInt(customers)]++;
        }
        return draws;
    }

    /** The weights of the rows of a ranking in a sample. */
    public static double[] weights(Ranking ranking, byte[] draws) {
        double[] weights = new double[ranking.size()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = draws[ranking.customer()[i]];
        }
        return weights;
    }

    /** The 95 % percentile interval of the values that exist; NaN when none does. */
    public static double[] interval(double[] values) {
        double[] known = Arrays.stream(values)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        return known.length == 0
                ? new double[] {Double.NaN, Double.NaN}
                : new double[] {quantile(known, 0.025), quantile(known, 0.975)};
    }

    private static double quantile(double[] sorted, double share) {
        double position = share * (sorted.length - 1);
        int below = (int) position;
        int above = Math.min(sorted.length - 1, below + 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
