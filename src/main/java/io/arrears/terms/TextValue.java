package io.arrears.terms;

import io.arrears.config.PlainWord;
import java.util.Locale;
import java.util.Set;

/** How a source writes names, codes, yes and no, and nothing. What it says of a payment is in {@link PaymentWords}. */
public final class TextValue {

    /** Written by exports for a missing value. Exactly so: a customer may be called Null. */
    private static final Set<String> NOTHING = Set.of("NULL", "null", "\\N", "NaN", "nan", "None", "N/A", "n/a");

    static final Set<String> YES = Set.of("true", "t", "yes", "y", "1", "1.0", "on");
    static final Set<String> NO = Set.of("false", "f", "no", "n", "0", "0.0", "off");

    private TextValue() {}

    /** Without outer blanks and controls; tabs and line breaks inside become a blank. Null when nothing is left. */
    public static String clean(String text) {
        if (text == null) {
            return null;
        }
        String visible = hasControl(text) ? withoutControl(text) : text;
        String trimmed = trimmed(visible);
        return trimmed == null || NOTHING.contains(trimmed) ? null : trimmed;
    }

    /** A word as words are compared, {@link PlainWord}; null when nothing is left. */
    public static String word(String text) {
        String clean = clean(text);
        return clean == null ? null : PlainWord.of(clean);
    }

    /** Yes, no, or null when the word is neither. */
    public static Boolean flag(String text) {
        String word = clean(text);
        if (word == null) {
            return null;
        }
        String lower = word.toLowerCase(Locale.ROOT);
        return YES.contains(lower) ? Boolean.TRUE : NO.contains(lower) ? Boolean.FALSE : null;
    }

    static boolean hasControl(String text) {
        if (text == null) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (isControl(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** Without outer blanks of any kind, no-break ones included; null when nothing is left. */
    static String trimmed(String text) {
        if (text == null) {
            return null;
        }
        int from = 0;
        int to = text.length();
        while (from < to && isBlank(text.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(text.charAt(to - 1))) {
            to--;
        }
        return from == to ? null : text.substring(from, to);
    }

    private static String withoutControl(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isControl(c)) {
                kept.append(c);
            } else if (c == '\t' || c == '\n' || c == '\r') {
                kept.append(' ');
            }
        }
        return kept.toString();
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\u00A0' || Character.isWhitespace(c);
    }

    /** Controls, and characters without width that make equal-looking keys differ. */
    private static boolean isControl(char c) {
        return c < ' ' || c >= '\u007F' && c < '\u00A0' || c == '\u200B' || c == '\uFEFF';
    }
}
