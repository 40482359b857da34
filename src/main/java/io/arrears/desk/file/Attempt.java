package io.arrears.desk.file;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Set;

/**
 * One try to collect a debt.
 *
 * @param at orders attempts, null where unknown
 * @param day the day as it was written, null where unknown
 * @param id orders attempts of one instant
 * @param row what it was read from
 */
record Attempt(Instant at, LocalDate day, String id, BigDecimal amount, boolean success, FileRow row) {

    /** As in stg_transactions: any other result is a failure. */
    private static final Set<String> SUCCESS =
            Set.of("success", "succeeded", "successful", "approved", "captured", "settled", "paid", "ok");

    private static final Set<String> REFUND = Set.of("refund", "reversal", "credit");
    private static final String CHARGEBACK = "chargeback";

    static boolean isSuccess(String result) {
        return result != null && SUCCESS.contains(result.toLowerCase(Locale.ROOT));
    }

    static boolean isRefund(String type) {
        return type != null && REFUND.contains(type.toLowerCase(Locale.ROOT));
    }

    static boolean isChargeback(String type) {
        return CHARGEBACK.equalsIgnoreCase(type);
    }
}
