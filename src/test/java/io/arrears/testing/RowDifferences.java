package io.arrears.testing;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Where two engines disagree on the rows of one table. Decimals, whole numbers, days, text and booleans must be equal; of
 * doubles the last digits may differ, for a sum of them depends on the order of its rows.
 */
public final class RowDifferences {

    private static final double LAST_DIGITS = 1e-12;
    private static final int SHOWN = 5;

    private RowDifferences() {}

    /**
     * One line a difference, each with table, key and column; empty when both say the same. At most a few are shown, the
     * rest is counted.
     */
    public static List<String> between(
            String table,
            List<String> key,
            Collection<Map<String, Object>> spark,
            Collection<Map<String, Object>> postgres) {
        List<String> found = new ArrayList<>();
        Map<String, Map<String, Object>> left = keyed(table + " of Spark", key, spark, found);
        Map<String, Map<String, Object>> right = keyed(table + " of PostgreSQL", key, postgres, found);
        Set<String> keys = new TreeSet<>(left.keySet());
        keys.addAll(right.keySet());
        for (String each : keys) {
            if (!left.containsKey(each) || !right.containsKey(each)) {
                found.add(table + " " + each + ": only " + (left.containsKey(each) ? "Spark" : "PostgreSQL")
                        + " has this row");
            } else {
                compare(table + " " + each, left.get(each), right.get(each), found);
            }
        }
        if (found.size() > SHOWN) {
            String more = table + ": " + (found.size() - SHOWN) + " more";
            found = new ArrayList<>(found.subList(0, SHOWN));
            found.add(more);
        }
        return found;
    }

    private static Map<String, Map<String, Object>> keyed(
            String whose, List<String> key, Collection<Map<String, Object>> rows, List<String> found) {
        Map<String, Map<String, Object>> keyed = new TreeMap<>();
        for (Map<String, Object> row : rows) {
            String name = key.stream()
                    .map(column -> String.valueOf(plain(row.get(column))))
                    .toList()
                    .toString();
            if (keyed.put(name, row) != null) {
                found.add(whose + " has " + name + " twice");
            }
        }
        return keyed;
    }

    private static void compare(
            String row, Map<String, Object> spark, Map<String, Object> postgres, List<String> found) {
        if (!List.copyOf(spark.keySet()).equals(List.copyOf(postgres.keySet()))) {
            found.add(row + ": Spark has the columns " + spark.keySet() + ", PostgreSQL " + postgres.keySet());
            return;
        }
        Map<String, Object> other = new LinkedHashMap<>(postgres);
        spark.forEach((column, value) -> {
            if (!equal(plain(value), plain(other.get(column)))) {
                found.add(row + "." + column + ": Spark " + value + ", PostgreSQL " + other.get(column));
            }
        });
    }

    private static boolean equal(Object one, Object two) {
        if (one instanceof Double || two instanceof Double) {
            return one instanceof Number left
                    && two instanceof Number right
                    && near(left.doubleValue(), right.doubleValue());
        }
        return Objects.equals(one, two);
    }

    private static boolean near(double one, double two) {
        return Double.compare(one, two) == 0
                || Math.abs(one - two) <= LAST_DIGITS * Math.max(1, Math.max(Math.abs(one), Math.abs(two)));
    }

    /** One class for what both engines call by other names: numbers without trailing zeros, days, moments in UTC. */
    private static Object plain(Object value) {
        return value instanceof BigDecimal number
                ? plain(number)
                : value instanceof Long || value instanceof Integer || value instanceof Short
                        ? plain(BigDecimal.valueOf(((Number) value).longValue()))
                        : value instanceof java.sql.Date day
                                ? day.toLocalDate()
                                : value instanceof java.sql.Timestamp moment
                                        ? moment.toInstant()
                                        : value instanceof LocalDate day ? day : value;
    }

    private static BigDecimal plain(BigDecimal number) {
        return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    }
}
