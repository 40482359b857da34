package io.arrears.model.fit;

import io.arrears.model.metric.LogitLine;
import java.io.Serializable;
import java.util.Arrays;

/**
 * Turns the raw score of a classifier into a probability, never reversing two scores. The probability stays inside
 * [floor, 1 − floor]: no finite sample proves a certainty.
 *
 * @param kind none, platt or isotonic
 * @param line the line on the logit of the score (platt)
 * @param steps the probability between scores (isotonic)
 */
public record Calibrator(Kind kind, LogitLine line, Isotonic steps, double floor) implements Serializable {

    public static final String RAW = "raw_score";
    public static final String CALIBRATED = "calibrated_prob";

    /** The ways to calibrate, the simplest first. */
    public enum Kind {
        NONE,
        PLATT,
        ISOTONIC
    }

    /** Fits one kind on scores and outcomes of rows the classifier has not seen. */
    public static Calibrator fit(Kind kind, double[] score, double[] outcome) {
        double floor = 1.0 / (2 * score.length + 2);
        return switch (kind) {
            case NONE -> new Calibrator(kind, null, null, floor);
            case PLATT -> new Calibrator(kind, rising(score, outcome), null, floor);
            case ISOTONIC -> new Calibrator(kind, null, Isotonic.fit(score, outcome), floor);
        };
    }

    /** A falling line would reverse the ranking; then the score says nothing and the base rate is all there is. */
    private static LogitLine rising(double[] score, double[] outcome) {
        double[] ones = new double[score.length];
        Arrays.fill(ones, 1);
        LogitLine line =
                LogitLine.fit(Arrays.stream(score).map(LogitLine::logit).toArray(), outcome, ones);
        if (line.slope() > 0) {
            return line;
        }
        return LogitLine.fit(new double[score.length], outcome, ones);
    }

    /** The probability of one raw score. */
    public double probability(double score) {
        double value =
                switch (kind) {
                    case NONE -> score;
                    case PLATT -> line.at(LogitLine.logit(score));
                    case ISOTONIC -> steps.at(score);
                };
        return Math.min(1 - floor, Math.max(floor, value));
    }
}
