package io.arrears.model.store;

import io.arrears.model.metric.Spread;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How the values of one feature were distributed when a model was trained: tenths of the known numbers, or categories.
 *
 * @param subject the feature
 * @param edges upper bounds of the bins of a number, ascending; empty for a category
 * @param levels values of a category, each a bin; empty for a number
 * @param counts rows in each bin; after the bins of the values comes one for all others, the last is for missing values
 * @param spread how much another sample of customers would differ; null in cards of earlier releases
 * @param later the stability index of later days that were known at training; null as spread
 */
public record DriftProfile(
        String subject, double[] edges, List<String> levels, double[] counts, Spread spread, double[] later) {

    private static final int TENTHS = 10;
    private static final int MOST_LEVELS = 20;
    private static final double[] NO_EDGES = {};

    /** Of training values; NaN is missing. */
    static DriftProfile of(String subject, double[] values, int[] owner) {
        double[] known = Arrays.stream(values)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        TreeSet<Double> edges = new TreeSet<>();
        for (int tenth = 1; tenth < TENTHS && known.length > 0; tenth++) {
            edges.add(known[(int) ((long) known.length * tenth / TENTHS)]);
        }
        DriftProfile empty = new DriftProfile(
                subject, edges.stream().mapToDouble(Double::doubleValue).toArray(), List.of(), NO_EDGES, null, null);
        return empty.of(empty.bins(values), owner);
    }

    /** Of training values; null is missing. The most frequent are counted one by one. */
    static DriftProfile of(String subject, String[] values, int[] owner) {
        TreeMap<String, Integer> seen = new TreeMap<>();
        Arrays.stream(values).filter(Objects::nonNull).forEach(value -> seen.merge(value, 1, Integer::sum));
        List<String> levels = new ArrayList<>(seen.keySet());
        levels.sort(Comparator.comparing(level -> -seen.get(level)));
        DriftProfile empty = new DriftProfile(
                subject,
                NO_EDGES,
                List.copyOf(levels.subList(0, Math.min(MOST_LEVELS, levels.size()))),
                NO_EDGES,
                null,
                null);
        return empty.of(empty.bins(values), owner);
    }

    private DriftProfile of(int[] bins, int[] owner) {
        return new DriftProfile(subject, edges, levels, histogram(bins), Spread.of(bins, size(), owner), null);
    }

    /** The same with the indexes of later days. */
    DriftProfile with(double[] laterDays) {
        return new DriftProfile(subject, edges, levels, counts, spread, laterDays);
    }

    /** How many bins there are. */
    private int size() {
        return Math.max(edges.length, levels.size()) + 2;
    }

    /** The bin of each number. */
    int[] bins(double[] values) {
        return Arrays.stream(values)
                .mapToInt(value -> Double.isNaN(value) ? edges.length + 1 : bin(value))
                .toArray();
    }

    private int bin(double value) {
        int found = Arrays.binarySearch(edges, value);
        return found >= 0 ? found : -found - 1;
    }

    /** The bin of each value of a category. */
    int[] bins(String[] values) {
        return Arrays.stream(values)
                .mapToInt(value -> value == null ? levels.size() + 1 : bin(value))
                .toArray();
    }

    private int bin(String value) {
        int level = levels.indexOf(value);
        return level >= 0 ? level : levels.size();
    }

    /** Rows in each bin of this profile. */
    double[] histogram(int[] bins) {
        double[] found = new double[size()];
        for (int bin : bins) {
            found[bin]++;
        }
        return found;
    }

    /** How much the bins of other rows would spread. */
    Spread spread(int[] bins, int[] owner) {
        return Spread.of(bins, size(), owner);
    }
}
