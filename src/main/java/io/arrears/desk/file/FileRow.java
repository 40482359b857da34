package io.arrears.desk.file;

import io.arrears.terms.DayText;
import io.arrears.terms.NumberText;
import io.arrears.terms.TextValue;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * One row and the places of its fields.
 *
 * @param raw as it was written, to show it
 * @param unreadable where to count values that cannot be read
 */
record FileRow(int line, String[] cells, String raw, Columns columns, UnreadableValues unreadable) {

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
            unreadable.add(columns.fields().get(field), line);
        }
        return day;
    }

    /** A whole number; null and counted when it cannot be read. */
    Integer count(Field field) {
        String text = text(field);
        if (text == null) {
            return null;
        }
        double number = NumberText.number(text);
        if (Double.isNaN(number) || Math.abs(number) > 100_000) {
            unreadable.add(columns.fields().get(field), line);
            return null;
        }
        return (int) Math.round(number);
    }
}
