package io.arrears.model.fit;

/**
 * A fitted logistic regression.
 *
 * @param coefficients of the slots as they are
 * @param means of the slots in training: where a row adds nothing
 */
public record LinearClassifier(double[] coefficients, double intercept, double[] means) implements FittedClassifier {

    @Override
    public double raw(double[] vector) {
        double sum = intercept;
        for (int slot = 0; slot < vector.length; slot++) {
            sum += coefficients[slot] * vector[slot];
        }
        return 1 / (1 + Math.exp(-sum));
    }
}
