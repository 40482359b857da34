package io.arrears.terms;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * How an amount of an invoice is divided among the orders that it bills: in proportion, to the minor unit, nothing
 * lost.
 */
public final class Share {

    private Share() {}

    /**
     * The part that lies between two marks of a whole. Marks that follow each other from zero to the whole give parts
     * that add up to the amount: each part is cut to so many digits at its end, and the last one takes the rest.
     */
    public static BigDecimal part(BigDecimal amount, BigDecimal from, BigDecimal to, BigDecimal whole, int digits) {
        return cut(amount, to, whole, digits).subtract(cut(amount, from, whole, digits));
    }

    private static BigDecimal cut(BigDecimal amount, BigDecimal mark, BigDecimal whole, int digits) {
        return mark.signum() == 0
                ? BigDecimal.ZERO
                : mark.compareTo(whole) == 0
                        ? amount
                        : amount.multiply(mark).divide(whole, digits, RoundingMode.HALF_UP);
    }
}
