package io.arrears.terms;

import static org.apache.spark.sql.types.DataTypes.StringType;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.unsafe.types.UTF8String;

/** How amounts are rounded, compared and divided, as SQL functions. Each calls the Java method that states the rule. */
@SuppressWarnings("serial") // As Term.
public final class MoneyTerms {

    private static final UTF8String UNKNOWN_CURRENCY = UTF8String.fromString(CurrencyUnit.UNKNOWN);
    /** Amounts as tables hold them. */
    private static final DecimalType MONEY = DataTypes.createDecimalType(19, 4);
    /** Amounts as marts hold them. */
    private static final DecimalType PUBLISHED = DataTypes.createDecimalType(19, 3);
    /** Amounts before they are rounded. */
    private static final DecimalType EXACT = DataTypes.createDecimalType(38, NumberText.EXACT_SCALE);

    static final List<Term> ALL = List.of(
            new InCurrency(),
            new Published(),
            new MoneyText(),
            new MinorUnits(),
            new UnknownCurrency(),
            new PartOf(),
            new OpenUpTo());

    private MoneyTerms() {}

    /**
     * {@code terms.in_currency(amount, currency)}: rounded to its minor unit; null where it is too large to be held.
     */
    public static final class InCurrency extends Term {
        InCurrency() {
            super("in_currency", MONEY, true, EXACT, StringType);
        }

        public static Decimal invoke(Decimal amount, UTF8String currency) {
            return amount == null ? null : held(rounded(amount, currency), MONEY);
        }
    }

    /**
     * {@code terms.published(amount, currency)}: rounded to its minor unit as marts hold it; null where it cannot be
     * held.
     */
    public static final class Published extends Term {
        Published() {
            super("published", PUBLISHED, true, EXACT, StringType);
        }

        public static Decimal invoke(Decimal amount, UTF8String currency) {
            return amount == null ? null : held(rounded(amount, currency), PUBLISHED);
        }
    }

    /** {@code terms.money_text(amount, currency)}: with the digits of its minor unit, for sentences. */
    public static final class MoneyText extends Term {
        MoneyText() {
            super("money_text", StringType, true, EXACT, StringType);
        }

        public static UTF8String invoke(Decimal amount, UTF8String currency) {
            return amount == null
                    ? null
                    : UTF8String.fromString(rounded(amount, currency).toPlainString());
        }
    }

    /** {@code terms.minor_units(count, currency)}: the value of so many minor units. */
    public static final class MinorUnits extends Term {
        MinorUnits() {
            super("minor_units", MONEY, true, EXACT, StringType);
        }

        public static Decimal invoke(Decimal count, UTF8String currency) {
            return count == null ? null : Units.of(count).byDigits()[CurrencyUnit.comparedDigits(currency)];
        }

        /** A run asks for one count, for every amount that it compares. */
        private record Units(Decimal count, Decimal[] byDigits) {

            private static volatile Units last;

            static Units of(Decimal count) {
                Units units = last;
                if (units == null || units.count != count && !units.count.equals(count)) {
                    Decimal[] byDigits = new Decimal[CurrencyUnit.MOST_DIGITS + 1];
                    for (int digits = 0; digits < byDigits.length; digits++) {
                        byDigits[digits] = held(count.toJavaBigDecimal().movePointLeft(digits), MONEY);
                    }
                    units = new Units(count, byDigits);
                    last = units;
                }
                return units;
            }
        }
    }

    private static BigDecimal rounded(Decimal amount, UTF8String currency) {
        return amount.toJavaBigDecimal().setScale(CurrencyUnit.digits(currency), RoundingMode.HALF_UP);
    }

    private static Decimal held(BigDecimal amount, DecimalType type) {
        return amount.precision() - amount.scale() > type.precision() - type.scale()
                ? null
                : Decimal.apply(amount.setScale(type.scale(), RoundingMode.HALF_UP), type.precision(), type.scale());
    }

    /** {@code terms.unknown_currency()}. */
    public static final class UnknownCurrency extends Term {
        UnknownCurrency() {
            super("unknown_currency", StringType, false);
        }

        public static UTF8String invoke() {
            return UNKNOWN_CURRENCY;
        }
    }

    /**
     * {@code terms.part_of(amount, from, to, whole, currency)}: what of the amount lies between two marks of a whole.
     */
    public static final class PartOf extends Term {
        PartOf() {
            super("part_of", MONEY, true, MONEY, MONEY, MONEY, MONEY, StringType);
        }

        public static Decimal invoke(Decimal amount, Decimal from, Decimal to, Decimal whole, UTF8String currency) {
            if (amount == null || from == null || to == null || whole == null) {
                return null;
            }
            return Decimal.apply(
                    Share.part(
                            amount.toJavaBigDecimal(),
                            from.toJavaBigDecimal(),
                            to.toJavaBigDecimal(),
                            whole.toJavaBigDecimal(),
                            CurrencyUnit.digits(currency)),
                    MONEY.precision(),
                    MONEY.scale());
        }
    }

    /**
     * {@code terms.open_up_to(open, charges, due later, tolerance)}: what is open of an invoice in the parts up to one.
     * Money settles the oldest part first, and charges are due with the last. So it is what is open less charges and
     * what is due later, and 0 where that is no more than the tolerance. Nothing is due later than the last part
     * (null): all is open.
     */
    public static final class OpenUpTo extends Term {
        OpenUpTo() {
            super("open_up_to", MONEY, true, MONEY, MONEY, MONEY, MONEY);
        }

        public static Decimal invoke(Decimal open, Decimal charges, Decimal later, Decimal tolerance) {
            if (open == null || later == null) {
                return open;
            }
            BigDecimal charged = charges == null
                    ? BigDecimal.ZERO
                    : charges.toJavaBigDecimal().max(BigDecimal.ZERO);
            BigDecimal upTo = open.toJavaBigDecimal().subtract(charged).subtract(later.toJavaBigDecimal());
            boolean counts = upTo.compareTo(tolerance.toJavaBigDecimal()) > 0;
            return Decimal.apply(counts ? upTo : BigDecimal.ZERO, MONEY.precision(), MONEY.scale());
        }
    }
}
