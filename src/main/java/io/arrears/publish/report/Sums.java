package io.arrears.publish.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Adds the rows of one currency; sums come before ratios, and two currencies never meet. */
final class Sums {

    private Sums() {}

    /**
     * One row for each value of the key, in its order: the sums of the columns, exact where they are amounts.
     *
     * @throws IllegalArgumentException when the facts have amounts in more than one currency
     */
    static List<Fact> by(List<Fact> facts, String key, String... columns) {
        if (facts.stream()
                        .filter(fact -> fact.values().containsKey("currency"))
                        .map(fact -> fact.text("currency"))
                        .distinct()
                        .count()
                > 1) {
            throw new IllegalArgumentException(
                    "amounts of several currencies cannot be added: choose one before summing by " + key);
        }
        Map<String, Map<String, Object>> groups = new TreeMap<>();
        for (Fact fact : facts) {
            Map<String, Object> group = groups.computeIfAbsent(fact.text(key), any -> {
                Map<String, Object> values = new LinkedHashMap<>();
                values.put(key, fact.get(key));
                return values;
            });
            for (String column : columns) {
                group.merge(column, fact.knows(column) ? fact.get(column) : BigDecimal.ZERO, Sums::plus);
            }
        }
        List<Fact> rows = new ArrayList<>();
        groups.values().forEach(values -> rows.add(new Fact(values)));
        return rows;
    }

    static BigDecimal total(List<Fact> facts, String column) {
        return facts.stream().map(fact -> fact.money(column)).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** The first row with this value. */
    static Fact first(List<Fact> facts, String column, String value) {
        return facts.stream()
                .filter(fact -> fact.is(column, value))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no row has " + column + " = " + value));
    }

    /** The row with one more value. */
    static Fact with(Fact fact, String column, Object value) {
        Map<String, Object> values = new LinkedHashMap<>(fact.values());
        values.put(column, value);
        return new Fact(values);
    }

    private static Object plus(Object one, Object other) {
        return exact(one).add(exact(other));
    }

    private static BigDecimal exact(Object value) {
        return value instanceof BigDecimal exact ? exact : new BigDecimal(value.toString());
    }
}
