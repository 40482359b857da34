package io.arrears.terms;

import static org.apache.spark.sql.types.DataTypes.DateType;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import java.time.LocalDate;
import java.util.List;
import org.apache.spark.unsafe.types.UTF8String;

/** The day of a retry and the interval of a rate, as SQL functions. Null of null. */
@SuppressWarnings("serial") // As Term.
public final class RetryTerms {

    private static final UTF8String[] WAITS = BusinessTerms.bytes(RetryDay.WAITS);
    private static final UTF8String[] WEEKDAYS = BusinessTerms.bytes(RetryDay.WEEKDAYS);
    private static final UTF8String[] MONTH_PARTS = BusinessTerms.bytes(RetryDay.MONTH_PARTS);

    static final List<Term> ALL = List.of(new Wait(), new Weekday(), new MonthPart(), new RateLower(), new RateUpper());

    private RetryTerms() {}

    /** {@code terms.retry_wait(days since the failure)}. */
    public static final class Wait extends Term {
        Wait() {
            super("retry_wait", StringType, false, IntegerType);
        }

        public static UTF8String invoke(int days) {
            return WAITS[RetryDay.wait(days)];
        }
    }

    /** {@code terms.retry_weekday(day)}. */
    public static final class Weekday extends Term {
        Weekday() {
            super("retry_weekday", StringType, false, DateType);
        }

        public static UTF8String invoke(int day) {
            return WEEKDAYS[RetryDay.weekday(LocalDate.ofEpochDay(day))];
        }
    }

    /** {@code terms.month_part(day)}. */
    public static final class MonthPart extends Term {
        MonthPart() {
            super("month_part", StringType, false, DateType);
        }

        public static UTF8String invoke(int day) {
            return MONTH_PARTS[RetryDay.monthPart(LocalDate.ofEpochDay(day))];
        }
    }

    /** {@code terms.rate_lower(successes, attempts)}: the lower end of Wilson's 95 % interval; null of no attempts. */
    public static final class RateLower extends Term {
        RateLower() {
            super("rate_lower", DoubleType, true, LongType, LongType);
        }

        public static Double invoke(long successes, long attempts) {
            return attempts == 0 ? null : Wilson.lower(successes, attempts);
        }
    }

    /** {@code terms.rate_upper(successes, attempts)}: the upper end. */
    public static final class RateUpper extends Term {
        RateUpper() {
            super("rate_upper", DoubleType, true, LongType, LongType);
        }

        public static Double invoke(long successes, long attempts) {
            return attempts == 0 ? null : Wilson.upper(successes, attempts);
        }
    }
}
