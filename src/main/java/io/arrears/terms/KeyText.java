package io.arrears.terms;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Keys of different spelling that people take for the same: each kind of difference is a word. */
final class KeyText {

    private static final Pattern MARKS = Pattern.compile("\\p{Mn}+");
    private static final Pattern LEADING_ZEROS = Pattern.compile("(?<!\\d)0+(?=\\d)");
    private static final Pattern POINT_ZERO = Pattern.compile("(?<=\\d)\\.0+$");
    private static final Pattern BLANKS = Pattern.compile("[\\s\\u00A0\\u2007\\u202F]+");

    private static final Map<String, UnaryOperator<String>> WITHOUT = Map.of(
            "case",
            text -> text.toLowerCase(Locale.ROOT),
            "case_and_accents",
            text -> composed(MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD))
                            .replaceAll(""))
                    .toLowerCase(Locale.ROOT),
            "leading_zeros",
            text -> LEADING_ZEROS.matcher(text).replaceAll(""),
            "point_zero",
            text -> POINT_ZERO.matcher(text).replaceAll(""),
            "unicode_form",
            KeyText::composed,
            "blanks",
            text -> BLANKS.matcher(text).replaceAll(""));

    private static final List<String> SEVERAL =
            List.of("unicode_form", "blanks", "point_zero", "leading_zeros", "case");

    private KeyText() {}

    /**
     * The key without what the kind of difference is about; {@code several} leaves out all but accents.
     *
     * @throws IllegalArgumentException when there is no such kind
     */
    static String without(String kind, String key) {
        if (kind.equals("several")) {
            String text = key;
            for (String each : SEVERAL) {
                text = WITHOUT.get(each).apply(text);
            }
            return text;
        }
        UnaryOperator<String> rule = WITHOUT.get(kind);
        if (rule == null) {
            throw new IllegalArgumentException("keys do not differ by " + kind + ": expected several or one of "
                    + new TreeSet<>(WITHOUT.keySet()));
        }
        return rule.apply(key);
    }

    private static String composed(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC);
    }
}
