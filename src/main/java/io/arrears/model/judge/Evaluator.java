package io.arrears.model.judge;

import io.arrears.config.Settings;
import io.arrears.model.data.ModelTask;
import io.arrears.model.metric.Bootstrap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    /**
     * The model and the baselines on the whole slice, and the model on each segment.
     *
     * @param trained rates of the training period, for the baselines
     * @param threshold from calibration rows
     */
    public Evaluation of(String slice, Predictions rows, double[] probability, AgeingRates trained, double threshold) {
        ComparedScores model = new ComparedScores(modelName, rows.raw(), probability, true);
        Map<String, ComparedScores> rules = ComparedScores.baselines(task, rows, trained);
        double k = ValueBacktest.atMost(recovery.capacity(), rows.size());
        Map<String, BootstrappedMetrics> judged = new LinkedHashMap<>();
        Segments.of(rows)
                .forEach((segment, chosen) -> judged.put(
                        segment,
                        new BootstrappedMetrics(
                                model,
                                segment,
                                chosen,
                                rows,
                                Math.min(k, chosen.length),
                                threshold,
                                bootstrap.samples())));
        Map<String, BootstrappedMetrics> baselines = new LinkedHashMap<>();
        rules.forEach((name, scorer) -> baselines.put(
                name,
                new BootstrappedMetrics(
                        scorer, Evaluation.ALL, rows.everyRow(), rows, k, threshold, bootstrap.samples())));
        resample(rows, judged, baselines);
        List<MetricRow> metrics = new ArrayList<>();
        judged.values().forEach(each -> metrics.addAll(each.rows(slice)));
        baselines.values().forEach(each -> metrics.addAll(each.rows(slice)));
        metrics.add(MetricRow.of(modelName, slice, Evaluation.ALL, "threshold", threshold, rows.size()));
        metrics.add(MetricRow.of(modelName, slice, Evaluation.ALL, "k", k, rows.size()));
        Signal signal = signal(judged.get(Evaluation.ALL), baselines);
        return new Evaluation(
                metrics,
                CalibrationBin.of(slice, rows.raw(), probability, rows.outcome()),
                GainRow.of(slice, rows, rankings(model, rules, rows)),
                values(slice, rows, probability),
                signal.verdict(),
                signal.reason());
    }

    private void resample(
            Predictions rows, Map<String, BootstrappedMetrics> judged, Map<String, BootstrappedMetrics> baselines) {
        List<BootstrappedMetrics> all = new ArrayList<>(judged.values());
        all.addAll(baselines.values());
        IntStream.range(0, bootstrap.samples()).parallel().forEach(sample -> {
            byte[] draws = bootstrap.draws(sample, rows.entities());
            all.forEach(each -> each.add(sample, draws));
        });
    }

    private static List<ComparedScores> rankings(
            ComparedScores model, Map<String, ComparedScores> rules, Predictions rows) {
        List<ComparedScores> rankings = new ArrayList<>(List.of(model));
        rankings.addAll(rules.values());
        rankings.add(ComparedScores.oracle(rows));
        return rankings;
    }

    /** Only claims are chased: an open invoice that may default is no queue. */
    private List<ValueRow> values(String slice, Predictions rows, double[] probability) {
        return task.claimType().isEmpty()
                ? List.of()
                : new ValueBacktest(rows, probability, recovery.capacity(), recovery.contactCost(), bootstrap)
                        .of(slice, modelName);
    }

    private record Signal(Verdict verdict, String reason) {}

    private static Signal signal(BootstrappedMetrics model, Map<String, BootstrappedMetrics> baselines) {
        for (Map.Entry<String, BootstrappedMetrics> baseline : baselines.entrySet()) {
            double[] lead = model.lead(baseline.getValue(), "roc_auc");
            if (!(lead[0] > 0)) {
                return new Signal(
                        Verdict.NO_SIGNAL,
                        ("no better than %s: ROC-AUC %.3f against " + "%.3f, difference between %.3f and %.3f")
                                .formatted(
                                        baseline.getKey(),
                                        model.value("roc_auc"),
                                        baseline.getValue().value("roc_auc"),
                                        lead[0],
                                        lead[1]));
            }
        }
        Map.Entry<String, BootstrappedMetrics> best = baselines.entrySet().stream()
                .max(Comparator.comparingDouble(each -> each.getValue().value("roc_auc")))
                .orElseThrow();
        return new Signal(
                Verdict.OK,
                "ROC-AUC %.3f on the test period; the best rule, %s, reaches %.3f"
                        .formatted(
                                model.value("roc_auc"),
                                best.getKey(),
                                best.getValue().value("roc_auc")));
    }
}
