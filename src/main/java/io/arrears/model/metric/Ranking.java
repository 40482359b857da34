package io.arrears.model.metric;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Predictions of one slice by one scorer, best-ranked first, as plain arrays of equal length.
 *
 * @param score what ranks the rows, descending
 * @param probability the published probability, in the order of the score
 * @param outcome 1 when the event happened, else 0
 * @param amount money at stake, in one currency
 * @param customer index of the row's customer, 0 ≤ customer &lt; customers; rows of one customer are resampled together
 * @param customers how many customers the indexes range over
 */
public record Ranking(
        double[] score, double[] probability, double[] outcome, double[] amount, int[] customer, int customers) {

    private static final double EDGE = 1e-9;

    /** Sorts the chosen rows by score, then probability, both descending; rows equal in both keep their order. */
    public static Ranking of(
            int[] rows,
            double[] score,
            double[] probability,
            double[] outcome,
            double[] amount,
            int[] customer,
            int customers) {
        int[] order = sorted(rows, score, probability);
        return new Ranking(
                pick(order, score),
                pick(order, probability),
                pick(order, outcome),
                pick(order, amount),
                Arrays.stream(order).map(row -> customer[row]).toArray(),
                customers);
    }

    private static int[] sorted(int[] rows, double[] score, double[] probability) {
        return IntStream.of(rows)
                .boxed()
                .sorted((a, b) -> {
                    int byScore = Double.compare(score[b], score[a]);
                    return byScore != 0 ? byScore : Double.compare(probability[b], probability[a]);
                })
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static double[] pick(int[] rows, double[] values) {
        return Arrays.stream(rows).mapToDouble(row -> values[row]).toArray();
    }

    public int size() {
        return score.length;
    }

    /** Negative log likelihood of each row, its probability held inside [1e-9, 1 − 1e-9]. */
    public double[] logLosses() {
        double[] losses = new double[size()];
        for (int i = 0; i < losses.length; i++) {
            losses[i] = -Math.log(Math.max(EDGE, outcome[i] > 0.5 ? probability[i] : 1 - probability[i]));
        }
        return losses;
    }

    /** Weight one for every row: the slice as it is. */
    public double[] ones() {
        double[] ones = new double[size()];
        Arrays.fill(ones, 1);
        return ones;
    }
}
