package io.arrears.publish.report;

import java.math.BigDecimal;
import java.util.Map;

/** One row that the report was given: values by column name; null where nothing is known. */
record Fact(Map<String, Object> values) {

    /**
     * The value of a column.
     *
     * @throws IllegalArgumentException when the row has no such column; the message lists those it has
     */
    Object get(String column) {
        if (!values.containsKey(column)) {
            throw new IllegalArgumentException("no column '" + column + "'; there are " + values.keySet());
        }
        return values.get(column);
    }

    /** The text of a value, empty when there is none. */
    String text(String column) {
        Object value = get(column);
        return value == null ? "" : value.toString();
    }

    /** An amount; nothing known counts as nothing, so ask {@link #knows} first where that matters. */
    BigDecimal money(String column) {
        Object value = get(column);
        return value == null
                ? BigDecimal.ZERO
                : value instanceof BigDecimal exact ? exact : new BigDecimal(value.toString());
    }

    /** A number; NaN when there is none. */
    double number(String column) {
        Object value = get(column);
        return value == null ? Double.NaN : ((Number) value).doubleValue();
    }

    long count(String column) {
        Object value = get(column);
        return value == null ? 0 : ((Number) value).longValue();
    }

    boolean knows(String column) {
        return get(column) != null;
    }

    boolean is(String column, String text) {
        return text(column).equals(text);
    }
}
