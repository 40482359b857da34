package io.arrears.model.judge;

import io.arrears.model.data.ModelTask;
import java.util.stream.IntStream;

/**
 * An order by one column, such as anyone can apply without a model. A row whose column is unknown comes last; an
 * unknown past rate counts as the base rate.
 */
public enum Rule {
    LARGEST_FIRST,
    SMALLEST_FIRST,
    /** By days past due; failed payments by days since the first failure. */
    OLDEST_FIRST,
    NEWEST_FIRST,
    /** By the customer's own past rate of the event. */
    HIGHEST_PAST_RATE,
    LOWEST_PAST_RATE,
    /** By the rate of the event in the row's ageing bucket: the rates have the direction. */
    AGEING_BUCKET;

    private static final String BASELINE = "baseline:";

    /** What it is called in the figures. */
    public String baseline(ModelTask task) {
        return switch (this) {
            case HIGHEST_PAST_RATE -> task.pastRateBaseline();
            case LOWEST_PAST_RATE ->
                BASELINE + "lowest_" + task.pastRateBaseline().substring(BASELINE.length());
            case AGEING_BUCKET -> "baseline:ageing_bucket";
            case LARGEST_FIRST -> "baseline:largest_first";
            case SMALLEST_FIRST -> "baseline:smallest_first";
            case OLDEST_FIRST -> "baseline:oldest_first";
            case NEWEST_FIRST -> "baseline:newest_first";
        };
    }

    /** In plain words, for a sentence: {@code the oldest first}. */
    public String words() {
        return switch (this) {
            case LARGEST_FIRST -> "the largest first";
            case SMALLEST_FIRST -> "the smallest first";
            case OLDEST_FIRST -> "the oldest first";
            case NEWEST_FIRST -> "the newest first";
            case HIGHEST_PAST_RATE -> "the highest past rate of the customer first";
            case LOWEST_PAST_RATE -> "the lowest past rate of the customer first";
            case AGEING_BUCKET -> "the ageing bucket with the highest rate first";
        };
    }

    /**
     * What orders one row, the highest first; NaN, which comes last, where it is unknown.
     *
     * @param age as {@link Predictions#age}
     * @param past as {@link Predictions#past}
     * @param bucket its ageing bucket
     */
    public double score(double amount, double age, double past, String bucket, AgeingRates rates) {
        return switch (this) {
            case LARGEST_FIRST -> amount;
            case SMALLEST_FIRST -> -amount;
            case OLDEST_FIRST -> age;
            case NEWEST_FIRST -> -age;
            case HIGHEST_PAST_RATE -> Double.isNaN(past) ? rates.base() : past;
            case LOWEST_PAST_RATE -> -(Double.isNaN(past) ? rates.base() : past);
            case AGEING_BUCKET -> rates.of(bucket);
        };
    }

    /** {@link #score} of every row; unknown is the lowest number there is, so that it can be compared. */
    double[] scores(Predictions rows, AgeingRates rates) {
        return IntStream.range(0, rows.size())
                .mapToDouble(row -> {
                    double score =
                            score(rows.amount()[row], rows.age()[row], rows.past()[row], rows.bucket()[row], rates);
                    return Double.isNaN(score) ? -Double.MAX_VALUE : score;
                })
                .toArray();
    }
}
