package io.arrears.terms;

import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.DateType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.apache.spark.sql.types.DataTypes.TimestampType;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The vocabulary of {@code sql/staging} as SQL functions: how text becomes a day, an amount, a yes or no. {@code
 * sql/DECISIONS.md} says what each accepts and why. The same rules as SQL expressions need minutes to compile.
 */
@SuppressWarnings("serial") // As Term.
public final class StagingTerms {

    /** Money as the text has it: {@code transform/Currencies} rounds columns of this type. */
    public static final DecimalType EXACT_MONEY = DataTypes.createDecimalType(24, NumberText.EXACT_SCALE);

    private static final DecimalType AMOUNT = DataTypes.createDecimalType(19, 4);
    private static final DecimalType RATE = DataTypes.createDecimalType(24, NumberText.RATE_SCALE);

    static final List<Term> ALL = List.of(
            new AsText(),
            new AsWord(),
            new KeyWithout(),
            new AsFlag(),
            new HasControl(),
            new AsMoney(),
            new AsCurrency(),
            new AsQuantity(),
            new AsRate(),
            new AsCount(),
            new IsOddNumber(),
            new IsRounded(),
            new WhyNoMoney(),
            new AsDay(),
            new AsInstant(),
            new IsOddDay(),
            new WhyNoDay(),
            new WhyNoSuccess());

    private StagingTerms() {}

    private static String text(UTF8String bytes) {
        return bytes == null ? null : bytes.toString();
    }

    private static Decimal decimal(BigDecimal number, DecimalType type) {
        return number == null ? null : Decimal.apply(number, type.precision(), type.scale());
    }

    /** {@code terms.as_text(text)}: without outer blanks and controls, null where nothing is left. */
    public static final class AsText extends Term {
        AsText() {
            super("as_text", StringType, true, StringType);
        }

        public static UTF8String invoke(UTF8String bytes) {
            return UTF8String.fromString(TextValue.clean(text(bytes)));
        }
    }

    /** {@code terms.as_word(text)}: as words are compared, null where nothing is left. */
    public static final class AsWord extends Term {
        AsWord() {
            super("as_word", StringType, true, StringType);
        }

        public static UTF8String invoke(UTF8String bytes) {
            return UTF8String.fromString(TextValue.word(text(bytes)));
        }
    }

    /** {@code terms.key_without(key, kind)}: the key as it is when this kind of difference does not count. */
    public static final class KeyWithout extends Term {
        KeyWithout() {
            super("key_without", StringType, true, StringType, StringType);
        }

        public static UTF8String invoke(UTF8String key, UTF8String kind) {
            return key == null ? null : UTF8String.fromString(KeyText.without(text(kind), text(key)));
        }
    }

    /** {@code terms.as_flag(text)}: yes, no or null. */
    public static final class AsFlag extends Term {
        AsFlag() {
            super("as_flag", BooleanType, true, StringType);
        }

        public static Boolean invoke(UTF8String bytes) {
            return TextValue.flag(text(bytes));
        }
    }

    /** {@code terms.has_control(text)}. */
    public static final class HasControl extends Term {
        HasControl() {
            super("has_control", BooleanType, false, StringType);
        }

        public static boolean invoke(UTF8String bytes) {
            return TextValue.hasControl(text(bytes));
        }
    }

    /** {@code terms.as_money(text)}: not yet rounded; what lies behind the eighth digit leaves a trace. */
    public static final class AsMoney extends Term {
        AsMoney() {
            super("as_money", EXACT_MONEY, true, StringType);
        }

        public static Decimal invoke(UTF8String bytes) {
            return decimal(NumberText.money(text(bytes)), EXACT_MONEY);
        }
    }

    /** {@code terms.as_currency(text)}: the code a row states; null where it states none, XXX among them. */
    public static final class AsCurrency extends Term {
        AsCurrency() {
            super("as_currency", StringType, true, StringType);
        }

        public static UTF8String invoke(UTF8String bytes) {
            String code = TextValue.clean(text(bytes));
            String upper = code == null ? null : code.toUpperCase(Locale.ROOT);
            return CurrencyUnit.UNKNOWN.equals(upper) ? null : UTF8String.fromString(upper);
        }
    }

