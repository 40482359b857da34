package io.arrears.model.judge;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Predictions written out by a test; what it does not name is the same in every row. */
public final class SomePredictions {

    private SomePredictions() {}

    /** One entity a row, one day and currency, no region, no history. */
    public static Predictions of(double[] raw, double[] outcome, double[] amount) {
        int size = raw.length;
        return of(raw, outcome, amount, new int[size], filled(size, "USD"));
    }

    public static Predictions of(double[] raw, double[] outcome, double[] amount, int[] day, String[] currency) {
        int size = raw.length;
        double[] unknown = new double[size];
        Arrays.fill(unknown, Double.NaN);
        return new Predictions(
                raw,
                outcome,
                amount,
                day,
                IntStream.range(0, size).asDoubleStream().toArray(),
                IntStream.range(0, size).toArray(),
                size,
                IntStream.range(0, size).toArray(),
                size,
                currency,
                filled(size, "North"),
                filled(size, "Retail"),
                filled(size, "Not Due"),
                unknown,
                new boolean[size],
                new double[size][]);
    }

    /** The same rows with their ages, customers, past rates and ageing buckets. */
    public static Predictions with(Predictions rows, double[] age, int[] customer, double[] past, String[] bucket) {
        return new Predictions(
                rows.raw(),
                rows.outcome(),
                rows.amount(),
                rows.day(),
                age,
                rows.entity(),
                rows.entities(),
                customer,
                Arrays.stream(customer).max().orElse(-1) + 1,
                rows.currency(),
                rows.region(),
                rows.segment(),
                bucket,
                past,
                rows.seen(),
                rows.vector());
    }

    static String[] filled(int size, String text) {
        String[] all = new String[size];
        Arrays.fill(all, text);
        return all;
    }
}
