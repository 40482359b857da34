package io.arrears.model;

import io.arrears.model.judge.Evaluation;
import io.arrears.model.judge.Predictions;
import io.arrears.model.metric.Bootstrap;
import io.arrears.model.metric.Metrics;
import io.arrears.model.metric.Ranking;
import io.arrears.model.store.ModelCard;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Whether a challenger replaces the champion.
 *
 * @param promoted whether it does
 * @param reason why, with the figures
 */
public record Gate(boolean promoted, String reason) {

    private static final double SLOPE_LOW = 0.8;
    private static final double SLOPE_HIGH = 1.2;
    private static final double MOST_ECE = 0.05;

    /**
     * @param challenger the challenger's card
     * @param rows the newest test period, with the challenger's raw scores
     * @param champion the champion's raw scores of the same rows; empty when there is no champion that can score them
     * @param sameAlgorithm whether the champion is of the same algorithm: newer data are reason enough to replace it, another
     *     algorithm has to be better
     */
    static Gate judge(
            ModelCard challenger,
            Predictions rows,
            Optional<double[]> champion,
            boolean sameAlgorithm,
            Bootstrap bootstrap) {
        if (!challenger.suspects().isEmpty()) {
            return new Gate(false, String.join("; ", challenger.suspects()));
        }
        String calibration = calibration(challenger);
        if (champion.isEmpty()) {
            return new Gate(
                    true, "no champion that can score" + (calibration.isEmpty() ? "" : ", though " + calibration));
        }
        if (!calibration.isEmpty()) {
            return new Gate(false, calibration);
        }
        double[] lead = lead(rows, champion.get(), bootstrap);
        if (!sameAlgorithm) {
            return newcomer(lead);
        }
        return lead[1] < 0 ? new Gate(false, "worse: " + figures(lead)) : new Gate(true, "not worse: " + figures(lead));
    }

    private static Gate newcomer(double[] lead) {
        return lead[0] > 0
                ? new Gate(true, "better: " + figures(lead))
                : new Gate(false, "another algorithm, and no better: " + figures(lead));
    }

    private static String figures(double[] lead) {
        return "PR-AUC minus the champion's is between %.4f and %.4f on the same test rows".formatted(lead[0], lead[1]);
    }

    private static String calibration(ModelCard card) {
        double slope = Evaluation.value(card.metrics(), card.model(), "calibration_slope");
        double ece = Evaluation.value(card.metrics(), card.model(), "ece");
        if (!(slope >= SLOPE_LOW && slope <= SLOPE_HIGH)) {
            return "calibration slope %.3f is outside %s to %s".formatted(slope, SLOPE_LOW, SLOPE_HIGH);
        }
        return ece <= MOST_ECE ? "" : "calibration error %.4f is above %s".formatted(ece, MOST_ECE);
    }

    private static double[] lead(Predictions rows, double[] champion, Bootstrap bootstrap) {
        int[] every = IntStream.range(0, rows.size()).toArray();
        Ranking ours = ranking(rows, every, rows.raw());
        Ranking theirs = ranking(rows, every, champion);
        return Bootstrap.interval(IntStream.range(0, bootstrap.samples())
                .parallel()
                .mapToDouble(sample -> {
                    byte[] draws = bootstrap.draws(sample, rows.entities());
                    return prAuc(ours, draws) - prAuc(theirs, draws);
                })
                .toArray());
    }

    private static Ranking ranking(Predictions rows, int[] every, double[] score) {
        return Ranking.of(every, score, score, rows.outcome(), rows.amount(), rows.entity(), rows.entities());
    }

    private static double prAuc(Ranking ranking, byte[] draws) {
        return Metrics.prAuc(ranking, Bootstrap.weights(ranking, draws));
    }
}
