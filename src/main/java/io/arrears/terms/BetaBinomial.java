package io.arrears.terms;

/**
 * How unusual one group's share of hits is beside those of its peers: a beta-binomial whose mean and spread are those
 * of the peers, by the method of moments. StrictMath and the order of the operations keep each figure the same
 * everywhere.
 */
public final class BetaBinomial {

    private static final double LEAST_SPREAD = 0.0001;
    private static final double MOST_SPREAD = 0.5;

    private BetaBinomial() {}

    /** The share of hits among the peers, never 0 or 1. */
    public static double mean(double hits, double trials) {
        return (hits + 0.5) / (trials + 1);
    }

    /**
     * How much the shares of the peers differ beyond chance, from 0.0001 to 0.5.
     *
     * @param hits of all peers
     * @param trials of all peers, above 0
     * @param hitsSquared the sum over the peers of hits * hits / trials
     * @param trialsSquared the sum over the peers of trials * trials
     * @param peers how many
     */
    public static double spread(double hits, double trials, double hitsSquared, double trialsSquared, long peers) {
        double mean = mean(hits, trials);
        double squares = (hitsSquared - hits * hits / trials) / (mean * (1 - mean));
        double divisor = trials - trialsSquared / trials - (peers - 1);
        double spread = divisor == 0 ? 0 : (squares - (peers - 1)) / divisor;
        return Math.max(Math.min(spread, MOST_SPREAD), LEAST_SPREAD);
    }

    /** The probability of at least this many hits in this many trials. */
    public static double tail(long hits, long trials, double mean, double spread) {
        double a = mean * (1 / spread - 1);
        double b = (1 - mean) * (1 / spread - 1);
        double logarithm = 0;
        for (long i = 0; i < trials; i++) {
            logarithm += StrictMath.log((b + i) / (a + b + i));
        }
        double below = 0;
        for (long j = 0; j < hits; j++) {
            below += StrictMath.exp(logarithm);
            logarithm += StrictMath.log((trials - j) * (a + j) / ((j + 1) * (b + trials - j - 1)));
        }
        return 1 - below;
    }
}
