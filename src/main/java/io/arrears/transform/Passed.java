package io.arrears.transform;

import java.math.BigDecimal;
import java.util.Map;

/**
 * What was counted while one table went from raw to staging, in the one pass it takes.
 *
 * @param table the table
 * @param staged rows of staging
 * @param in figures of all rows: rows, refused, amount, gross (amounts without sign), worth (the same of
 *     orders by their value), and repairs by rule
 * @param out figures of staging: kept (source rows, copies included), later_copies, and at the as-of day
 *     clean, duplicate, not_yet
 */
record Passed(StagedTable table, long staged, Map<String, Number> in, Map<String, Number> out) {

    long rowsIn() {
        return count(in, "rows");
    }

    /** Rows that cannot be used by themselves. */
    long refused() {
        return count(in, "refused");
    }

    /** Source rows that staging keeps, copies included. */
    long kept() {
        return count(out, "kept");
    }

    /** Source rows that repeat another. */
    long duplicates() {
        return kept() - staged + count(out, "later_copies");
    }

    /** Source rows under keys that have different payloads, the staged first one aside. */
    long conflicting() {
        return rowsIn() - refused() - kept();
    }

    BigDecimal amountIn() {
        return amount(in, "amount");
    }

    /** Sum of the amounts without their signs. */
    BigDecimal grossIn() {
        return amount(in, "gross");
    }

    /** Sum of the money of the rows without its sign, whatever its currency. */
    BigDecimal worthIn() {
        return amount(in, "worth");
    }

    long fixed(String fix) {
        return count(in, fix);
    }

    /** Rows that are clean, duplicate or not_yet at the as-of day. */
    long at(String place) {
        return count(out, place);
    }

    BigDecimal amountAt(String place) {
        return amount(out, place + "_amount");
    }

    private static long count(Map<String, Number> figures, String name) {
        Number figure = figure(figures, name);
        return figure == null ? 0 : figure.longValue();
    }

    private static BigDecimal amount(Map<String, Number> figures, String name) {
        Number figure = figure(figures, name);
        return figure == null ? BigDecimal.ZERO : new BigDecimal(figure.toString());
    }

    /** Null is the sum of no rows. A figure that is not there was not counted, and is never taken for zero. */
    private static Number figure(Map<String, Number> figures, String name) {
        if (!figures.containsKey(name)) {
            throw new IllegalStateException("the figure " + name + " was not counted; there are " + figures.keySet());
        }
        return figures.get(name);
    }
}
