package io.arrears.terms;

import java.time.LocalDate;
import java.util.List;

/** What is known of the day of a retry: how long after the failure, which day of the week, which part of the month. */
public final class RetryDay {

    /** Days since the failure. */
    static final List<String> WAITS = List.of("0", "1", "2-3", "4-7", "8-14", "15+");

    static final List<String> WEEKDAYS = List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");
    /** Days of the month. */
    static final List<String> MONTH_PARTS = List.of("1-5", "6-10", "11-15", "16-20", "21-25", "26-31");

    private static final int[] LAST_DAYS = {0, 1, 3, 7, 14};

    private RetryDay() {}

    /** The range of {@link #WAITS} in which so many days are; fewer than none count as none. */
    static int wait(int days) {
        int place = 0;
        while (place < LAST_DAYS.length && days > LAST_DAYS[place]) {
            place++;
        }
        return place;
    }

    static int weekday(LocalDate day) {
        return day.getDayOfWeek().ordinal();
    }

    static int monthPart(LocalDate day) {
        return Math.min((day.getDayOfMonth() - 1) / 5, MONTH_PARTS.size() - 1);
    }
}
