package io.arrears.terms;

import org.apache.spark.unsafe.types.UTF8String;

/** What the result and the type of a payment attempt say. Any case; null is none of the words. */
public final class PaymentWords {

    private static final Words SUCCESS =
            Words.of("success", "succeeded", "successful", "approved", "captured", "settled", "paid", "ok");
    private static final Words REFUND = Words.of("refund", "reversal", "credit");
    private static final Words CHARGEBACK = Words.of("chargeback");

    private PaymentWords() {}

    /** Whether the attempt brought the money; every other result is a failure. */
    public static boolean isSuccess(String result) {
        return SUCCESS.contain(result);
    }

    static boolean isSuccess(UTF8String result) {
        return SUCCESS.contain(result);
    }

    /** Whether money went back to the customer. */
    public static boolean isRefund(String type) {
        return REFUND.contain(type);
    }

    static boolean isRefund(UTF8String type) {
        return REFUND.contain(type);
    }

    /** Whether the bank took the money back. */
    public static boolean isChargeback(String type) {
        return CHARGEBACK.contain(type);
    }

    static boolean isChargeback(UTF8String type) {
        return CHARGEBACK.contain(type);
    }
}
