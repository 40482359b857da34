package io.arrears.model.judge;

import io.arrears.model.data.ModelTask;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Scores that are compared on one period, of the model or of a rule that needs none: a score and a probability per row.
 *
 * @param probabilistic whether the probability means one; rankings such as "largest first" only order
 */
record ComparedScores(String name, double[] score, double[] probability, boolean probabilistic) {

    static final String ORACLE = "oracle";
    private static final double CERTAIN = 0.001;

    /** The baselines of a task, by name. */
    static Map<String, ComparedScores> baselines(ModelTask task, Predictions rows, AgeingRates trained) {
        double[] base = new double[rows.size()];
        Arrays.fill(base, trained.base());
        double[] ageing = each(rows, row -> trained.of(rows.bucket()[row]));
        double[] past = each(rows, row -> Double.isNaN(rows.past()[row]) ? trained.base() : rows.past()[row]);
        double[] pastInside = Arrays.stream(past)
                .map(p -> Math.min(1 - CERTAIN, Math.max(CERTAIN, p)))
                .toArray();
        Map<String, ComparedScores> all = new LinkedHashMap<>();
        for (ComparedScores scorer : List.of(
                new ComparedScores("baseline:base_rate", base, base, true),
                new ComparedScores("baseline:ageing_bucket", ageing, ageing, true),
                new ComparedScores(task.pastRateBaseline(), past, pastInside, true),
                largestFirst(rows),
                oldestFirst(rows))) {
            all.put(scorer.name(), scorer);
        }
        return all;
    }

    static ComparedScores largestFirst(Predictions rows) {
        return ranking("baseline:largest_first", rows.amount());
    }

    /** Rows of unknown age come last. */
    static ComparedScores oldestFirst(Predictions rows) {
        return ranking(
                "baseline:oldest_first",
                each(rows, row -> Double.isNaN(rows.age()[row]) ? -Double.MAX_VALUE : rows.age()[row]));
    }

    /** All rows are equal: what a draw by lot gives on average. */
    static ComparedScores random(Predictions rows) {
        return ranking("baseline:random", new double[rows.size()]);
    }

    /** Perfect knowledge of the outcome; no ranking is better. */
    static ComparedScores oracle(Predictions rows) {
        return ranking(ORACLE, rows.outcome());
    }

    private static ComparedScores ranking(String name, double[] score) {
        return new ComparedScores(name, score, score, false);
    }

    private static double[] each(Predictions rows, IntToDoubleFunction value) {
        return IntStream.range(0, rows.size()).mapToDouble(value).toArray();
    }
}
