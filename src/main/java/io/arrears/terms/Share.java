package io.arrears.terms;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** How an amount of an invoice is divided among the orders that it bills: in proportion, to the cent, nothing lost. */
public final class Share {

    private static final int CENTS = 2;

    private Share() {}

    /**
     * The part that lies between two marks of a whole. Marks that follow each other from zero to the whole give parts that
     * add up to the amount: each part is cut to the cent at its end, and the last one takes the rest.
     */
    public static BigDecimal part(BigDecimal amount, BigDecimal from, BigDecimal to, BigDecimal whole) {
        return cut(amount, to, whole).subtract(cut(amount, from, whole));
    }

    private static BigDecimal cut(BigDecimal amount, BigDecimal mark, BigDecimal whole) {
        return mark.signum() == 0
                ? BigDecimal.ZERO
                : mark.compareTo(whole) == 0
                        ? amount
                        : amount.multiply(mark).divide(whole, CENTS, RoundingMode.HALF_UP);
    }
}
