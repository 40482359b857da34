package io.arrears.desk;

import io.arrears.transform.DayText;
import io.arrears.transform.TextValue;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One row and the places of its fields.
 *
 * @param raw as it was written, to show it
 */
record Row(int line, String[] cells, String raw, Columns columns, Map<Integer, FeatureColumns.Unreadable> unreadable) {

    /** The debt it is about: the claim, else the invoice, else the order it names. */
    Optional<String> debt() {
        for (Field field : List.of(Field.CLAIM_ID, Field.INVOICE_ID, Field.ORDER_ID)) {
            String name = text(field);
            if (name != null) {
                return Optional.of(field + " " + name);
            }
        }
        return Optional.empty();
    }

    /** The text of a field; null when the file has no such column, or nothing there. */
    String text(Field field) {
        Integer place = columns.fields().get(field);
        return place == null ? null : TextValue.clean(cells[place]);
    }

    /** The first of these fields that says something. */
    String first(Field... fields) {
        for (Field field : fields) {
            String text = text(field);
            if (text != null) {
                return text;
            }
        }
        return null;
    }

    /** A day; null and counted when it cannot be read. */
    LocalDate day(Field field) {
        String text = text(field);
        LocalDate day = text == null ? null : DayText.day(text);
        if (text != null && day == null) {
            FeatureColumns.miss(unreadable, columns, columns.fields().get(field), line);
        }
        return day;
    }

    /** A whole number; null and counted when it cannot be read. */
    Integer count(Field field) {
        String text = text(field);
        if (text == null) {
            return null;
        }
        double number = io.arrears.transform.NumberText.number(text);
        if (Double.isNaN(number) || Math.abs(number) > 100_000) {
            FeatureColumns.miss(unreadable, columns, columns.fields().get(field), line);
            return null;
        }
        return (int) Math.round(number);
    }
}
