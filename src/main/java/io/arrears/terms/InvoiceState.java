package io.arrears.terms;

import org.apache.spark.unsafe.types.UTF8String;

/** What the status of an invoice says about the debt. */
final class InvoiceState {

    private static final Words VOID = Words.of("void", "voided");

    private InvoiceState() {}

    /** Whether nothing was ever owed. Null is no state. */
    static boolean isVoid(UTF8String status) {
        return VOID.contain(status);
    }
}
