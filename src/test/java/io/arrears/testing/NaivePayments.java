package io.arrears.testing;

import static io.arrears.testing.StagedRows.date;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The oracle's payments of one invoice: which of them stayed. A reversal takes back the payment it names if their sizes agree,
 * else the latest equal one of its day or before that nothing has taken back; without one it is money out.
 */
record NaivePayments(List<Map<String, Object>> all, List<Map<String, Object>> stayed, BigDecimal gone) {

    private static final Comparator<Map<String, Object>> IN_TIME = Comparator.comparing(
                    (Map<String, Object> row) -> date(row, "payment_date"))
            .thenComparing(row -> (String) row.get("payment_id"))
            .thenComparing(row -> (String) row.get("entry"));

    /** @param all the successful payments of the invoice that a day knows */
    static NaivePayments of(List<Map<String, Object>> all) {
        List<Map<String, Object>> left = new ArrayList<>(all.stream()
                .filter(row -> amount(row).signum() > 0)
                .sorted(IN_TIME)
                .toList());
        List<Map<String, Object>> reversals = new ArrayList<>(all.stream()
                .filter(row -> amount(row).signum() < 0)
                .sorted(IN_TIME)
                .toList());
        for (Map<String, Object> reversal : List.copyOf(reversals)) {
            for (Map<String, Object> payment : List.copyOf(left)) {
                if (reversals.contains(reversal)
                        && payment.get("payment_id").equals(reversal.get("reverses_payment_id"))
                        && undoes(reversal, payment)) {
                    left.remove(payment);
                    reversals.remove(reversal);
                }
            }
        }
        BigDecimal gone = NaiveLedger.ZERO;
        for (Map<String, Object> reversal : reversals) {
            Map<String, Object> latest = null;
            for (Map<String, Object> payment : left) {
                boolean isBefore = !date(payment, "payment_date").isAfter(date(reversal, "payment_date"));
                latest = isBefore && undoes(reversal, payment) ? payment : latest;
            }
            gone = latest == null ? gone.add(amount(reversal)) : gone;
            left.remove(latest);
        }
        return new NaivePayments(all, left, gone);
    }

    private static boolean undoes(Map<String, Object> reversal, Map<String, Object> payment) {
        return amount(reversal).negate().compareTo(amount(payment)) == 0;
    }

    private static BigDecimal amount(Map<String, Object> row) {
        return (BigDecimal) row.get("amount");
    }
}
