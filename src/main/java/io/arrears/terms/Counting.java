package io.arrears.terms;

import java.util.Locale;

/** How many of a thing, in a sentence. */
public final class Counting {

    private Counting() {}

    /** "1 payment", "2,000 payments". */
    public static String counted(long number, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
    }
}
