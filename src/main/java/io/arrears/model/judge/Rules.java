package io.arrears.model.judge;

import io.arrears.config.Settings;
import io.arrears.model.data.ModelTask;
import io.arrears.model.metric.Metrics;
import io.arrears.model.metric.Ranking;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The rules of one column that a model is compared with. Each column is tried in both directions; which direction, and
 * which rule, is best was decided on training rows alone.
 *
 * @param chosen the better direction of every column
 * @param best the one with the highest ROC-AUC
 * @param worth the one whose choice at capacity brought most money; of a task without a queue the best
 * @param rates of the training period
 */
public record Rules(List<Rule> chosen, Rule best, Rule worth, AgeingRates rates) {

    /** Training rows that are enough to choose on. */
    public static final int MOST_ROWS = 50_000;

    private static final List<List<Rule>> COLUMNS = List.of(
            List.of(Rule.AGEING_BUCKET),
            List.of(Rule.HIGHEST_PAST_RATE, Rule.LOWEST_PAST_RATE),
            List.of(Rule.LARGEST_FIRST, Rule.SMALLEST_FIRST),
            List.of(Rule.OLDEST_FIRST, Rule.NEWEST_FIRST));

    /** Where none was chosen on training rows: what a clerk does. */
    public static Rules clerk(AgeingRates rates) {
        return new Rules(
                List.of(Rule.AGEING_BUCKET, Rule.HIGHEST_PAST_RATE, Rule.LARGEST_FIRST, Rule.OLDEST_FIRST),
                Rule.OLDEST_FIRST,
                Rule.LARGEST_FIRST,
                rates);
    }

    /** @param rates of the training period */
    public static Rules of(ModelTask task, Predictions train, AgeingRates rates, Settings.Recovery recovery) {
        List<Rule> chosen = new ArrayList<>();
        COLUMNS.forEach(directions -> chosen.add(directions.stream()
                .max(Comparator.comparingDouble(rule -> auc(rule, train, rates)))
                .orElseThrow()));
        Rule best = chosen.stream()
                .max(Comparator.comparingDouble(rule -> auc(rule, train, rates)))
                .orElseThrow();
        Rule worth = task.claimType().isEmpty()
                ? best
                : COLUMNS.stream()
                        .flatMap(List::stream)
                        .max(Comparator.comparingDouble(
                                rule -> ValueBacktest.worth(train, rule.scores(train, rates), recovery.capacity())))
                        .orElseThrow();
        return new Rules(List.copyOf(chosen), best, worth, rates);
    }

    private static double auc(Rule rule, Predictions rows, AgeingRates rates) {
        return auc(rows, rule.scores(rows, rates));
    }

    /** Half where there is nothing to order. */
    static double auc(Predictions rows, double[] score) {
        double auc = Metrics.rocAuc(Ranking.of(
                rows.everyRow(), score, score, rows.outcome(), rows.amount(), rows.customer(), rows.customers()));
        return Double.isNaN(auc) ? 0.5 : auc;
    }

    /** Those that are judged beside a model by what they bring. */
    public ValueBacktest.Rivals rivals(ModelTask task) {
        return new ValueBacktest.Rivals(task, worth, rates);
    }

    /** Which rule orders what a model may not: by money where there is a queue. */
    public Rule ordering(ModelTask task) {
        return task.claimType().isEmpty() ? best : worth;
    }
}
