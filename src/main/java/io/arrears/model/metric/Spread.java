package io.arrears.model.metric;

/**
 * How much the histogram of a sample would differ from that of another sample of customers of the same company. Rows of
 * one customer go together, so that a thousand rows of fifty customers may say no more than fifty rows.
 *
 * @param independent how many independent rows would spread as much
 * @param unevenness 0 when all bins are equally dependent, more when customers shift some bins more than others: the
 *     index then has a longer tail (Satterthwaite's correction)
 */
public record Spread(double independent, double unevenness) {

    /**
     * @param bin of each row
     * @param owner of each row, from 0
     */
    public static Spread of(int[] bin, int bins, int[] owner) {
        double[] share = new double[bins];
        int owners = 0;
        for (int row = 0; row < bin.length; row++) {
            share[bin[row]] += 1.0 / bin.length;
            owners = Math.max(owners, owner[row] + 1);
        }
        int filled = 0;
        for (double each : share) {
            filled += each > 0 ? 1 : 0;
        }
        if (filled < 2 || owners < 2) {
            return new Spread(owners, 0);
        }
        double[][] covariance = covariance(bin, share, owner, owners);
        double trace = 0;
        double squares = 0;
        for (int i = 0; i < bins; i++) {
            for (int j = 0; j < bins; j++) {
                if (share[i] > 0 && share[j] > 0) {
                    squares += covariance[i][j] * covariance[i][j] / (share[i] * share[j]);
                }
            }
            trace += share[i] > 0 ? covariance[i][i] / share[i] : 0;
        }
        double freedom = filled - 1.0;
        double rows = freedom / trace;
        return new Spread(Math.min(bin.length, rows), Math.max(0, freedom * squares / (trace * trace) - 1));
    }

    /** Of the shares of the bins, over customers. */
    private static double[][] covariance(int[] bin, double[] share, int[] owner, int owners) {
        int bins = share.length;
        double[][] counts = new double[owners][bins];
        double[] sizes = new double[owners];
        for (int row = 0; row < bin.length; row++) {
            counts[owner[row]][bin[row]]++;
            sizes[owner[row]]++;
        }
        double[][] covariance = new double[bins][bins];
        double[] away = new double[bins];
        double scale = owners / ((owners - 1.0) * bin.length * bin.length);
        for (int each = 0; each < owners; each++) {
            for (int i = 0; i < bins; i++) {
                away[i] = counts[each][i] - sizes[each] * share[i];
            }
            for (int i = 0; i < bins; i++) {
                for (int j = 0; j < bins; j++) {
                    covariance[i][j] += scale * away[i] * away[j];
                }
            }
        }
        return covariance;
    }
}
