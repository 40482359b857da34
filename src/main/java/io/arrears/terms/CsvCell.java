package io.arrears.terms;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * One cell of a CSV file that people open in a spreadsheet. The only place that decides what is guarded and what is
 * quoted.
 *
 * <p>A spreadsheet runs text that begins with {@code = + - @ |}, a tab or a line break as a formula or a command; it
 * skips blanks before them and reads the full-width forms of the signs too. Such text gets an apostrophe in front.
 * Plain numbers stay as they are: {@code -12.50} and {@code +4} are numbers, {@code -1+2} is a formula.
 */
public final class CsvCell {

    /** The last four are the full-width forms. */
    private static final String SIGNS = "=+-@|\uFF1D\uFF0B\uFF0D\uFF20";

    private static final String BREAKS = "\t\r\n";

    /** Digits may be grouped, and a part after a point or a comma and an exponent may follow. */
    private static final Pattern NUMBER = Pattern.compile("[+-](\\d+([.,]\\d+)*|[.,]\\d+)([eE][+-]?\\d+)?");

    private CsvCell() {}

    /** A cell of this value: nothing for null, a number without an exponent, true or false, else guarded text. */
    public static String of(Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        return value instanceof Number || value instanceof Boolean ? value.toString() : text(value.toString());
    }

    /** A cell of this text. Empty text is quoted, so that it differs from null. */
    public static String text(String value) {
        String safe = isFormula(value) ? "'" + value : value;
        return safe.isEmpty() || needsQuotes(safe) ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }

    private static boolean isFormula(String value) {
        if (value.isEmpty()) {
            return false;
        }
        if (BREAKS.indexOf(value.charAt(0)) >= 0) {
            return true;
        }
        int start = 0;
        while (start < value.length() && isSkipped(value.charAt(start))) {
            start++;
        }
        return start < value.length()
                && SIGNS.indexOf(value.charAt(start)) >= 0
                && !NUMBER.matcher(value).matches();
    }

    /** Blanks of every width, control characters and marks that take no room. */
    private static boolean isSkipped(char c) {
        return Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || Character.isISOControl(c)
                || Character.getType(c) == Character.FORMAT;
    }

    /** A spreadsheet may take any usual separator for the one of this file. */
    private static boolean needsQuotes(String value) {
        return value.chars().anyMatch(c -> ",;\t\"\r\n".indexOf(c) >= 0);
    }
}
