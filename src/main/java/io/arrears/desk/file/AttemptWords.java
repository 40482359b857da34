package io.arrears.desk.file;

import static io.arrears.desk.file.NotScored.aside;
import static io.arrears.desk.file.NotScored.wrong;

import io.arrears.terms.PaymentWords;

/** What the words of a row say of its attempt, by the rules of a run: int_attempts and int_debt_attempts. */
final class AttemptWords {

    private AttemptWords() {}

    /** Whether the row is an attempt to collect: no refund, no chargeback, no money won back. */
    static boolean isAttempt(FileRow row) {
        return other(row.text(Field.TRANSACTION_TYPE)) == null;
    }

    static void mustBeAttempt(FileRow row) throws NotScored {
        String type = row.text(Field.TRANSACTION_TYPE);
        String other = other(type);
        if (other != null) {
            throw aside(other, type);
        }
    }

    private static String other(String type) {
        if (PaymentWords.isRefund(type)) {
            return "a refund, not a claim";
        }
        if (PaymentWords.isChargeback(type)) {
            return "a chargeback, not a payment attempt";
        }
        return PaymentWords.isWonBack(type) ? "a chargeback that was won, not a payment attempt" : null;
    }

    /** The word for what became of the attempt; a word that says nothing about the money is refused. */
    static String result(FileRow row) throws NotScored {
        String result = row.text(Field.RESULT_STATUS);
        if (PaymentWords.isUnknown(result)) {
            throw wrong("the result of the attempt is no known word", result);
        }
        return result;
    }

    /** What is on its way has not failed yet. */
    static boolean isFailure(String result) {
        return !PaymentWords.isSuccess(result) && !PaymentWords.isPending(result);
    }

    /** Why an attempt that did not fail is no claim. */
    static NotScored notFailed(String result) {
        return PaymentWords.isPending(result)
                ? aside("the payment is on its way: it has not failed yet", result)
                : aside("the payment succeeded: nothing to recover", result);
    }
}
