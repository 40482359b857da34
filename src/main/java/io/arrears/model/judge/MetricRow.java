package io.arrears.model.judge;

/**
 * One number about one scorer.
 *
 * @param model the classifier's name, or {@code baseline:<name>}
 * @param slice test, calibration or backtest:&lt;origin&gt;
 * @param segment all, known_customers, new_customers, {@code region=…}, {@code currency=…}
 * @param value null when it does not exist, as a ranking metric where all outcomes are equal
 * @param lower lower end of the bootstrap 95 % interval, null where none is given
 * @param upper its upper end
 */
public record MetricRow(
        String model,
        String slice,
        String segment,
        String metric,
        Double value,
        Double lower,
        Double upper,
        long observations) {

    public static MetricRow of(
            String model, String slice, String segment, String metric, double value, long observations) {
        return new MetricRow(model, slice, segment, metric, known(value), null, null, observations);
    }

    MetricRow between(double[] interval) {
        return new MetricRow(
                model, slice, segment, metric, value, known(interval[0]), known(interval[1]), observations);
    }

    private static Double known(double value) {
        return Double.isNaN(value) || Double.isInfinite(value) ? null : value;
    }
}
