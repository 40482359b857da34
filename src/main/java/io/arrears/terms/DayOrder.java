package io.arrears.terms;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The order of day and month in days such as {@code 05/06/2024} or {@code 05-06-2024}, which have two meanings by
 * themselves. The columns of a table, or of a file, are written in one order: a single {@code 05/31/2024} settles it.
 */
public final class DayOrder {

    /** Orders, as the configuration names them. */
    public static final String DAY_FIRST = "dd/MM/yyyy";

    public static final String MONTH_FIRST = "MM/dd/yyyy";

    /** What a text says of the order: either is possible, and they give two days. */
    public static final String EITHER = "either";

    /** What a text says of the order: either is possible, and both give the same day. */
    public static final String SAME = "same";

    private static final Pattern PARTS = Pattern.compile("(\\d{1,2})([/-])(\\d{1,2})\\2(\\d{4})([T ]\\d.*)?");
    private static final int MONTHS = 12;

    private DayOrder() {}

    /** The order a text is written in, {@link #EITHER} or {@link #SAME}; null where it is no such day. */
    public static String of(String text) {
        Matcher parts = parts(text);
        if (parts == null) {
            return null;
        }
        int first = Integer.parseInt(parts.group(1));
        int second = Integer.parseInt(parts.group(3));
        if (first > MONTHS) {
            return second > MONTHS ? null : DAY_FIRST;
        }
        return second > MONTHS ? MONTH_FIRST : first == second ? SAME : EITHER;
    }

    /** The text with its year first, which has one meaning; any other text as it is. */
    public static String yearFirst(String text, String order) {
        Matcher parts = parts(text);
        if (parts == null) {
            return text;
        }
        boolean dayFirst = order.equals(DAY_FIRST);
        String month = parts.group(dayFirst ? 3 : 1);
        String day = parts.group(dayFirst ? 1 : 3);
        return parts.group(4) + "/" + month + "/" + day + (parts.group(5) == null ? "" : parts.group(5));
    }

    private static Matcher parts(String text) {
        // Nearly every day is written with its year first: then there is nothing to match.
        if (text == null || text.length() < 8 || isDigit(text, 0) && isDigit(text, 1) && isDigit(text, 2)) {
            return null;
        }
        String trimmed = TextValue.trimmed(text);
        Matcher parts = trimmed == null ? null : PARTS.matcher(trimmed);
        return parts != null && parts.matches() ? parts : null;
    }

    private static boolean isDigit(String text, int place) {
        return text.charAt(place) >= '0' && text.charAt(place) <= '9';
    }
}
