package io.arrears.terms;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whether a column writes the decimal sign as a point or a comma. {@code 1.234} and {@code 1,234} have two meanings by
 * themselves: the other numbers of the column settle which, {@code 1.234,56} for one.
 */
public final class NumberStyle {

    /** Styles, as the configuration names them: {@code 1,234.56} and {@code 1.234,56}. */
    public static final String POINT = "en";

    public static final String COMMA = "de";

    /** What a text says of the style: either is possible, and they give two numbers. */
    public static final String EITHER = "either";

    private static final Pattern OPEN = Pattern.compile("[-+]?[1-9]\\d{0,2}[.,]\\d{3}");
    private static final Pattern OPEN_POINT = Pattern.compile("(?<number>\\d{1,3}\\.\\d{3})");
    private static final Pattern OPEN_COMMA = Pattern.compile("(?<number>\\d{1,3},\\d{3})");

    private NumberStyle() {}

    /** The style a text is written in, or {@link #EITHER}; null where it is no number or has no sign that says so. */
    public static String of(String text) {
        if (text == null || text.indexOf('.') < 0 && text.indexOf(',') < 0) {
            return null;
        }
        String number = NumberText.bare(text);
        if (number == null || Double.isNaN(NumberText.number(number))) {
            return null;
        }
        if (OPEN.matcher(number).matches()) {
            return EITHER;
        }
        int point = number.lastIndexOf('.');
        int comma = number.lastIndexOf(',');
        if (point >= 0 && comma >= 0) {
            return point > comma ? POINT : COMMA;
        }
        boolean repeated = number.indexOf('.') < point || number.indexOf(',') < comma;
        // A sign that occurs twice separates thousands.
        return point >= 0 == repeated ? COMMA : POINT;
    }

    /**
     * What an open number of a column means by the others of it.
     *
     * @param hasPoint whether one is written with a decimal point
     * @param hasComma whether one is written with a decimal comma
     * @return the style; empty where nothing settles it, or they contradict each other
     */
    public static Optional<String> ofColumn(boolean hasPoint, boolean hasComma) {
        return hasPoint == hasComma ? Optional.empty() : Optional.of(hasComma ? COMMA : POINT);
    }

    /** The text in a form that has this meaning by itself; any other text as it is. */
    public static String settled(String text, String style) {
        if (!style.equals(COMMA) || !EITHER.equals(of(text))) {
            // Read by themselves, open numbers have a point for the decimal sign and a comma for thousands.
            return text;
        }
        String pointed = OPEN_POINT.matcher(text).replaceFirst("${number},0");
        return OPEN_COMMA.matcher(pointed).replaceFirst("${number}0");
    }
}
