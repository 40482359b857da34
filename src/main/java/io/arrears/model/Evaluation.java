package io.arrears.model;

import io.arrears.model.metric.Bootstrap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A model on the test period beside its baselines.
 *
 * @param verdict OK or NO_SIGNAL
 * @param reason the verdict in words, with the figures
 */
record Evaluation(List<MetricRow> metrics, List<CalibrationBin> bins, Verdict verdict, String reason) {

    static final String TEST = "test";
    private static final String ALL = "all";

    /**
     * Judges the model and the baselines on the whole period, and the model on each segment.
     *
     * @param k how many rows a team can work on
     * @param threshold from calibration rows
     */
    static Evaluation of(ModelTask task, String modelName, Predictions rows, double[] probability, AgeingRates trained,
            double k, double threshold, Bootstrap bootstrap) {
        Scorer model = new Scorer(modelName, rows.raw(), probability, true);
        double atMost = Math.min(k, Math.max(1, Math.ceil(rows.size() / 10.0)));
        Map<String, Judged> judged = new LinkedHashMap<>();
        Segments.of(rows).forEach((segment, chosen) -> judged.put(segment, new Judged(
                model, segment, chosen, rows, Math.min(atMost, chosen.length), threshold, bootstrap.samples())));
        int[] everyRow = IntStream.range(0, rows.size()).toArray();
        Map<String, Judged> baselines = new LinkedHashMap<>();
        Scorer.baselines(task, rows, trained).forEach((name, scorer) -> baselines.put(name,
                new Judged(scorer, ALL, everyRow, rows, atMost, threshold, bootstrap.samples())));
        List<Judged> both = new ArrayList<>(judged.values());
        both.addAll(baselines.values());
        IntStream.range(0, bootstrap.samples()).parallel().forEach(sample -> {
            byte[] draws = bootstrap.draws(sample, rows.entities());
            both.forEach(each -> each.add(sample, draws));
        });
        List<MetricRow> metrics = new ArrayList<>();
        both.forEach(each -> metrics.addAll(each.rows(TEST)));
        metrics.add(MetricRow.of(modelName, TEST, ALL, "threshold", threshold, rows.size()));
        metrics.add(MetricRow.of(modelName, TEST, ALL, "k", atMost, rows.size()));
        return verdict(metrics, CalibrationBin.of(TEST, rows.raw(), probability, rows.outcome()),
                judged.get(ALL), baselines);
    }

    private static Evaluation verdict(List<MetricRow> metrics, List<CalibrationBin> bins, Judged model,
            Map<String, Judged> baselines) {
        for (Map.Entry<String, Judged> baseline : baselines.entrySet()) {
            double[] lead = model.lead(baseline.getValue(), "roc_auc");
            if (!(lead[0] > 0)) {
                return new Evaluation(metrics, bins, Verdict.NO_SIGNAL, ("no better than %s: ROC-AUC %.3f against "
                        + "%.3f, difference between %.3f and %.3f").formatted(baseline.getKey(), model.value("roc_auc"),
                        baseline.getValue().value("roc_auc"), lead[0], lead[1]));
            }
        }
        String best = baselines.entrySet().stream()
                .max(java.util.Comparator.comparingDouble(each -> each.getValue().value("roc_auc")))
                .orElseThrow().getKey();
        return new Evaluation(metrics, bins, Verdict.OK,
                "ROC-AUC %.3f on the test period; the best rule, %s, reaches %.3f".formatted(
                model.value("roc_auc"), best, baselines.get(best).value("roc_auc")));
    }

    /** The value of a metric of a scorer on the whole test period, NaN when there is none. */
    static double value(List<MetricRow> metrics, String model, String metric) {
        return metrics.stream().filter(row -> row.model().equals(model) && row.segment().equals(ALL)
                        && row.slice().equals(TEST) && row.metric().equals(metric) && row.value() != null)
                .mapToDouble(MetricRow::value).findFirst().orElse(Double.NaN);
    }
}
