package io.arrears.terms;

import java.util.HashMap;
import java.util.Map;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * What a source says of a payment: whether the money came ({@code success_flag} of a payment, {@code result_status} of
 * an attempt: one list for both), and what kind of attempt it is. Any case; blank, underscore and hyphen are one sign.
 */
public final class PaymentWords {

    /** What a word says of the money. */
    private enum Outcome {
        CAME,
        FAILED,
        /** Not yet: it counts once the source says that it came. */
        PENDING
    }

    private static final Map<String, Outcome> OUTCOMES = outcomes();
    private static final Words REFUND = Words.of("refund", "reversal", "credit");
    private static final Words REVERSAL = Words.of("reversal");
    private static final Words AUTHORISATION = Words.of(
            "auth",
            "authorisation",
            "authorization",
            "authorise",
            "authorize",
            "preauth",
            "pre_auth",
            "preauthorisation",
            "preauthorization",
            "pre_authorisation",
            "pre_authorization",
            "verification",
            "account_verification");
    private static final Words CHARGEBACK = Words.of("chargeback");
    private static final Words WON_BACK = Words.of(
            "chargeback_reversal",
            "chargeback reversal",
            "chargeback-reversal",
            "chargeback_reversed",
            "chargeback_won");

    private PaymentWords() {}

    private static Map<String, Outcome> outcomes() {
        Map<String, Outcome> outcomes = new HashMap<>();
        TextValue.YES.forEach(word -> outcomes.put(word, Outcome.CAME));
        TextValue.NO.forEach(word -> outcomes.put(word, Outcome.FAILED));
        say(
                outcomes,
                Outcome.CAME,
                "success, succeeded, successful, ok, paid, paid out, complete, completed, settled, captured, posted, "
                        + "cleared, approved, accepted, processed, confirmed, received, collected, reconciled");
        say(
                outcomes,
                Outcome.FAILED,
                "fail, failed, failure, unsuccessful, declined, denied, error, rejected, refused, blocked, returned, "
                        + "bounced, reversed, refunded, charged back, chargeback, cancelled, canceled, void, voided, "
                        + "abandoned, expired, timeout, timed out, unpaid, not paid, requires payment method");
        say(
                outcomes,
                Outcome.PENDING,
                "pending, processing, in progress, scheduled, authorised, authorized, submitted, pending submission, "
                        + "initiated, created, new, open, queued, waiting, on hold, held, in transit, requires action, "
                        + "requires capture, requires confirmation");
        return Map.copyOf(outcomes);
    }

    private static void say(Map<String, Outcome> outcomes, Outcome outcome, String words) {
        for (String word : words.split(", ")) {
            outcomes.put(word, outcome);
        }
    }

    /** Whether the money came. It did not where the word is another one, and where there is none. */
    public static boolean isSuccess(String word) {
        return outcome(word) == Outcome.CAME;
    }

    static boolean isSuccess(UTF8String word) {
        return word != null && isSuccess(word.toString());
    }

    /** Whether the money is still on its way: it neither came nor failed. */
    public static boolean isPending(String word) {
        return outcome(word) == Outcome.PENDING;
    }

    static boolean isPending(UTF8String word) {
        return word != null && isPending(word.toString());
    }

    /** Whether there is a word and it says nothing about the money: neither that it came nor that it did not. */
    public static boolean isUnknown(String word) {
        return TextValue.clean(word) != null && outcome(word) == null;
    }

    private static Outcome outcome(String text) {
        String word = TextValue.clean(text);
        if (word == null) {
            return null;
        }
        Outcome outcome = OUTCOMES.get(word);
        return outcome != null ? outcome : OUTCOMES.get(TextValue.word(word));
    }

    /** Whether money went back to the customer. */
    public static boolean isRefund(String type) {
        return REFUND.contain(type);
    }

    static boolean isRefund(UTF8String type) {
        return REFUND.contain(type);
    }

    /** Whether an entry before it was undone: a capture, and so a refund, or a chargeback, which was won then. */
    static boolean isReversal(UTF8String type) {
        return REVERSAL.contain(type);
    }

    /** Whether the bank only promised the money: it comes with the capture. */
    static boolean isAuthorisation(UTF8String type) {
        return AUTHORISATION.contain(type);
    }

    /** Whether the bank took the money back. */
    public static boolean isChargeback(String type) {
        return CHARGEBACK.contain(type);
    }

    static boolean isChargeback(UTF8String type) {
        return CHARGEBACK.contain(type);
    }

    /** Whether the bank gave back what it had taken: the chargeback was won. */
    public static boolean isWonBack(String type) {
        return WON_BACK.contain(type);
    }

    static boolean isWonBack(UTF8String type) {
        return WON_BACK.contain(type);
    }
}
