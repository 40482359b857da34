package io.arrears.model.judge;

import java.util.List;

/**
 * A model on one slice beside its baselines.
 *
 * @param values empty for tasks without a queue
 * @param verdict OK, ORDER_ONLY or NO_SIGNAL, of this slice alone
 * @param reason the verdict in words, with the figures
 */
public record Evaluation(
        List<MetricRow> metrics,
        List<CalibrationBin> bins,
        List<GainRow> gains,
        List<ValueRow> values,
        Verdict verdict,
        String reason) {

    public static final String TEST = "test";
    public static final String CALIBRATION = "calibration";
    public static final String ALL = "all";

    /** The value of a metric of a scorer on the whole test period, NaN when there is none. */
    public static double value(List<MetricRow> metrics, String model, String metric) {
        return metrics.stream()
                .filter(row -> row.model().equals(model)
                        && row.segment().equals(ALL)
                        && row.slice().equals(TEST)
                        && row.metric().equals(metric)
                        && row.value() != null)
                .mapToDouble(MetricRow::value)
                .findFirst()
                .orElse(Double.NaN);
    }
}
