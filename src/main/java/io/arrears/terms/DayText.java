package io.arrears.terms;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a source writes days. The calendar day counts as written: no time of day and no zone ever moves it.
 * {@code 03/04/2024} has two meanings and is not read; {@link DayOrder} finds the one it has in its table.
 */
public final class DayText {

    /** Years no ledger has are placeholders (1900-01-01, 9999-12-31) or typing errors. */
    private static final int FIRST_YEAR = 1950;

    private static final int LAST_YEAR = 2199;

    private static final String REST = "([T ]\\d.*)?";
    private static final Pattern YEAR_FIRST = Pattern.compile("(\\d{4,6})([-/.])(\\d{1,2})\\2(\\d{1,2})" + REST);
    private static final Pattern DIGITS = Pattern.compile("(\\d{4})()(\\d{2})(\\d{2})");
    private static final Pattern DOTTED = Pattern.compile("(\\d{1,2})\\.(\\d{1,2})\\.(\\d{4})" + REST);
    private static final Pattern INSTANT = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})[T ](\\d{2}):(\\d{2})(?::(\\d{2})"
            + "(?:\\.(\\d{1,9}))?)? ?(Z|UTC|[-+]\\d{2}(?::?\\d{2})?)?");

    private DayText() {}

    /** The day, null when the text is none or its year is out of range. */
    public static LocalDate day(String text) {
        LocalDate any = any(text);
        return any == null || any.getYear() < FIRST_YEAR || any.getYear() > LAST_YEAR ? null : any;
    }

    /** Why a text is no usable day; null when it is one. */
    static String whyNoDay(String text) {
        if (day(text) != null) {
            return null;
        }
        if (TextValue.clean(text) == null) {
            return "no_date";
        }
        return any(text) == null ? "unreadable_date" : "date_out_of_range";
    }

    /** Whether a readable day is not written year-month-day. */
    static boolean isOdd(String text) {
        String trimmed = TextValue.trimmed(text);
        return trimmed != null && !isIso(trimmed) && day(trimmed) != null;
    }

    /** The instant in UTC; a text without a zone is taken as UTC, a day as its midnight. */
    public static Instant instant(String text) {
        LocalDate day = day(text);
        if (day == null) {
            return null;
        }
        Matcher matcher = INSTANT.matcher(TextValue.trimmed(text));
        if (!matcher.matches()) {
            return day.atStartOfDay(ZoneOffset.UTC).toInstant();
        }
        try {
            String nanos = matcher.group(5) == null ? "0" : (matcher.group(5) + "000000000").substring(0, 9);
            int seconds = matcher.group(4) == null ? 0 : Integer.parseInt(matcher.group(4));
            LocalDateTime local = day.atTime(number(matcher, 2), number(matcher, 3), seconds, Integer.parseInt(nanos));
            String zone = matcher.group(6);
            return local.toInstant(zone == null || zone.equals("UTC") ? ZoneOffset.UTC : ZoneOffset.of(zone));
        } catch (DateTimeException e) {
            return day.atStartOfDay(ZoneOffset.UTC).toInstant();
        }
    }

    private static LocalDate any(String written) {
        String text = TextValue.trimmed(written);
        if (text == null) {
            return null;
        }
        if (isIso(text)) {
            return calendar(
                    Integer.parseInt(text, 0, 4, 10),
                    Integer.parseInt(text, 5, 7, 10),
                    Integer.parseInt(text, 8, 10, 10));
        }
        Matcher yearFirst = YEAR_FIRST.matcher(text);
        if (yearFirst.matches()) {
            return calendar(number(yearFirst, 1), number(yearFirst, 3), number(yearFirst, 4));
        }
        Matcher digits = DIGITS.matcher(text);
        if (digits.matches()) {
            return calendar(number(digits, 1), number(digits, 3), number(digits, 4));
        }
        Matcher dotted = DOTTED.matcher(text);
        return dotted.matches() ? calendar(number(dotted, 3), number(dotted, 2), number(dotted, 1)) : null;
    }

    /** {@code 2024-01-31}, alone or followed by a time. */
    private static boolean isIso(String text) {
        int length = text.length();
        boolean timed = length > 11 && " T".indexOf(text.charAt(10)) >= 0 && isDigit(text.charAt(11));
        if (length != 10 && !timed) {
            return false;
        }
        for (int i = 0; i < 10; i++) {
            boolean dash = i == 4 || i == 7;
            if (dash ? text.charAt(i) != '-' : !isDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }

    private static LocalDate calendar(int year, int month, int day) {
        try {
            return LocalDate.of(year, month, day);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
