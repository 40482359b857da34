package io.arrears.desk.file;

import io.arrears.desk.Refused;
import io.arrears.terms.DayOrder;
import io.arrears.terms.NumberStyle;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a file writes its days and amounts, by the rules of a run: one order of day and month for all columns, the
 * decimal sign of each column of amounts. Days that no row settles are not read; amounts that no row settles refuse the
 * file.
 */
final class FileStyles {

    private static final List<Field> DAYS = List.of(
            Field.PAID_ON,
            Field.INVOICE_DATE,
            Field.DUE_DATE,
            Field.ATTEMPTED_AT,
            Field.OBSERVED_ON,
            Field.SIGNUP_DATE);
    private static final List<Field> AMOUNTS = List.of(Field.AMOUNT, Field.OPEN_AMOUNT, Field.PAID_AMOUNT);

    private final int[] days;
    private final int[] amounts;
    private final Set<String> orders = new HashSet<>();
    private final Map<Integer, Set<String>> styles = new HashMap<>();
    private final Map<Integer, String> open = new HashMap<>();
    private final String order;

    /**
     * Reads all rows once.
     *
     * @throws Refused naming the column of amounts that can be read in two ways
     */
    FileStyles(CsvText text, Columns columns) {
        this.days = places(DAYS, columns);
        this.amounts = places(AMOUNTS, columns);
        while (text.next()) {
            if (text.problem() == null) {
                look(text.cells());
            }
        }
        text.restart();
        open.forEach((place, example) -> refuseOpen(columns.header().get(place), example, styles.get(place)));
        orders.remove(DayOrder.SAME);
        boolean either = orders.remove(DayOrder.EITHER);
        this.order =
                orders.size() == 1 ? orders.iterator().next() : orders.isEmpty() && !either ? DayOrder.DAY_FIRST : null;
    }

    private static int[] places(List<Field> fields, Columns columns) {
        return fields.stream()
                .filter(columns::has)
                .mapToInt(columns.fields()::get)
                .toArray();
    }

    private void look(String[] cells) {
        for (int place : days) {
            String said = DayOrder.of(cells[place]);
            if (said != null) {
                orders.add(said);
            }
        }
        for (int place : amounts) {
            String said = NumberStyle.of(cells[place]);
            if (NumberStyle.EITHER.equals(said)) {
                open.putIfAbsent(place, cells[place]);
            } else if (said != null) {
                styles.computeIfAbsent(place, any -> new HashSet<>()).add(said);
            }
        }
    }

    private static void refuseOpen(String column, String example, Set<String> said) {
        if (said == null || said.size() > 1) {
            throw new Refused(
                    422,
                    "The column " + column + " writes " + example
                            + ", where the sign may part thousands or decimals, and "
                            + (said == null ? "no other value says which" : "other values are written both ways")
                            + ": write its amounts with a point before two decimals, such as 1234.50.");
        }
    }

    /** Writes what had two meanings in the form that has the one of its file. */
    String[] settled(String[] cells) {
        if (order != null) {
            for (int place : days) {
                cells[place] = DayOrder.yearFirst(cells[place], order);
            }
        }
        for (int place : open.keySet()) {
            cells[place] = NumberStyle.settled(
                    cells[place], styles.get(place).iterator().next());
        }
        return cells;
    }
}
