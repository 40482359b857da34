package io.arrears.model;

import io.arrears.model.feature.FeatureEncoding;
import io.arrears.model.fit.Attribution;
import io.arrears.model.fit.Classifier;
import io.arrears.model.fit.FittedClassifier;
import io.arrears.model.judge.Predictions;
import io.arrears.model.metric.Metrics;
import io.arrears.model.metric.Ranking;
import io.arrears.model.store.ModelCard;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * What each feature is worth: by the algorithm's own measure; by permutation, how much ROC-AUC the test loses when its
 * values are dealt to other rows; and by contribution, the mean absolute part it has in the scores of test rows.
 */
final class Importances {

    private static final int MOST_ROWS = 4_000;
    private static final int MOST_EXPLAINED = 200;
    private static final long SEED = 17;

    private Importances() {}

    static List<ModelCard.ImportanceRow> of(SplitFit split, Attribution attribution) {
        FeatureEncoding encoding = split.model().encoding();
        Classifier.Fit fit = split.fit();
        Predictions test = split.test();
        Map<String, List<Integer>> slots = new LinkedHashMap<>();
        for (int slot = 0; slot < encoding.slots().size(); slot++) {
            slots.computeIfAbsent(encoding.slots().get(slot).feature(), feature -> new ArrayList<>())
                    .add(slot);
        }
        int step = Math.max(1, test.size() / MOST_ROWS);
        int[] rows =
                IntStream.range(0, test.size()).filter(row -> row % step == 0).toArray();
        double auc = auc(
                rows,
                test,
                IntStream.of(rows).mapToDouble(row -> test.raw()[row]).toArray());
        List<ModelCard.ImportanceRow> importances = new ArrayList<>();
        slots.forEach((feature, own) -> importances.add(new ModelCard.ImportanceRow(
                feature,
                fit.method(),
                own.stream().mapToDouble(slot -> fit.importance()[slot]).sum())));
        slots.forEach((feature, own) -> importances.add(new ModelCard.ImportanceRow(
                feature, "permutation", auc - auc(rows, test, permuted(rows, own, fit.classifier(), test)))));
        double[][] contributions = contributions(attribution.of(fit.classifier()), test);
        slots.forEach((feature, own) -> importances.add(new ModelCard.ImportanceRow(
                feature,
                "mean_abs_contribution",
                Arrays.stream(contributions)
                        .mapToDouble(row -> Math.abs(
                                own.stream().mapToDouble(slot -> row[slot]).sum()))
                        .average()
                        .orElse(0))));
        return importances;
    }

    private static double[][] contributions(UnaryOperator<double[]> attribution, Predictions test) {
        int step = Math.max(1, test.size() / MOST_EXPLAINED);
        return IntStream.range(0, test.size())
                .filter(row -> row % step == 0)
                .parallel()
                .mapToObj(row -> attribution.apply(test.vector()[row]))
                .toArray(double[][]::new);
    }

    /** Raw scores with the slots of one feature taken from other rows. */
    private static double[] permuted(int[] rows, List<Integer> slots, FittedClassifier classifier, Predictions test) {
        int[] others = rows.clone();
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = others.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = others[i];
            others[i] = others[j];
            others[j] = kept;
        }
        return IntStream.range(0, rows.length)
                .parallel()
                .mapToDouble(i -> {
                    double[] vector = test.vector()[rows[i]].clone();
                    slots.forEach(slot -> vector[slot] = test.vector()[others[i]][slot]);
                    return classifier.raw(vector);
                })
                .toArray();
    }

    private static double auc(int[] rows, Predictions test, double[] score) {
        double[] outcome =
                IntStream.of(rows).mapToDouble(row -> test.outcome()[row]).toArray();
        int[] every = IntStream.range(0, rows.length).toArray();
        return Metrics.rocAuc(Ranking.of(every, score, score, outcome, new double[rows.length], every, rows.length));
    }
}