    /** {@code terms.as_quantity(text)}: to four digits. */
    public static final class AsQuantity extends Term {
        AsQuantity() {
            super("as_quantity", AMOUNT, true, StringType);
        }

        public static Decimal invoke(UTF8String bytes) {
            return decimal(NumberText.quantity(text(bytes)), AMOUNT);
        }
    }

    /** {@code terms.as_rate(text)}: to ten digits. */
    public static final class AsRate extends Term {
        AsRate() {
            super("as_rate", RATE, true, StringType);
        }

        public static Decimal invoke(UTF8String bytes) {
            return decimal(NumberText.rate(text(bytes)), RATE);
        }
    }

    /** {@code terms.as_count(text)}: a whole number. */
    public static final class AsCount extends Term {
        AsCount() {
            super("as_count", IntegerType, true, StringType);
        }

        public static Integer invoke(UTF8String bytes) {
            return NumberText.count(text(bytes));
        }
    }

    /** {@code terms.is_odd_number(text)}: readable, but not written with digits, a minus and a point alone. */
    public static final class IsOddNumber extends Term {
        IsOddNumber() {
            super("is_odd_number", BooleanType, false, StringType);
        }

        public static boolean invoke(UTF8String bytes) {
            return NumberText.isOdd(text(bytes));
        }
    }

    /** {@code terms.is_rounded(text, digits)}: whether the number has more digits than are kept. */
    public static final class IsRounded extends Term {
        IsRounded() {
            super("is_rounded", BooleanType, false, StringType, IntegerType);
        }

        public static boolean invoke(UTF8String bytes, int digits) {
            return NumberText.isRounded(text(bytes), digits);
        }
    }

    /** {@code terms.why_no_money(text)}: a reason, null for an amount. */
    public static final class WhyNoMoney extends Term {
        WhyNoMoney() {
            super("why_no_money", StringType, true, StringType);
        }

        public static UTF8String invoke(UTF8String bytes) {
            return UTF8String.fromString(NumberText.whyNoMoney(text(bytes)));
        }
    }

    /** {@code terms.as_day(text)}. */
    public static final class AsDay extends Term {
        AsDay() {
            super("as_day", DateType, true, StringType);
        }

        /** Days since 1970-01-01. */
        public static Integer invoke(UTF8String bytes) {
            LocalDate day = DayText.day(text(bytes));
            return day == null ? null : (int) day.toEpochDay();
        }
    }

    /** {@code terms.as_instant(text)}. */
    public static final class AsInstant extends Term {
        AsInstant() {
            super("as_instant", TimestampType, true, StringType);
        }

        /** Microseconds since 1970-01-01 in UTC. */
        public static Long invoke(UTF8String bytes) {
            Instant instant = DayText.instant(text(bytes));
            return instant == null ? null : instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
        }
    }

    /** {@code terms.is_odd_day(text)}: readable, but not written year-month-day. */
    public static final class IsOddDay extends Term {
        IsOddDay() {
            super("is_odd_day", BooleanType, false, StringType);
        }

        public static boolean invoke(UTF8String bytes) {
            return DayText.isOdd(text(bytes));
        }
    }

    /** {@code terms.why_no_day(text)}: a reason, null for a day. */
    public static final class WhyNoDay extends Term {
        WhyNoDay() {
            super("why_no_day", StringType, true, StringType);
        }

        public static UTF8String invoke(UTF8String bytes) {
            return UTF8String.fromString(DayText.whyNoDay(text(bytes)));
        }
    }

    /**
     * {@code terms.why_no_success(word)}: a reason, null where the word says whether the money came, and where there is
     * none.
     */
    public static final class WhyNoSuccess extends Term {
        private static final UTF8String UNKNOWN = UTF8String.fromString("unknown_success_word");

        WhyNoSuccess() {
            super("why_no_success", StringType, true, StringType);
        }

        public static UTF8String invoke(UTF8String word) {
            return PaymentWords.isUnknown(text(word)) ? UNKNOWN : null;
        }
    }
}
