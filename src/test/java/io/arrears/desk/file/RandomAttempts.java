package io.arrears.desk.file;

import io.arrears.testing.HandLedger;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Payment attempts as a provider exports them: retries, partial and late successes, refunds, chargebacks. */
record RandomAttempts(List<Map<String, String>> rows) {

    static final List<String> COLUMNS = List.of(
            "attempt_id",
            "order_id",
            "invoice_id",
            "attempted_at",
            "amount",
            "currency",
            "result_status",
            "transaction_type",
            "provider",
            "reason_code");
    private static final LocalDateTime FIRST = LocalDateTime.of(2024, 5, 1, 8, 0);
    private static final int DAYS = 470;

    /** @param debts half of them orders O…, half invoices I…; the last days lie beyond 2025-07-10 */
    static RandomAttempts of(long seed, int debts) {
        Random random = new Random(seed);
        List<Map<String, String>> rows = new ArrayList<>();
        for (int debt = 0; debt < debts; debt++) {
            int amount = 10 + random.nextInt(300);
            LocalDateTime at = FIRST.plusDays(random.nextInt(DAYS));
            for (int i = random.nextInt(5); i >= 0; i--) {
                boolean success = random.nextInt(3) == 0;
                boolean part = success && random.nextBoolean();
                Map<String, String> row = new TreeMap<>();
                row.put("attempt_id", "T%04d".formatted(rows.size()));
                row.put("order_id", "O" + debt);
                row.put("invoice_id", debt % 2 == 0 ? "" : "I" + debt);
                row.put("attempted_at", at.toString().replace('T', ' '));
                row.put("amount", (part ? amount / 3 : amount) + ".50");
                row.put("currency", debt % 3 == 0 ? "USD" : "EUR");
                row.put(
                        "result_status",
                        success
                                ? "captured"
                                : List.of("failed", "failed", "declined", "declined", "pending")
                                        .get(random.nextInt(5)));
                row.put(
                        "transaction_type",
                        List.of(
                                        "capture",
                                        "capture",
                                        "capture",
                                        "capture",
                                        "refund",
                                        "chargeback",
                                        "chargeback_reversal")
                                .get(random.nextInt(7)));
                row.put("provider", random.nextBoolean() ? "Adyen" : "Amex");
                row.put("reason_code", success ? "" : "reason_" + random.nextInt(3));
                rows.add(row);
                at = at.plusHours(random.nextInt(24 * 12));
            }
        }
        java.util.Collections.shuffle(rows, random);
        return new RandomAttempts(rows);
    }

    String csv() {
        StringBuilder csv = new StringBuilder(String.join(",", COLUMNS)).append('\n');
        rows.forEach(row -> csv.append(
                        String.join(",", COLUMNS.stream().map(row::get).toList()))
                .append('\n'));
        return csv.toString();
    }

    /** As the staging of a run has them. */
    void into(HandLedger ledger) {
        for (Map<String, String> row : rows) {
            LocalDateTime at = LocalDateTime.parse(row.get("attempted_at").replace(' ', 'T'));
            ledger.rows()
                    .add(
                            "stg_transactions",
                            at.toLocalDate(),
                            "attempt_id",
                            row.get("attempt_id"),
                            "order_id",
                            row.get("order_id"),
                            "invoice_id",
                            row.get("invoice_id").isEmpty() ? null : row.get("invoice_id"),
                            "attempted_at",
                            at,
                            "attempt_date",
                            at.toLocalDate(),
                            "amount",
                            new BigDecimal(row.get("amount")),
                            "currency",
                            row.get("currency"),
                            "result_status",
                            row.get("result_status"),
                            "is_success",
                            row.get("result_status").equals("captured"),
                            "is_refund",
                            row.get("transaction_type").equals("refund"),
                            "is_chargeback",
                            false,
                            "transaction_type",
                            row.get("transaction_type"),
                            "provider",
                            row.get("provider"),
                            "reason_code",
                            row.get("reason_code").isEmpty() ? null : row.get("reason_code"));
        }
    }
}
