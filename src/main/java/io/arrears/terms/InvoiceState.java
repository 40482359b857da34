package io.arrears.terms;

import org.apache.spark.unsafe.types.UTF8String;

/**
 * What the state of an invoice says about the debt. The configuration ({@code ledger.states}) maps the words of a source to
 * states; an invoice whose word is in no list has none.
 */
public final class InvoiceState {

    private static final Words NO_DEBT = Words.of("void", "draft");

    private InvoiceState() {}

    /** Whether nothing is owed: it never was, or is not yet. Null is a debt. */
    public static boolean isVoid(String state) {
        return NO_DEBT.contain(state);
    }

    static boolean isVoid(UTF8String state) {
        return NO_DEBT.contain(state);
    }
}
