package io.arrears.terms;

import org.apache.spark.unsafe.types.UTF8String;

/** What the status of an order says about its sale. */
final class OrderState {

    private static final Words CANCELLED = Words.of("cancelled", "canceled");

    private OrderState() {}

    /** Whether the sale was called off. Null is no state. */
    static boolean isCancelled(UTF8String status) {
        return CANCELLED.contain(status);
    }
}
