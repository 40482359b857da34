package io.arrears.sample;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

/**
 * The calendar of the sample company; a day is the number of days since 1970-01-01.
 *
 * <p>Orders begin on {@link #FIRST}. {@link #AS_OF} is the day of the demonstration: the columns the billing system
 * overwrites (status, amount_paid, paid_date, order status) hold the values of that day, and the truth is for that day.
 * Events go on until {@link #LAST}, so that a query beyond the as-of day sees a future.
 */
public final class Days {

    private static final int FIRST_YEAR = 2023;
    private static final int MONTHS = 12;

    public static final int FIRST = day(FIRST_YEAR, 1, 1);
    public static final int AS_OF = day(2025, 12, 31);
    public static final int LAST = day(2026, 2, 28);
    /** The last day of orders and invoices. */
    static final int LAST_SALE = day(2026, 1, 15);
    /** For a date that is not set. */
    static final int NONE = Integer.MIN_VALUE;

    private static final int TEXT_FROM = day(2017, 1, 1);
    private static final int TEXT_TO = day(2028, 12, 31);
    private static final byte[][] TEXT = new byte[TEXT_TO - TEXT_FROM + 1][];
    private static final int[] MONTH = new int[TEXT.length];
    private static final int[] DAY_OF_MONTH = new int[TEXT.length];

    static {
        for (int day = TEXT_FROM; day <= TEXT_TO; day++) {
            LocalDate date = LocalDate.ofEpochDay(day);
            TEXT[day - TEXT_FROM] = date.toString().getBytes(StandardCharsets.US_ASCII);
            MONTH[day - TEXT_FROM] = (date.getYear() - FIRST_YEAR) * MONTHS + date.getMonthValue() - 1;
            DAY_OF_MONTH[day - TEXT_FROM] = date.getDayOfMonth();
        }
    }

    private Days() {}

    static int day(int year, int month, int dayOfMonth) {
        return Math.toIntExact(LocalDate.of(year, month, dayOfMonth).toEpochDay());
    }

    /** Months since {@link #FIRST}, from 0. */
    static int monthOf(int day) {
        return MONTH[day - TEXT_FROM];
    }

    static int months() {
        return monthOf(LAST) + 1;
    }

    /** The given day of the month with this number since {@link #FIRST}. */
    static int inMonth(int month, int dayOfMonth) {
        return day(FIRST_YEAR + month / MONTHS, month % MONTHS + 1, dayOfMonth);
    }

    static int dayOfMonth(int day) {
        return DAY_OF_MONTH[day - TEXT_FROM];
    }

    /** 1 to 12. */
    static int monthOfYear(int month) {
        return month % MONTHS + 1;
    }

    /** {@code yyyy-mm-dd} in ASCII. */
    static byte[] text(int day) {
        return TEXT[day - TEXT_FROM];
    }

    /** Whether a row counts on the as-of day, by both clocks. */
    static boolean visible(int day, int known) {
        return day <= AS_OF && known <= AS_OF;
    }
}
