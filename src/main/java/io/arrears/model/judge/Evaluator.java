package io.arrears.model.judge;

import io.arrears.config.Settings;
import io.arrears.model.data.ModelTask;
import io.arrears.model.metric.Bootstrap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Judges a model and the rules that need none on rows of one slice. */
public final class Evaluator {

    private final ModelTask task;
    private final String modelName;
    private final Settings.Recovery recovery;
    private final Bootstrap bootstrap;

    public Evaluator(ModelTask task, String modelName, Settings settings) {
        this.task = task;
        this.modelName = modelName;
        this.recovery = settings.recovery();
        this.bootstrap = new Bootstrap(task.seed(settings), settings.model().bootstrapSamples());
    }

    public Bootstrap bootstrap() {
        return bootstrap;
    }

    /** The rules that a model is compared with, chosen on training rows. */
    public Rules rules(Predictions train, AgeingRates rates) {
        return Rules.of(task, train, rates, recovery);
    }

    /**
     * The model and the baselines on the whole slice, and the model on each segment.
     *
     * @param rules chosen on training rows
     * @param threshold from calibration rows
     */
    public Evaluation of(String slice, Predictions rows, double[] probability, Rules rules, double threshold) {
        Judged judged = judge(rows, probability, rules, threshold, segment -> true);
        List<MetricRow> metrics = new ArrayList<>(metrics(slice, judged, rows, threshold));
        List<ComparedScores> rankings = new ArrayList<>(List.of(model(rows, probability)));
        rankings.addAll(ComparedScores.baselines(task, rows, rules.chosen(), rules.rates())
                .values());
        rankings.add(ComparedScores.oracle(rows));
        return new Evaluation(
                metrics,
                CalibrationBin.of(slice, rows.raw(), probability, rows.outcome()),
                GainRow.of(slice, rows, rankings),
                values(slice, rows, probability, rules),
                judged.verdict(),
                judged.reason());
    }

    /** The model and the baselines on the whole slice and on each currency: what a verdict needs. */
    public Judged judge(Predictions rows, double[] probability, Rules rules, double threshold) {
        return judge(rows, probability, rules, threshold, segment -> segment.startsWith("currency="));
    }

    /** The figures of a slice. */
    public List<MetricRow> metrics(String slice, Judged judged, Predictions rows, double threshold) {
        List<MetricRow> metrics = new ArrayList<>(judged.rows(slice));
        metrics.add(MetricRow.of(modelName, slice, Evaluation.ALL, "threshold", threshold, rows.size()));
        metrics.add(MetricRow.of(modelName, slice, Evaluation.ALL, "k", places(rows), rows.size()));
        return metrics;
    }

    private double places(Predictions rows) {
        return ValueBacktest.atMost(recovery.capacity(), rows.size());
    }

    private ComparedScores model(Predictions rows, double[] probability) {
        return new ComparedScores(modelName, rows.raw(), probability, true);
    }

    private Judged judge(
            Predictions rows, double[] probability, Rules rules, double threshold, Predicate<String> wanted) {
        double k = places(rows);
        Map<String, BootstrappedMetrics> judged = new LinkedHashMap<>();
        Segments.of(rows).forEach((segment, chosen) -> {
            if (segment.equals(Evaluation.ALL) || wanted.test(segment)) {
                judged.put(
                        segment,
                        new BootstrappedMetrics(
                                model(rows, probability),
                                segment,
                                chosen,
                                rows,
                                Math.min(k, chosen.length),
                                threshold,
                                bootstrap.samples()));
            }
        });
        Map<String, BootstrappedMetrics> baselines = new LinkedHashMap<>();
        ComparedScores.baselines(task, rows, rules.chosen(), rules.rates())
                .forEach((name, scorer) -> baselines.put(
                        name,
                        new BootstrappedMetrics(
                                scorer, Evaluation.ALL, rows.everyRow(), rows, k, threshold, bootstrap.samples())));
        resample(rows, judged, baselines);
        return new Judged(rows, judged, baselines);
    }

    private void resample(
            Predictions rows, Map<String, BootstrappedMetrics> judged, Map<String, BootstrappedMetrics> baselines) {
        List<BootstrappedMetrics> all = new ArrayList<>(judged.values());
        all.addAll(baselines.values());
        IntStream.range(0, bootstrap.samples()).parallel().forEach(sample -> {
            byte[] draws = bootstrap.draws(sample, rows.customers());
            all.forEach(each -> each.add(sample, draws));
        });
    }

    /** Only claims are chased: an open invoice that may default is no queue. */
    private List<ValueRow> values(String slice, Predictions rows, double[] probability, Rules rules) {
        return task.claimType().isEmpty()
                ? List.of()
                : new ValueBacktest(
                                rows,
                                probability,
                                rules.rivals(task),
                                recovery.capacity(),
                                recovery.contactCost(),
                                bootstrap)
                        .of(slice, modelName);
    }
}
