package io.arrears.model.store;

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
 */
public record DriftProfile(String subject, double[] edges, List<String> levels, double[] counts) {

    private static final int TENTHS = 10;
    private static final int MOST_LEVELS = 20;
    private static final double[] NO_EDGES = {};

    /** Of training values; NaN is missing. */
    static DriftProfile of(String subject, double[] values) {
        double[] known = Arrays.stream(values)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        TreeSet<Double> edges = new TreeSet<>();
        for (int tenth = 1; tenth < TENTHS && known.length > 0; tenth++) {
            edges.add(known[(int) ((long) known.length * tenth / TENTHS)]);
        }
        DriftProfile empty = new DriftProfile(
                subject, edges.stream().mapToDouble(Double::doubleValue).toArray(), List.of(), NO_EDGES);
        return new DriftProfile(subject, empty.edges, empty.levels, empty.histogram(values));
    }

    /** Of training values; null is missing. The most frequent are counted one by one. */
    static DriftProfile of(String subject, String[] values) {
        TreeMap<String, Integer> seen = new TreeMap<>();
        Arrays.stream(values).filter(Objects::nonNull).forEach(value -> seen.merge(value, 1, Integer::sum));
        List<String> levels = new ArrayList<>(seen.keySet());
        levels.sort(Comparator.comparing(level -> -seen.get(level)));
        DriftProfile empty = new DriftProfile(
                subject, NO_EDGES, List.copyOf(levels.subList(0, Math.min(MOST_LEVELS, levels.size()))), NO_EDGES);
        return new DriftProfile(subject, empty.edges, empty.levels, empty.histogram(values));
    }

    /** Rows in each bin of this profile. */
    double[] histogram(double[] values) {
        double[] counts = new double[edges.length + 2];
        for (double value : values) {
            counts[Double.isNaN(value) ? edges.length + 1 : bin(value)]++;
        }
        return counts;
    }

    private int bin(double value) {
        int found = Arrays.binarySearch(edges, value);
        return found >= 0 ? found : -found - 1;
    }

    private int bin(String value) {
        int level = levels.indexOf(value);
        return level >= 0 ? level : levels.size();
    }

    /** As {@link #histogram(double[])}, for a category. */
    double[] histogram(String[] values) {
        double[] counts = new double[levels.size() + 2];
        for (String value : values) {
            counts[value == null ? levels.size() + 1 : bin(value)]++;
        }
        return counts;
    }
}
