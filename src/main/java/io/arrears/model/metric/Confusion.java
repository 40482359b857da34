package io.arrears.model.metric;

import java.util.Arrays;

/** The four counts at a threshold: an event is predicted when the probability reaches it. */
public record Confusion(double truePositives, double falsePositives, double trueNegatives, double falseNegatives) {

    static Confusion of(double[] probability, double[] outcome, double[] weight, double threshold) {
        double[] cells = new double[4];
        for (int i = 0; i < probability.length; i++) {
            int predicted = probability[i] >= threshold ? 0 : 2;
            int wrong = (predicted == 0) == (outcome[i] > 0.5) ? 0 : 1;
            cells[predicted + wrong] += weight[i];
        }
        return new Confusion(cells[0], cells[1], cells[2], cells[3]);
    }

    public double accuracy() {
        return (truePositives + trueNegatives) / (truePositives + falsePositives + trueNegatives + falseNegatives);
    }

    /** Share of the predicted events that happened; NaN when none was predicted. */
    public double precision() {
        return truePositives / (truePositives + falsePositives);
    }

    /** Share of the events that were predicted; NaN when there was none. */
    public double recall() {
        return truePositives / (truePositives + falseNegatives);
    }

    /**
     * The threshold with the highest F1 among the probabilities of the ranking, the highest such threshold on a tie;
     * 0.5 when the slice has no event.
     */
    public static double bestThreshold(Ranking ranking) {
        double[] probability = ranking.probability();
        double events = Arrays.stream(ranking.outcome()).sum();
        double best = 0;
        double threshold = 0.5;
        double hits = 0;
        for (int i = 0; i < probability.length; i++) {
            hits += ranking.outcome()[i];
            boolean stepEnds = i + 1 == probability.length || probability[i + 1] != probability[i];
            double f1 = 2 * hits / (i + 1 + events);
            if (stepEnds && f1 > best) {
                best = f1;
                threshold = probability[i];
            }
        }
        return threshold;
    }
}
