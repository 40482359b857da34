package io.arrears.publish.report;

import io.arrears.terms.CurrencyUnit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** What the values of a column are, and so how they are written for people and for spreadsheets. */
enum Kind {
    TEXT,
    DAY,
    COUNT,
    MONEY,
    SHARE,
    NUMBER;

    /** As people read it; a dash where nothing is known. */
    String shown(Object value) {
        if (value == null || value instanceof Double number && number.isNaN()) {
            return "–";
        }
        return switch (this) {
            case TEXT, DAY -> value instanceof Boolean yes ? yes ? "yes" : "no" : value.toString();
            case COUNT -> String.format(Locale.ROOT, "%,d", ((Number) value).longValue());
            case MONEY -> String.format(Locale.ROOT, "%,.2f", exact(value));
            case SHARE -> String.format(Locale.ROOT, "%.1f %%", 100 * ((Number) value).doubleValue());
            case NUMBER -> compact(((Number) value).doubleValue());
        };
    }

    /** As a spreadsheet reads it: no grouping, no unit, all digits. Empty where nothing is known. */
    String plain(Object value) {
        if (value == null || value instanceof Double number && number.isNaN()) {
            return "";
        }
        return value instanceof BigDecimal exact ? CurrencyUnit.plain(exact) : value.toString();
    }

    boolean isNumber() {
        return this != TEXT && this != DAY;
    }

    private static BigDecimal exact(Object value) {
        BigDecimal exact = value instanceof BigDecimal money ? money : new BigDecimal(value.toString());
        return exact.setScale(2, RoundingMode.HALF_UP);
    }

    private static String compact(double value) {
        int digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 3;
        String text = String.format(Locale.ROOT, "%,." + digits + "f", value);
        return text.equals("-0.000") ? "0.000" : text;
    }
}
