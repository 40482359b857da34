package io.arrears.model.judge;

import io.arrears.model.data.ModelTask;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Scores that are compared on one period, of the model or of a rule that needs none: a score and a probability per row.
 *
 * @param probabilistic whether the probability means one; rankings such as "largest first" only order
 */
record ComparedScores(String name, double[] score, double[] probability, boolean probabilistic) {

    static final String ORACLE = "oracle";
    static final String BASE_RATE = "baseline:base_rate";
    private static final double CERTAIN = 0.001;

    /** The baselines of a task, by name: the base rate, and the better direction of every rule. */
    static Map<String, ComparedScores> baselines(
            ModelTask task, Predictions rows, List<Rule> chosen, AgeingRates trained) {
        double[] base = new double[rows.size()];
        Arrays.fill(base, trained.base());
        Map<String, ComparedScores> all = new LinkedHashMap<>();
        all.put(BASE_RATE, new ComparedScores(BASE_RATE, base, base, true));
        chosen.forEach(rule -> all.put(rule.baseline(task), of(rule, task, rows, trained)));
        return all;
    }

    /** A rule as an order; a rate is a probability too. */
    static ComparedScores of(Rule rule, ModelTask task, Predictions rows, AgeingRates trained) {
        double[] score = rule.scores(rows, trained);
        boolean isRate = rule == Rule.AGEING_BUCKET || rule == Rule.HIGHEST_PAST_RATE;
        double[] inside = isRate
                ? Arrays.stream(score)
                        .map(p -> Math.min(1 - CERTAIN, Math.max(CERTAIN, p)))
                        .toArray()
                : score;
        return new ComparedScores(rule.baseline(task), score, inside, isRate);
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
}
