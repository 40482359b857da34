package io.arrears.terms;

import static org.apache.spark.sql.types.DataTypes.StringType;

import java.util.List;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * How the columns of a table write days and numbers, as SQL functions: what a value says of it, and the value settled.
 */
@SuppressWarnings("serial") // As Term.
public final class StyleTerms {

    static final List<Term> ALL = List.of(new DayOrderOf(), new YearFirst(), new NumberStyleOf(), new SettledNumber());

    private StyleTerms() {}

    private static String text(UTF8String bytes) {
        return bytes == null ? null : bytes.toString();
    }

    /** {@code terms.day_order(text)}: one of the names of {@link DayOrder}, or null. */
    public static final class DayOrderOf extends Term {
        DayOrderOf() {
            super("day_order", StringType, true, StringType);
        }

        public static UTF8String invoke(UTF8String bytes) {
            return UTF8String.fromString(DayOrder.of(text(bytes)));
        }
    }

    /** {@code terms.year_first(text, order)}. */
    public static final class YearFirst extends Term {
        YearFirst() {
            super("year_first", StringType, true, StringType, StringType);
        }

        public static UTF8String invoke(UTF8String bytes, UTF8String order) {
            return UTF8String.fromString(DayOrder.yearFirst(text(bytes), order.toString()));
        }
    }

    /** {@code terms.number_style(text)}: one of the names of {@link NumberStyle}, or null. */
    public static final class NumberStyleOf extends Term {
        NumberStyleOf() {
            super("number_style", StringType, true, StringType);
        }

        public static UTF8String invoke(UTF8String bytes) {
            return UTF8String.fromString(NumberStyle.of(text(bytes)));
        }
    }

    /** {@code terms.settled_number(text, style)}. */
    public static final class SettledNumber extends Term {
        SettledNumber() {
            super("settled_number", StringType, true, StringType, StringType);
        }

        public static UTF8String invoke(UTF8String bytes, UTF8String style) {
            return UTF8String.fromString(NumberStyle.settled(text(bytes), style.toString()));
        }
    }
}
