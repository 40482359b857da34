package io.arrears.model;

import io.arrears.model.metric.LogitLine;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.feature.SQLTransformer;
import org.apache.spark.ml.regression.IsotonicRegressionModel;

/**
 * Turns the raw score of a classifier into a probability, never reversing two scores. The probability stays inside
 * [floor, 1 − floor]: no finite sample proves a certainty.
 *
 * @param kind none, platt or isotonic
 * @param line the line on the logit of the score (platt)
 * @param scores ascending scores between which the probability is interpolated (isotonic)
 * @param probabilities the probability at each of them
 */
public record Calibrator(Kind kind, LogitLine line, double[] scores, double[] probabilities, double floor) {

    static final String RAW = "raw_score";
    static final String CALIBRATED = "calibrated_prob";
    private static final String ISOTONIC = "isotonic_prob";

    /** The ways to calibrate, the simplest first. */
    public enum Kind {
        NONE, PLATT, ISOTONIC
    }

    /** No calibration: for scoring the rows a calibrator is chosen on. */
    static Calibrator identity() {
        return new Calibrator(Kind.NONE, new LogitLine(0, 1), new double[0], new double[0], 0);
    }

    /** Fits one kind on scores and outcomes of rows the classifier has not seen. */
    static Calibrator fit(Kind kind, double[] score, double[] outcome) {
        double floor = 1.0 / (2 * score.length + 2);
        return switch (kind) {
            case NONE -> new Calibrator(kind, new LogitLine(0, 1), new double[0], new double[0], floor);
            case PLATT -> new Calibrator(kind, rising(score, outcome), new double[0], new double[0], floor);
            case ISOTONIC -> {
                Isotonic fitted = Isotonic.fit(score, outcome);
                yield new Calibrator(kind, new LogitLine(0, 1), fitted.scores(), fitted.values(), floor);
            }
        };
    }

    /** A falling line would reverse the ranking; then the score says nothing and the base rate is all there is. */
    private static LogitLine rising(double[] score, double[] outcome) {
        double[] ones = new double[score.length];
        Arrays.fill(ones, 1);
        LogitLine line = LogitLine.fit(Arrays.stream(score).map(LogitLine::logit).toArray(), outcome, ones);
        if (line.slope() > 0) {
            return line;
        }
        return LogitLine.fit(new double[score.length], outcome, ones);
    }

    /** The probability of one raw score, as the stored pipeline computes it. */
    public double probability(double score) {
        double value = switch (kind) {
            case NONE -> score;
            case PLATT -> line.at(LogitLine.logit(score));
            case ISOTONIC -> new Isotonic(scores, probabilities).at(score);
        };
        return Math.min(1 - floor, Math.max(floor, value));
    }

    /** Fitted stages that add {@link #RAW} and {@link #CALIBRATED} behind a classifier. */
    List<Transformer> stages() {
        IsotonicRegressionModel raw = interpolation("raw", new double[] {0, 1}, new double[] {0, 1})
                .setFeaturesCol(Classifier.PROBABILITY).setFeatureIndex(1).setPredictionCol(RAW);
        if (kind == Kind.ISOTONIC) {
            IsotonicRegressionModel isotonic = interpolation("isotonic", scores, probabilities)
                    .setFeaturesCol(RAW).setPredictionCol(ISOTONIC);
            return List.of(raw, isotonic, bounded(ISOTONIC));
        }
        return List.of(raw, bounded(kind == Kind.NONE ? RAW : plattSql()));
    }

    private static IsotonicRegressionModel interpolation(String uid, double[] scores, double[] values) {
        return new IsotonicRegressionModel(uid,
                new org.apache.spark.mllib.regression.IsotonicRegressionModel(scores, values, true));
    }

    private String plattSql() {
        String inside = "least(greatest(" + RAW + ", 1.0E-6D), " + (1 - 1e-6) + "D)";
        return "1D / (1D + exp(-(" + SqlText.number(line.intercept()) + " + " + SqlText.number(line.slope())
                + " * ln(" + inside + " / (1D - " + inside + ")))))";
    }

    private SQLTransformer bounded(String value) {
        return new SQLTransformer("bounded").setStatement("select *, least(greatest(" + value + ", "
                + SqlText.number(floor) + "), " + SqlText.number(1 - floor) + ") as " + CALIBRATED + " from __THIS__");
    }
}
