package io.arrears.model;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What is compared on one period: the model and the rules that need none, each a score and a probability per row.
 *
 * @param probabilistic whether the probability means one; rankings such as "largest first" only order
 */
record Scorer(String name, double[] score, double[] probability, boolean probabilistic) {

    static final String ORACLE = "oracle";
    private static final double CERTAIN = 0.001;

    /** The baselines of a task, by name. */
    static Map<String, Scorer> baselines(ModelTask task, Predictions rows, AgeingRates trained) {
        double[] base = new double[rows.size()];
        Arrays.fill(base, trained.base());
        double[] ageing = each(rows, row -> trained.of(rows.bucket()[row]));
        double[] past = each(rows, row -> Double.isNaN(rows.past()[row]) ? trained.base() : rows.past()[row]);
        double[] pastInside = Arrays.stream(past)
                .map(p -> Math.min(1 - CERTAIN, Math.max(CERTAIN, p)))
                .toArray();
        Map<String, Scorer> all = new LinkedHashMap<>();
        for (Scorer scorer : List.of(
                new Scorer("baseline:base_rate", base, base, true),
                new Scorer("baseline:ageing_bucket", ageing, ageing, true),
                new Scorer(task.pastRateBaseline(), past, pastInside, true),
                largestFirst(rows),
                oldestFirst(rows))) {
            all.put(scorer.name(), scorer);
        }
        return all;
    }

    static Scorer largestFirst(Predictions rows) {
        return ranking("baseline:largest_first", rows.amount());
    }

    /** Rows of unknown age come last. */
    static Scorer oldestFirst(Predictions rows) {
        return ranking(
                "baseline:oldest_first",
                each(rows, row -> Double.isNaN(rows.age()[row]) ? -Double.MAX_VALUE : rows.age()[row]));
    }

    /** All rows are equal: what a draw by lot gives on average. */
    static Scorer random(Predictions rows) {
        return ranking("baseline:random", new double[rows.size()]);
    }

    /** Whoever knows the future; nobody can do better. */
    static Scorer oracle(Predictions rows) {
        return ranking(ORACLE, rows.outcome());
    }

    private static Scorer ranking(String name, double[] score) {
        return new Scorer(name, score, score, false);
    }

    private static double[] each(Predictions rows, java.util.function.IntToDoubleFunction value) {
        return IntStream.range(0, rows.size()).mapToDouble(value).toArray();
    }
}
