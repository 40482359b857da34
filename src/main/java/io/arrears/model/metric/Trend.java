package io.arrears.model.metric;

import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.regression.SimpleRegression;

/**
 * How far a company moves by itself. Histories grow, quarters end, and a bad month is a bad month of everyone: rows of
 * one day differ from those of the training period though nothing is wrong. How much is seen on the days between the
 * two.
 */
public final class Trend {

    /** With fewer days the line through them says nothing. */
    static final int FEWEST_DAYS = 6;

    private Trend() {}

    /**
     * What the stability index of a day stays below when that day goes on as the days before it did: the upper bound of
     * the prediction of a line through the square roots of the indexes, which are distances. A line never falls.
     *
     * @param day of each index
     * @param alarms the accepted chance of a false alarm
     * @return 0 where there are too few days to say
     */
    public static double limit(double[] day, double[] index, double today, double alarms) {
        if (day.length < FEWEST_DAYS) {
            return 0;
        }
        SimpleRegression line = new SimpleRegression();
        for (int i = 0; i < day.length; i++) {
            line.addData(day[i], Math.sqrt(index[i]));
        }
        double middle = mean(day);
        boolean rising = line.getSlope() > 0;
        // At its middle a line has the mean of the values, whatever its slope.
        double expected = line.predict(rising ? today : middle);
        double squares =
                rising ? line.getSumSquaredErrors() / (day.length - 2) : line.getTotalSumSquares() / (day.length - 1);
        double leverage = rising ? (today - middle) * (today - middle) / line.getXSumSquares() : 0;
        double quantile = new TDistribution(day.length - (rising ? 2 : 1)).inverseCumulativeProbability(1 - alarms);
        double farthest = expected + quantile * Math.sqrt(squares * (1 + 1.0 / day.length + leverage));
        return farthest * farthest;
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}
