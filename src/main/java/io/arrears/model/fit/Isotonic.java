package io.arrears.model.fit;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * A non-decreasing step function by pooling adjacent violators, linear between its points and constant outside.
 *
 * @param scores ascending
 * @param values the fitted mean at each score, non-decreasing
 */
record Isotonic(double[] scores, double[] values) implements Serializable {

    static Isotonic fit(double[] score, double[] outcome) {
        Integer[] order = IntStream.range(0, score.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(row -> score[row]));
        int blocks = 0;
        double[] first = new double[score.length];
        double[] last = new double[score.length];
        double[] sum = new double[score.length];
        double[] size = new double[score.length];
        for (int i = 0; i < order.length; i++) {
            double at = score[order[i]];
            if (blocks > 0 && last[blocks - 1] == at && first[blocks - 1] == at) {
                sum[blocks - 1] += outcome[order[i]];
                size[blocks - 1]++;
            } else {
                first[blocks] = at;
                last[blocks] = at;
                sum[blocks] = outcome[order[i]];
                size[blocks++] = 1;
            }
            boolean scoreEnds = i + 1 == order.length || score[order[i + 1]] != at;
            while (scoreEnds
                    && blocks > 1
                    && sum[blocks - 2] * size[blocks - 1] >= sum[blocks - 1] * size[blocks - 2]) {
                blocks--;
                last[blocks - 1] = last[blocks];
                sum[blocks - 1] += sum[blocks];
                size[blocks - 1] += size[blocks];
            }
        }
        return points(blocks, first, last, sum, size);
    }

    private static Isotonic points(int blocks, double[] first, double[] last, double[] sum, double[] size) {
        double[] scores = new double[2 * blocks];
        double[] values = new double[2 * blocks];
        int points = 0;
        for (int block = 0; block < blocks; block++) {
            double mean = sum[block] / size[block];
            scores[points] = first[block];
            values[points++] = mean;
            if (last[block] > first[block]) {
                scores[points] = last[block];
                values[points++] = mean;
            }
        }
        return new Isotonic(Arrays.copyOf(scores, points), Arrays.copyOf(values, points));
    }

    /** A half where no row says anything. */
    double at(double score) {
        if (scores.length == 0) {
            return 0.5;
        }
        int found = Arrays.binarySearch(scores, score);
        if (found >= 0) {
            return values[found];
        }
        int above = -found - 1;
        if (above == 0) {
            return values[0];
        }
        if (above == scores.length) {
            return values[scores.length - 1];
        }
        int below = above - 1;
        return values[below]
                + (values[above] - values[below]) * (score - scores[below]) / (scores[above] - scores[below]);
    }
}
