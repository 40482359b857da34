package io.arrears.terms;

import java.util.List;

/** The bands of what a claim asks for, in its own currency. */
public final class ClaimSize {

    /** All names, the smallest first. */
    public static final List<String> BANDS = List.of("<25", "<100", "<500", ">=500");

    private ClaimSize() {}

    /** The band of an amount. */
    public static String of(double amount) {
        return BANDS.get(place(amount));
    }

    /** The place in {@link #BANDS} of an amount. */
    static int place(double amount) {
        return amount < 25 ? 0 : amount < 100 ? 1 : amount < 500 ? 2 : 3;
    }
}
