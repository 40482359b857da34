package io.arrears.model.judge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** One of ten bins of equal count, lowest probabilities first: what was promised and what happened. */
public record CalibrationBin(
        String slice,
        int bin,
        double meanPredicted,
        double observedRate,
        double lowest,
        double highest,
        long observations) {

    private static final int BINS = 10;

    static List<CalibrationBin> of(String slice, double[] raw, double[] probability, double[] outcome) {
        int[] order = IntStream.range(0, raw.length)
                .boxed()
                .sorted(Comparator.comparingDouble(row -> raw[row]))
                .mapToInt(Integer::intValue)
                .toArray();
        List<CalibrationBin> bins = new ArrayList<>();
        for (int bin = 0; bin < BINS; bin++) {
            int[] rows = Arrays.copyOfRange(order, order.length * bin / BINS, order.length * (bin + 1) / BINS);
            if (rows.length > 0) {
                bins.add(new CalibrationBin(
                        slice,
                        bin + 1,
                        mean(rows, probability),
                        mean(rows, outcome),
                        probability[rows[0]],
                        probability[rows[rows.length - 1]],
                        rows.length));
            }
        }
        return bins;
    }

    private static double mean(int[] rows, double[] values) {
        return IntStream.of(rows).mapToDouble(row -> values[row]).average().orElse(Double.NaN);
    }
}
