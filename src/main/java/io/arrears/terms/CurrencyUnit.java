package io.arrears.terms;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Currency;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The minor unit of each currency by ISO 4217: two digits of EUR, none of JPY, three of KWD. A code that the standard
 * does not list has two. More than three are not kept.
 */
public final class CurrencyUnit {

    /** The code of a currency that is not known: its amounts are kept as finely as any, and never added. */
    public static final String UNKNOWN = "XXX";

    static final int MOST_DIGITS = 3;
    private static final int USUAL_DIGITS = 2;
    private static final UTF8String UNKNOWN_CODE = UTF8String.fromString(UNKNOWN);
    private static final int LETTERS = 26;
    private static final int CODE_LENGTH = 3;
    /** By the number that three letters make; SQL asks for every amount. */
    private static final byte[] DIGITS = digits();

    private CurrencyUnit() {}

    private static byte[] digits() {
        byte[] digits = new byte[LETTERS * LETTERS * LETTERS];
        Arrays.fill(digits, (byte) USUAL_DIGITS);
        for (Currency currency : Currency.getAvailableCurrencies()) {
            int own = currency.getDefaultFractionDigits();
            int place = place(UTF8String.fromString(currency.getCurrencyCode()));
            if (place >= 0) {
                // Metals, funds and XXX have no minor unit.
                digits[place] = (byte) (own < 0 ? MOST_DIGITS : Math.min(own, MOST_DIGITS));
            }
        }
        return digits;
    }

    /** Below zero where the text is no code. */
    private static int place(UTF8String code) {
        if (code == null || code.numBytes() != CODE_LENGTH) {
            return -1;
        }
        int place = 0;
        for (int i = 0; i < CODE_LENGTH; i++) {
            int letter = code.getByte(i) - 'A';
            if (letter < 0 || letter >= LETTERS) {
                return -1;
            }
            place = place * LETTERS + letter;
        }
        return place;
    }

    /** Digits behind the point; those of an unknown currency where there is no code. */
    static int digits(UTF8String code) {
        int place = place(code);
        return place < 0 ? MOST_DIGITS : DIGITS[place];
    }

    /** Digits behind the point of amounts in a currency; null is an unknown one. */
    public static int digits(String code) {
        return digits(UTF8String.fromString(code));
    }

    /** An amount rounded half up, away from zero, to the minor unit. */
    public static BigDecimal rounded(BigDecimal amount, String code) {
        return amount.setScale(digits(code), RoundingMode.HALF_UP);
    }

    /** Money of three digits as people write it: the third, which few currencies have, is left out where it is 0. */
    public static String plain(BigDecimal money) {
        String text = money.toPlainString();
        return money.scale() == MOST_DIGITS && text.endsWith("0") ? text.substring(0, text.length() - 1) : text;
    }

    /** Digits of what is as good as equal; amounts of an unknown currency are compared as those of most are. */
    static int comparedDigits(UTF8String code) {
        return code == null || code.equals(UNKNOWN_CODE) ? USUAL_DIGITS : digits(code);
    }

    /** Digits that people write behind the point of money in a currency; of an unknown one as of most. */
    public static int shownDigits(String code) {
        return comparedDigits(UTF8String.fromString(code));
    }

    /** The value of so many minor units: 0.01 of EUR for 1, 1 of JPY, 0.001 of KWD; of an unknown currency 0.01. */
    public static BigDecimal units(BigDecimal count, String code) {
        return count.movePointLeft(comparedDigits(UTF8String.fromString(code)));
    }
}
