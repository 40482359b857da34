package io.arrears.model.metric;

import java.io.Serializable;

/**
 * The line of a logistic regression with one input, logit(p) = intercept + slope × x. With x the logit of a forecast
 * it is the calibration line: slope 1 and intercept 0 when the forecast needs no correction.
 */
public record LogitLine(double intercept, double slope) implements Serializable {

    private static final double EDGE = 1e-6;
    private static final int STEPS = 50;

    /** The logit of a probability held inside [1e-6, 1 − 1e-6]. */
    public static double logit(double probability) {
        double inside = Math.min(1 - EDGE, Math.max(EDGE, probability));
        return Math.log(inside / (1 - inside));
    }

    public double at(double x) {
        return 1 / (1 + Math.exp(-(intercept + slope * x)));
    }

    /** Maximum likelihood by Newton's method; where x does not vary the slope stays 0. */
    public static LogitLine fit(double[] x, double[] outcome, double[] weight) {
        LogitLine line = new LogitLine(0, 0);
        for (int i = 0; i < STEPS; i++) {
            LogitLine next = line.step(x, line.at(x), outcome, weight);
            if (Math.abs(next.slope - line.slope) + Math.abs(next.intercept - line.intercept) < 1e-10) {
                return next;
            }
            line = next;
        }
        return line;
    }

    /** The probability at each x. */
    public double[] at(double[] x) {
        double[] probability = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            probability[i] = at(x[i]);
        }
        return probability;
    }

    /**
     * One Newton step from this line; from the line of the whole slice it is the bootstrap's one-step estimate.
     *
     * @param probability {@link #at} of every x, the same for every sample
     */
    public LogitLine step(double[] x, double[] probability, double[] outcome, double[] weight) {
        double g0 = 0;
        double g1 = 0;
        double h00 = 1e-9;
        double h01 = 0;
        double h11 = 1e-9;
        for (int i = 0; i < x.length; i++) {
            double p = probability[i];
            double residual = weight[i] * (outcome[i] - p);
            double curvature = weight[i] * p * (1 - p);
            g0 += residual;
            g1 += residual * x[i];
            h00 += curvature;
            h01 += curvature * x[i];
            h11 += curvature * x[i] * x[i];
        }
        double determinant = h00 * h11 - h01 * h01;
        if (determinant < 1e-12 * h00 * h11) {
            return new LogitLine(intercept + clamp(g0 / h00), slope);
        }
        return new LogitLine(
                intercept + clamp((h11 * g0 - h01 * g1) / determinant),
                slope + clamp((h00 * g1 - h01 * g0) / determinant));
    }

    /** Separable data would send the line to infinity. */
    private static double clamp(double change) {
        return Math.max(-4, Math.min(4, change));
    }
}
