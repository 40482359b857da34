package io.arrears.terms;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a source writes numbers. Digits with a point are read as they are; other notations only where they have one
 * meaning: {@code 0,125} and {@code 12,5} are decimals. {@code 1.234} has two; it is read as it is, {@code 1,234} as a
 * thousand, unless {@link NumberStyle} finds another meaning in its column.
 */
public final class NumberText {

    private static final int MONEY_SCALE = 4;
    private static final int WHOLE_DIGITS = 15;
    /** One digit less than a sum may have. */
    private static final int MONEY_WHOLE_DIGITS = 14;
    /** Digits behind the point of money that is not yet rounded to the minor unit of its currency. */
    static final int EXACT_SCALE = 8;

    static final int RATE_SCALE = 10;
    private static final int RATE_WHOLE_DIGITS = 14;

    /** A database prints as many digits as it holds. More than this no ledger means, and no text is worth reading. */
    private static final int LONGEST = 400;

    private static final Pattern PLAIN = Pattern.compile("[-+]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][-+]?\\d{1,2})?");
    private static final Pattern SIGNS = Pattern.compile("\\p{Sc}");
    private static final Pattern GROUP_BLANK =
            Pattern.compile("(?<=\\d)[ \u00A0\u2009\u202F'\u2019_](?=\\d{3}(\\D|$))");
    private static final Pattern BRACKETS = Pattern.compile("\\(([^-+].*)\\)");
    private static final Pattern MINUS_BEHIND = Pattern.compile("([^-+].*)-");
    private static final Pattern POINT_GROUPS =
            Pattern.compile("[-+]?[1-9]\\d{0,2}((\\.\\d{3})+,\\d+|(\\.\\d{3}){2,})");
    private static final Pattern COMMA_GROUPS = Pattern.compile("[-+]?[1-9]\\d{0,2}(,\\d{2,3})*,\\d{3}(\\.\\d+)?");
    private static final Pattern COMMA_DECIMAL = Pattern.compile("[-+]?\\d+,\\d+");

    private NumberText() {}

    /**
     * Money before it is rounded to the minor unit of its currency; null when it is no number or has over 14 whole
     * digits. What lies behind the eighth digit leaves a trace in it and is cut off, so that an amount is rounded once:
     * 0.5 stays 0.5, and 0.4999999999 never becomes it.
     */
    public static BigDecimal money(String text) {
        BigDecimal number = read(text);
        if (number == null || number.precision() - number.scale() > MONEY_WHOLE_DIGITS) {
            return null;
        }
        BigDecimal cut = number.setScale(EXACT_SCALE, RoundingMode.DOWN);
        boolean isWhole = cut.compareTo(number) == 0 || cut.unscaledValue().testBit(0);
        return isWhole ? cut : cut.add(BigDecimal.valueOf(number.signum(), EXACT_SCALE));
    }

    /** Money in its currency, rounded half up from all digits. */
    public static BigDecimal money(String text, String currency) {
        BigDecimal exact = money(text);
        return exact == null ? null : CurrencyUnit.rounded(exact, currency);
    }

    /** Every digit of a number, NaN when the text is none. */
    public static double number(String text) {
        BigDecimal number = read(text);
        return number == null ? Double.NaN : number.doubleValue();
    }

    /** To four digits, up to 15 whole ones: quantities and unit prices. */
    static BigDecimal quantity(String text) {
        return scaled(read(text), MONEY_SCALE);
    }

    /** As {@link #money}, to ten digits: the value of one unit of a currency in another. */
    static BigDecimal rate(String text) {
        BigDecimal number = read(text);
        boolean fits = number != null && number.precision() - number.scale() <= RATE_WHOLE_DIGITS;
        return fits ? number.setScale(RATE_SCALE, RoundingMode.HALF_UP) : null;
    }

    static Integer count(String text) {
        BigDecimal number = scaled(read(text), 0);
        boolean fits = number != null && number.abs().compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) <= 0;
        return fits ? number.intValue() : null;
    }

    /** Whether a readable number has more digits than are kept. */
    static boolean isRounded(String text, int digits) {
        BigDecimal number = read(text);
        BigDecimal kept = digits > MONEY_SCALE ? rate(text) : scaled(number, digits);
        return kept != null && kept.compareTo(number) != 0;
    }

    /** Whether a readable number is written otherwise than with digits, a minus and a point. */
    static boolean isOdd(String written) {
        String text = TextValue.trimmed(written);
        if (text == null) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!(c >= '0' && c <= '9' || c == '.' || c == '-' && i == 0)) {
                return read(text) != null;
            }
        }
        return false;
    }

    /** Why a text is no usable amount; null when it is one. */
    public static String whyNoMoney(String text) {
        if (money(text) != null) {
            return null;
        }
        if (TextValue.clean(text) == null && !"NaN".equalsIgnoreCase(TextValue.trimmed(text))) {
            return "no_amount";
        }
        return read(text) == null ? "unreadable_amount" : "amount_out_of_range";
    }

    private static BigDecimal scaled(BigDecimal number, int digits) {
        if (number == null || number.precision() - number.scale() > WHOLE_DIGITS) {
            return null;
        }
        return number.setScale(digits, RoundingMode.HALF_UP).setScale(MONEY_SCALE);
    }

    private static BigDecimal read(String text) {
        String trimmed = TextValue.trimmed(text);
        if (trimmed == null || trimmed.length() > LONGEST) {
            return null;
        }
        BigDecimal plain = plain(trimmed);
        return plain != null ? plain : loose(trimmed);
    }

    private static BigDecimal plain(String text) {
        return PLAIN.matcher(text).matches() ? new BigDecimal(text) : null;
    }

    private static BigDecimal loose(String text) {
        String number = bare(text);
        if (number == null) {
            return null;
        }
        if (POINT_GROUPS.matcher(number).matches()) {
            return plain(number.replace(".", "").replace(',', '.'));
        }
        if (COMMA_GROUPS.matcher(number).matches()) {
            return plain(number.replace(",", ""));
        }
        return plain(COMMA_DECIMAL.matcher(number).matches() ? number.replace(',', '.') : number);
    }

    /** The digits with their points and commas and at most a sign before them; null where other blanks part them. */
    static String bare(String text) {
        String bare = TextValue.trimmed(
                GROUP_BLANK.matcher(SIGNS.matcher(text).replaceAll("")).replaceAll(""));
        if (bare == null) {
            return null;
        }
        Matcher brackets = BRACKETS.matcher(bare);
        Matcher behind = MINUS_BEHIND.matcher(bare);
        String signed = brackets.matches() ? "-" + brackets.group(1) : behind.matches() ? "-" + behind.group(1) : bare;
        String number = signed.replace(" ", "");
        return number.length() < signed.length() && !signed.matches("[-+] .*|.* ") ? null : number;
    }
}
