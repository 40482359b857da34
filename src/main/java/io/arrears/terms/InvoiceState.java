package io.arrears.terms;

import org.apache.spark.unsafe.types.UTF8String;

/**
 * What the state of an invoice says about the debt. The configuration ({@code ledger.states}) maps the words of a
 * source to states; an invoice whose word is in no list has none.
 */
public final class InvoiceState {

    private static final Words NO_DEBT = Words.of("void", "draft");
    private static final Words GIVEN_UP = Words.of("uncollectible", "written_off");

    private InvoiceState() {}

    /** Whether nothing is owed: it never was, or is not yet. Null is a debt. */
    public static boolean isVoid(String state) {
        return NO_DEBT.contain(state);
    }

    static boolean isVoid(UTF8String state) {
        return NO_DEBT.contain(state);
    }

    /** What the word of an invoice does to the debt, for people. */
    static String effect(String state) {
        if (state == null) {
            return "a word of no list, a debt";
        }
        return switch (state) {
            case "void" -> "void, no debt";
            case "draft" -> "draft, no debt yet";
            case "uncollectible", "written_off" ->
                state.replace('_', ' ') + ", what is open is written off from its day on";
            case "paid" -> "a debt until payments settle it";
            default -> "a debt";
        };
    }

    /** Whether what is open is written off, from the first day of the state on. */
    static boolean isGivenUp(UTF8String state) {
        return GIVEN_UP.contain(state);
    }
}
