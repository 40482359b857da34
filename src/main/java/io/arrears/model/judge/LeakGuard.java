package io.arrears.model.judge;

import io.arrears.model.feature.FeatureEncoding;
import io.arrears.model.metric.Metrics;
import io.arrears.model.metric.Ranking;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A single feature that nearly decides the outcome is the outcome in disguise, more often than not. Ages and days past
 * due may: an invoice 80 days late has little time left to be paid.
 */
public record LeakGuard(String feature, double auc) {

    static final double LIMIT = 0.95;
    private static final int MOST_ROWS = 50_000;
    private static final Pattern AGE =
            Pattern.compile("days_past_due|days_overdue|ageing_bucket|ageing_sort|days_since_\\w+"
                    + "|(?:\\w+_)?age_days|days_to_due|days_until_due");

    /** Features whose AUC on its own, in either direction, is above the limit; worst first. */
    public static List<LeakGuard> suspects(FeatureEncoding encoding, Predictions rows) {
        int size = Math.min(rows.size(), MOST_ROWS);
        List<FeatureEncoding.Slot> slots = encoding.slots();
        List<LeakGuard> suspects = new ArrayList<>();
        for (int slot = 0; slot < slots.size(); slot++) {
            if (AGE.matcher(slots.get(slot).feature()).matches()) {
                continue;
            }
            double[] value = column(rows, slot, size);
            double auc = auc(slots.get(slot).isIndex() ? byRate(value, rows.outcome()) : value, rows);
            if (Math.max(auc, 1 - auc) > LIMIT) {
                suspects.add(new LeakGuard(slots.get(slot).feature(), Math.max(auc, 1 - auc)));
            }
        }
        suspects.sort(Comparator.comparingDouble(suspect -> -suspect.auc()));
        return suspects;
    }

    private static double[] column(Predictions rows, int slot, int size) {
        return IntStream.range(0, size)
                .mapToDouble(row -> rows.vector()[row][slot])
                .toArray();
    }

    /** Category indexes have no order: each is replaced by its rate. */
    private static double[] byRate(double[] level, double[] outcome) {
        TreeMap<Double, double[]> counts = new TreeMap<>();
        for (int row = 0; row < level.length; row++) {
            double[] count = counts.computeIfAbsent(level[row], key -> new double[2]);
            count[0] += outcome[row];
            count[1]++;
        }
        return Arrays.stream(level)
                .map(key -> counts.get(key)[0] / counts.get(key)[1])
                .toArray();
    }

    private static double auc(double[] value, Predictions rows) {
        int[] every = IntStream.range(0, value.length).toArray();
        return Metrics.rocAuc(
                Ranking.of(every, value, value, rows.outcome(), rows.amount(), rows.customer(), rows.customers()));
    }

    public String message() {
        return "too good to be true: %s alone reaches AUC %.3f on calibration rows".formatted(feature, auc);
    }
}
