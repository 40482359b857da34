package io.arrears.config;

import java.util.Locale;

/** A word as words of a source and of the configuration are compared. */
public final class PlainWord {

    private PlainWord() {}

    /** In lower case, with one blank for each run of blanks, underscores and hyphens. */
    public static String of(String word) {
        return word.toLowerCase(Locale.ROOT).replaceAll("[\\s_-]+", " ").strip();
    }
}
