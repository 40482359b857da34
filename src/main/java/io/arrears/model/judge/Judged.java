package io.arrears.model.judge;

import io.arrears.model.metric.LogitLine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A model beside rules on the rows of one slice, and the verdict on it. Every comparison is of the same samples of
 * customers, and is won or lost only beyond the 95 % interval of the difference.
 */
public final class Judged {

    /** With fewer customers the intervals, which draw customers, say nothing. */
    static final int FEWEST_CUSTOMERS = 20;

    private static final double[] SLOPE = {0.8, 1.25};
    private static final double[] AMOUNTS = {0.9, 1.1};
    private static final String AGEING = "baseline:ageing_bucket";

    private final BootstrappedMetrics model;
    private final Map<String, BootstrappedMetrics> segments;
    private final Map<String, BootstrappedMetrics> baselines;
    private final Verdict verdict;
    private final String reason;

    /**
     * @param segments the model on the whole slice, {@link Evaluation#ALL}, and on its parts
     * @param baselines base rate and rules on the whole slice
     */
    Judged(Predictions rows, Map<String, BootstrappedMetrics> segments, Map<String, BootstrappedMetrics> baselines) {
        this.model = segments.get(Evaluation.ALL);
        this.segments = segments;
        this.baselines = baselines;
        String reversed = reversed(rows);
        List<String> prices = pricing();
        Map.Entry<String, BootstrappedMetrics> rule = bestRule();
        if (rows.customers() < FEWEST_CUSTOMERS) {
            this.verdict = Verdict.NO_SIGNAL;
            this.reason = "%d customers are too few to tell, %d needed".formatted(rows.customers(), FEWEST_CUSTOMERS);
        } else if (!reversed.isEmpty()) {
            this.verdict = Verdict.NO_SIGNAL;
            this.reason = reversed;
        } else if (prices.isEmpty() && isNotWorse()) {
            this.verdict = Verdict.OK;
            this.reason = good(rule);
        } else if (isBetter()) {
            this.verdict = Verdict.ORDER_ONLY;
            this.reason = "it orders better than any rule, " + order(rule) + ", but: " + String.join("; ", prices);
        } else {
            this.verdict = Verdict.NO_SIGNAL;
            List<String> why = new ArrayList<>(List.of("no better order than " + order(rule)));
            why.addAll(prices);
            this.reason = String.join("; ", why);
        }
    }

    public Verdict verdict() {
        return verdict;
    }

    /** The verdict in words, with the figures. */
    public String reason() {
        return reason;
    }

    /** A figure of the model on the whole slice. */
    public double value(String metric) {
        return model.value(metric);
    }

    /** The 95 % interval of the model's figure less that of another model on the same rows. */
    public double[] lead(Judged other, String metric) {
        return model.lead(other.model, metric);
    }

    /** All figures of the model and of what it is compared with. */
    List<MetricRow> rows(String slice) {
        List<MetricRow> rows = new ArrayList<>();
        segments.values().forEach(each -> rows.addAll(each.rows(slice)));
        baselines.values().forEach(each -> rows.addAll(each.rows(slice)));
        return rows;
    }

    private static String reversed(Predictions rows) {
        double[] ones = new double[rows.size()];
        Arrays.fill(ones, 1);
        double slope = LogitLine.fit(
                        Arrays.stream(rows.raw()).map(LogitLine::logit).toArray(), rows.outcome(), ones)
                .slope();
        double auc = Rules.auc(rows, rows.raw());
        return auc < 0.5 || slope <= 0 ? text("its order is reversed: ROC-AUC %.3f, Platt slope %.3f", auc, slope) : "";
    }

    /** Why its probabilities cannot be used; empty when they can. */
    private List<String> pricing() {
        List<String> faults = new ArrayList<>();
        for (String metric : List.of("log_loss", "brier")) {
            for (String rival : List.of(ComparedScores.BASE_RATE, AGEING)) {
                double[] lead = model.lead(baselines.get(rival), metric);
                if (!(lead[1] < 0)) {
                    faults.add(text(
                            "%s %.4f is no better than %.4f of %s, difference between %.4f and %.4f",
                            metric.replace('_', ' '),
                            model.value(metric),
                            baselines.get(rival).value(metric),
                            named(rival),
                            lead[0],
                            lead[1]));
                }
            }
        }
        outside("calibration slope", model, "calibration_slope", SLOPE).ifPresent(faults::add);
        segments.forEach((segment, own) -> {
            if (segment.equals(Evaluation.ALL) || segment.startsWith("currency=")) {
                String name = "promised to arrived amount"
                        + (segment.equals(Evaluation.ALL) ? "" : " in " + segment.substring(segment.indexOf('=') + 1));
                outside(name, own, "amount_calibration", AMOUNTS).ifPresent(faults::add);
            }
        });
        return faults;
    }

    private static Optional<String> outside(String name, BootstrappedMetrics of, String metric, double[] bounds) {
        // Without amounts of one currency, or without any event, there is nothing to compare.
        if (!of.has(metric)) {
            return Optional.empty();
        }
        double[] interval = of.interval(metric);
        boolean meets = interval[0] <= bounds[1] && interval[1] >= bounds[0];
        return meets
                ? Optional.empty()
                : Optional.of(text(
                        "%s %.3f (%.3f to %.3f) does not meet %s to %s",
                        name, of.value(metric), interval[0], interval[1], bounds[0], bounds[1]));
    }

    private boolean isNotWorse() {
        return baselines.values().stream().noneMatch(rule -> model.lead(rule, "roc_auc")[1] < 0);
    }

    private boolean isBetter() {
        return baselines.values().stream().allMatch(rule -> model.lead(rule, "roc_auc")[0] > 0);
    }

    private Map.Entry<String, BootstrappedMetrics> bestRule() {
        return baselines.entrySet().stream()
                .max(Comparator.comparingDouble(each -> each.getValue().value("roc_auc")))
                .orElseThrow();
    }

    private String good(Map.Entry<String, BootstrappedMetrics> rule) {
        String amounts = model.has("amount_calibration")
                ? text(", promised to arrived amount %.3f", model.value("amount_calibration"))
                : "";
        return text(
                "log loss %.4f against %.4f of the base rate and %.4f of ageing rates; order not worse than %s; "
                        + "calibration slope %.3f%s",
                model.value("log_loss"),
                baselines.get(ComparedScores.BASE_RATE).value("log_loss"),
                baselines.get(AGEING).value("log_loss"),
                order(rule),
                model.value("calibration_slope"),
                amounts);
    }

    private String order(Map.Entry<String, BootstrappedMetrics> rule) {
        double[] lead = model.lead(rule.getValue(), "roc_auc");
        return text(
                "%s: ROC-AUC %.3f against %.3f, difference between %.3f and %.3f",
                rule.getKey(), model.value("roc_auc"), rule.getValue().value("roc_auc"), lead[0], lead[1]);
    }

    private static String named(String baseline) {
        return baseline.equals(AGEING) ? "ageing rates" : "the base rate";
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
