package io.arrears.transform;

import java.time.LocalDate;
import java.time.temporal.IsoFields;

/** The quarter for which customers are drawn that are left alone, and the draw. */
final class Quarter {

    private static final int DIGITS = 13;

    private Quarter() {}

    /** {@code 2025-Q3}. */
    static String of(LocalDate day) {
        return day.getYear() + "-Q" + day.get(IsoFields.QUARTER_OF_YEAR);
    }

    /**
     * The text below which the hexadecimal hashes of this share of all customers are, as texts are compared: of a
     * hash that is spread evenly, 0.5 gives the half that begins with 0 to 7. Nothing is below the text of 0, every
     * hash below that of 1.
     */
    static String drawnBelow(double share) {
        long all = 1L << 4 * DIGITS;
        return share >= 1 ? "g" : String.format("%0" + DIGITS + "x", (long) (share * all));
    }
}
