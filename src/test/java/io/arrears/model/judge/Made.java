package io.arrears.model.judge;

import io.arrears.model.SyntheticAbt;
import io.arrears.model.data.ModelTask;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;

/**
 * Made-up rows whose right verdict is known. A hidden chance decides each outcome; a model that knows it in part is good,
 * its probabilities can be squeezed, its order reversed. Amount, age and past rate say nothing unless a test makes them.
 */
public final class Made {

    private static final Evaluator EVALUATOR = new Evaluator(
            ModelTask.OVERDUE_INVOICE, "model", SyntheticAbt.settings(Map.of("model.bootstrap-samples", "100")));

    final double[] chance;
    final double[] outcome;
    final double[] amount;
    final double[] age;
    final int[] customer;
    private final double[] noise;

    private Made(int size, int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        chance = new double[size];
        outcome = new double[size];
        amount = new double[size];
        age = new double[size];
        customer = new int[size];
        noise = new double[size];
        for (int row = 0; row < size; row++) {
            chance[row] = 0.03 + 0.94 * random.nextDouble();
            outcome[row] = random.nextDouble() < chance[row] ? 1 : 0;
            amount[row] = 10 + random.nextInt(500);
            age[row] = random.nextInt(90);
            noise[row] = random.nextDouble();
            customer[row] = row;
        }
    }

    /** One customer a row. */
    public static Made rows(int size, int seed) {
        return new Made(size, seed);
    }

    Predictions scored(double[] raw) {
        double[] unknown = new double[raw.length];
        Arrays.fill(unknown, Double.NaN);
        return SomePredictions.with(
                SomePredictions.of(raw, outcome, amount),
                age,
                customer,
                unknown,
                SomePredictions.filled(raw.length, "1-30 Days"));
    }

    /** The rules, chosen on these rows as if they were training rows. */
    Rules rules() {
        return EVALUATOR.rules(scored(new double[chance.length]), rates());
    }

    private AgeingRates rates() {
        double rate = Arrays.stream(outcome).average().orElse(0.5);
        return new AgeingRates(rate, Map.of("1-30 Days", rate), outcome.length);
    }

    /** Judged with probabilities made of each row's chance. */
    Judged judged(DoubleUnaryOperator probability) {
        return judged(Arrays.stream(chance).map(probability).toArray(), rules());
    }

    Judged judged(double[] probability, Rules rules) {
        return EVALUATOR.judge(scored(probability), probability, rules, 0.5);
    }

    Evaluation evaluated(double[] probability, Rules rules) {
        return EVALUATOR.of(Evaluation.TEST, scored(probability), probability, rules, 0.5);
    }

    /**
     * A calibrated model that knows a share of what there is to know.
     *
     * @param share 1: the chance itself
     */
    public Judged knowing(double share) {
        double[] probability = new double[chance.length];
        Arrays.setAll(probability, row -> noise[row] < share ? chance[row] : 0.5);
        return judged(probability, rules());
    }

    /** The right order with probabilities near a half. */
    public Judged squeezed() {
        return judged(p -> 0.85 + (p - 0.5) / 20);
    }

    /** The wrong order. */
    public Judged reversed() {
        return judged(p -> 1 - p);
    }
}
