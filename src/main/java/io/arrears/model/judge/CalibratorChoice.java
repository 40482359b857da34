package io.arrears.model.judge;

import io.arrears.model.fit.Calibrator;
import io.arrears.model.fit.Calibrator.Kind;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The kind with the smallest log loss on calibration rows held back from its fit: entities fall into two halves, each
 * judged by the calibrator of the other. The chosen kind is then fitted on all calibration rows.
 *
 * @param logLoss of each kind, by cross-fitting
 */
public record CalibratorChoice(Calibrator calibrator, Map<Kind, Double> logLoss) {

    public static CalibratorChoice of(double[] score, double[] outcome, int[] entity) {
        Map<Kind, Double> losses = new EnumMap<>(Kind.class);
        Kind best = Kind.NONE;
        for (Kind kind : Kind.values()) {
            double both = loss(kind, score, outcome, entity, 0) + loss(kind, score, outcome, entity, 1);
            losses.put(kind, both / score.length);
            best = losses.get(kind) < losses.get(best) ? kind : best;
        }
        return new CalibratorChoice(Calibrator.fit(best, score, outcome), losses);
    }

    /** Sum of the losses of one half under the calibrator of the other. */
    private static double loss(Kind kind, double[] score, double[] outcome, int[] entity, int half) {
        int[] judged = rows(entity.length, row -> entity[row] % 2 == half);
        int[] fitted = rows(entity.length, row -> entity[row] % 2 != half);
        Calibrator calibrator = Calibrator.fit(kind, pick(fitted, score), pick(fitted, outcome));
        double loss = 0;
        for (int row : judged) {
            double p = calibrator.probability(score[row]);
            loss -= Math.log(outcome[row] > 0.5 ? p : 1 - p);
        }
        return loss;
    }

    private static int[] rows(int size, IntPredicate chosen) {
        return IntStream.range(0, size).filter(chosen).toArray();
    }

    private static double[] pick(int[] rows, double[] values) {
        return IntStream.of(rows).mapToDouble(row -> values[row]).toArray();
    }
}
