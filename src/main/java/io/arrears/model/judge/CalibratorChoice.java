package io.arrears.model.judge;

import io.arrears.model.fit.Calibrator;
import io.arrears.model.fit.Calibrator.Kind;
import io.arrears.model.metric.Bootstrap;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * How scores become probabilities: by a line (Platt), unless steps (isotonic) are better beyond chance. Both are judged
 * on calibration rows held back from their fit: customers fall into two halves, each judged by the calibrator of the
 * other. The chosen kind is then fitted on all calibration rows.
 *
 * @param logLoss of each kind, by cross-fitting
 * @param crossFitted the probability of each calibration row by the calibrator of the other half
 */
public record CalibratorChoice(Calibrator calibrator, Map<Kind, Double> logLoss, double[] crossFitted) {

    /** With fewer cases of the rarer class steps follow chance. */
    static final int CASES_FOR_STEPS = 1_000;

    /** @param bootstrap draws the customers for the difference of the two losses */
    public static CalibratorChoice of(Predictions held, Bootstrap bootstrap) {
        boolean[] first = halves(held);
        Map<Kind, double[]> probabilities = new EnumMap<>(Kind.class);
        Map<Kind, Double> losses = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            double[] probability = new double[held.size()];
            fill(probability, kind, held, first, true);
            fill(probability, kind, held, first, false);
            probabilities.put(kind, probability);
            losses.put(
                    kind,
                    Arrays.stream(losses(probability, held.outcome())).average().orElse(Double.NaN));
        }
        boolean steps = rarer(held) >= CASES_FOR_STEPS
                && lead(probabilities.get(Kind.ISOTONIC), probabilities.get(Kind.PLATT), held, bootstrap)[1] < 0;
        Kind kind = steps ? Kind.ISOTONIC : Kind.PLATT;
        return new CalibratorChoice(Calibrator.fit(kind, held.raw(), held.outcome()), losses, probabilities.get(kind));
    }

    /** The loss of the chosen kind. */
    public double loss() {
        return logLoss.get(calibrator.kind());
    }

    /** Entities with the rarer outcome at some observation: rows of one are not independent. */
    private static int rarer(Predictions held) {
        Set<Integer> events = new HashSet<>();
        Set<Integer> others = new HashSet<>();
        for (int row = 0; row < held.size(); row++) {
            (held.outcome()[row] > 0.5 ? events : others).add(held.entity()[row]);
        }
        return Math.min(events.size(), others.size());
    }

    /**
     * Whether each row is in the first half: the customer with most rows first, each goes to the half with fewer rows.
     */
    private static boolean[] halves(Predictions held) {
        int[] rows = new int[held.customers()];
        for (int customer : held.customer()) {
            rows[customer]++;
        }
        boolean[] customerFirst = new boolean[rows.length];
        int[] order = IntStream.range(0, rows.length)
                .boxed()
                .sorted((a, b) -> rows[b] != rows[a] ? Integer.compare(rows[b], rows[a]) : Integer.compare(a, b))
                .mapToInt(Integer::intValue)
                .toArray();
        long balance = 0;
        for (int customer : order) {
            customerFirst[customer] = balance <= 0;
            balance += customerFirst[customer] ? rows[customer] : -rows[customer];
        }
        boolean[] first = new boolean[held.size()];
        for (int row = 0; row < first.length; row++) {
            first[row] = customerFirst[held.customer()[row]];
        }
        return first;
    }

    /** The probabilities of one half by the calibrator of the other. */
    private static void fill(double[] probability, Kind kind, Predictions held, boolean[] first, boolean half) {
        int[] fitted = rows(held.size(), row -> first[row] != half);
        Calibrator calibrator = Calibrator.fit(kind, pick(fitted, held.raw()), pick(fitted, held.outcome()));
        for (int row : rows(held.size(), each -> first[each] == half)) {
            probability[row] = calibrator.probability(held.raw()[row]);
        }
    }

    private static double[] losses(double[] probability, double[] outcome) {
        double[] losses = new double[probability.length];
        Arrays.setAll(losses, row -> -Math.log(outcome[row] > 0.5 ? probability[row] : 1 - probability[row]));
        return losses;
    }

    /** The 95 % interval of the mean loss of one less that of the other, over samples of customers. */
    private static double[] lead(double[] one, double[] other, Predictions held, Bootstrap bootstrap) {
        double[] ofOne = losses(one, held.outcome());
        double[] ofOther = losses(other, held.outcome());
        double[] difference = new double[held.customers()];
        double[] rows = new double[held.customers()];
        for (int row = 0; row < held.size(); row++) {
            difference[held.customer()[row]] += ofOne[row] - ofOther[row];
            rows[held.customer()[row]]++;
        }
        return Bootstrap.interval(IntStream.range(0, bootstrap.samples())
                .parallel()
                .mapToDouble(sample -> {
                    byte[] draws = bootstrap.draws(sample, rows.length);
                    double sum = 0;
                    double size = 0;
                    for (int customer = 0; customer < rows.length; customer++) {
                        sum += draws[customer] * difference[customer];
                        size += draws[customer] * rows[customer];
                    }
                    return sum / size;
                })
                .toArray());
    }

    private static int[] rows(int size, IntPredicate chosen) {
        return IntStream.range(0, size).filter(chosen).toArray();
    }

    private static double[] pick(int[] rows, double[] values) {
        return IntStream.of(rows).mapToDouble(row -> values[row]).toArray();
    }
}
