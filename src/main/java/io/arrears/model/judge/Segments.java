package io.arrears.model.judge;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The parts of a period that are judged apart, by name, each as row numbers. */
public final class Segments {

    private static final int FEWEST = 100;
    private static final int MOST_VALUES = 8;

    private Segments() {}

    /** all, known_customers, new_customers, then the largest regions, customer segments and currencies where there
     * are several. */
    public static Map<String, int[]> of(Predictions rows) {
        Map<String, int[]> segments = new LinkedHashMap<>();
        segments.put("all", IntStream.range(0, rows.size()).toArray());
        put(segments, "known_customers", rows, row -> rows.seen()[row]);
        put(segments, "new_customers", rows, row -> !rows.seen()[row]);
        values(rows.region())
                .forEach(value -> put(segments, "region=" + value, rows, row -> value.equals(rows.region()[row])));
        values(rows.segment())
                .forEach(value -> put(segments, "segment=" + value, rows, row -> value.equals(rows.segment()[row])));
        values(rows.currency())
                .forEach(value -> put(segments, "currency=" + value, rows, row -> value.equals(rows.currency()[row])));
        return segments;
    }

    private static void put(Map<String, int[]> segments, String name, Predictions rows, IntPredicate belongs) {
        int[] chosen = IntStream.range(0, rows.size()).filter(belongs).toArray();
        if (chosen.length >= FEWEST) {
            segments.put(name, chosen);
        }
    }

    private static List<String> values(String[] column) {
        Map<String, Long> counts = Arrays.stream(column)
                .filter(Objects::nonNull)
                .collect(Collectors.groupingBy(value -> value, TreeMap::new, Collectors.counting()));
        return counts.size() < 2
                ? List.of()
                : counts.entrySet().stream()
                        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                        .limit(MOST_VALUES)
                        .map(Map.Entry::getKey)
                        .sorted()
                        .toList();
    }
}
