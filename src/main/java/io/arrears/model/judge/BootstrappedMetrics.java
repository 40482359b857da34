package io.arrears.model.judge;

import io.arrears.model.metric.Bootstrap;
import io.arrears.model.metric.LogitLine;
import io.arrears.model.metric.Metrics;
import io.arrears.model.metric.Ranking;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One scorer on one segment: its metrics, and the same from every bootstrap sample. */
final class BootstrappedMetrics {

    private final ComparedScores scorer;
    private final String segment;
    private final Ranking ranking;
    private final int entities;
    private final int customersHere;
    private final double[] logLosses;
    private final double[] logits;
    private final LogitLine line;
    private final double[] onLine;
    private final double k;
    private final double threshold;
    private final boolean oneCurrency;
    private final Map<String, double[]> samples = new LinkedHashMap<>();
    private final Map<String, Double> values;

    BootstrappedMetrics(
            ComparedScores scorer,
            String segment,
            int[] rows,
            Predictions period,
            double k,
            double threshold,
            int sampleCount) {
        this.scorer = scorer;
        this.segment = segment;
        this.ranking = Ranking.of(
                rows,
                scorer.score(),
                scorer.probability(),
                period.outcome(),
                period.amount(),
                period.customer(),
                period.customers());
        this.entities = (int)
                Arrays.stream(rows).map(row -> period.entity()[row]).distinct().count();
        this.customersHere = (int) Arrays.stream(rows)
                .map(row -> period.customer()[row])
                .distinct()
                .count();
        this.k = k;
        this.threshold = threshold;
        this.oneCurrency = Arrays.stream(rows)
                        .mapToObj(row -> period.currency()[row])
                        .distinct()
                        .count()
                <= 1;
        this.logits = Arrays.stream(ranking.probability()).map(LogitLine::logit).toArray();
        this.line = LogitLine.fit(logits, ranking.outcome(), ranking.ones());
        // What no sample changes is worked out once: logarithms and exponentials would take most of the time.
        this.onLine = line.at(logits);
        this.logLosses = ranking.logLosses();
        this.values = values(ranking.ones(), line);
        values.keySet().forEach(metric -> samples.put(metric, new double[sampleCount]));
    }

    /** Adds one bootstrap sample; samples may come from several threads. */
    void add(int sample, byte[] draws) {
        double[] weights = Bootstrap.weights(ranking, draws);
        values(weights, null).forEach((metric, value) -> samples.get(metric)[sample] = value);
    }

    private Map<String, Double> values(double[] weights, LogitLine known) {
        Metrics metrics = Metrics.of(ranking, logLosses, weights, k, threshold);
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("roc_auc", metrics.rocAuc());
        values.put("pr_auc", metrics.prAuc());
        values.put("base_rate", metrics.baseRate());
        values.put("precision_at_k", metrics.precisionAtK());
        values.put("lift_at_k", metrics.liftAtK());
        if (scorer.probabilistic()) {
            values.put("brier", metrics.brier());
            values.put("brier_skill", metrics.brierSkill());
            values.put("log_loss", metrics.logLoss());
            values.put("ece", metrics.ece());
            LogitLine fitted = known != null ? known : line.step(logits, onLine, ranking.outcome(), weights);
            values.put("calibration_slope", fitted.slope());
            values.put("calibration_intercept", fitted.intercept());
            values.put("accuracy", metrics.confusion().accuracy());
            values.put("precision", metrics.confusion().precision());
            values.put("recall", metrics.confusion().recall());
            if (oneCurrency) {
                values.put("amount_calibration", metrics.amountCalibration());
            }
        }
        return values;
    }

    /** Whether the metric exists here: its value is a number. */
    boolean has(String metric) {
        return values.containsKey(metric) && !Double.isNaN(values.get(metric));
    }

    double value(String metric) {
        return values.get(metric);
    }

    double[] samples(String metric) {
        return samples.get(metric);
    }

    double[] interval(String metric) {
        return Bootstrap.interval(samples.get(metric));
    }

    /** The interval of a metric's lead over another scorer, from the same samples. */
    double[] lead(BootstrappedMetrics other, String metric) {
        double[] leads = new double[samples.get(metric).length];
        Arrays.setAll(leads, i -> samples.get(metric)[i] - other.samples.get(metric)[i]);
        return Bootstrap.interval(leads);
    }

    List<MetricRow> rows(String slice) {
        List<MetricRow> rows = new ArrayList<>();
        values.forEach(
                (metric, value) -> rows.add(MetricRow.of(scorer.name(), slice, segment, metric, value, ranking.size())
                        .between(interval(metric))));
        rows.add(plain(slice, "observations", ranking.size()));
        rows.add(plain(slice, "entities", entities));
        rows.add(plain(slice, "customers", customersHere));
        if (scorer.probabilistic()) {
            var confusion = Metrics.of(ranking, k, threshold).confusion();
            rows.add(plain(slice, "true_positives", confusion.truePositives()));
            rows.add(plain(slice, "false_positives", confusion.falsePositives()));
            rows.add(plain(slice, "true_negatives", confusion.trueNegatives()));
            rows.add(plain(slice, "false_negatives", confusion.falseNegatives()));
        }
        return rows;
    }

    private MetricRow plain(String slice, String metric, double value) {
        return MetricRow.of(scorer.name(), slice, segment, metric, value, ranking.size());
    }
}
