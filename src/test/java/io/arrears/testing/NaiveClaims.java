package io.arrears.testing;

import static io.arrears.testing.NaiveLedger.ZERO;
import static io.arrears.testing.NaiveLedger.days;
import static io.arrears.testing.StagedRows.date;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The oracle's abt_claims: month-end observations of debts, labels and features, by loops over rows. */
public final class NaiveClaims {

    private final NaiveLedger ledger;
    private final NaiveHistory history;
    private final LocalDate firstDay;
    private final int horizon;
    private final int lag;
    private final Map<String, NaiveDebt> debts = new TreeMap<>();

    /** Observes from the first day on, month ends and the as-of day. */
    public NaiveClaims(NaiveLedger ledger, LocalDate firstDay, int horizon, int lag) {
        this.firstDay = firstDay;
        this.ledger = ledger;
        this.history = new NaiveHistory(ledger);
        this.horizon = horizon;
        this.lag = lag;
        NaiveDebt.all(ledger).forEach(debt -> debts.put(debt.claimId(), debt));
    }

    /** Rows by "observation date claim", each a map of the columns the oracle knows. */
    public Map<String, Map<String, Object>> rows() {
        Map<String, Map<String, Object>> rows = new TreeMap<>();
        for (LocalDate day : NaiveInvoices.monthEndsAndAsOf(firstDay, ledger.asOf())) {
            for (NaiveDebt debt : debts.values()) {
                boolean isListed = day.equals(ledger.asOf()) && debt.agedType(day) != null;
                if (isListed || debt.claimType(day) != null) {
                    Map<String, Object> row = row(debt, day);
                    row.put("is_aged", debt.claimType(day) == null);
                    rows.put(day + " " + debt.claimId(), row);
                }
            }
        }
        return rows;
    }

    private Map<String, Object> row(NaiveDebt debt, LocalDate day) {
        Object customer = debt.customer(day);
        boolean isBilled = debt.isBilled(day);
        BigDecimal open = debt.open(day);
        BigDecimal claimed = debt.claimed(day);
        Map<String, Object> row = history.of(
                customer,
                isBilled ? debt.invoiceId() : null,
                debt.currency(day),
                isBilled ? ledger.at(debt.invoice(), day).amount() : null,
                day);
        row.put("customer_id", customer);
        row.put("claim_type", debt.claimType(day) == null ? debt.agedType(day) : debt.claimType(day));
        row.put("amount", claimed);
        row.put("amount_bucket", bucket(claimed.doubleValue()));
        row.put("currency", ledger.settledCurrencyOf(debt.source(day)));
        if (customer != null) {
            BigDecimal lifetime = (BigDecimal) row.get("lifetime_amount");
            NaiveInvoices.usual(row, claimed);
            row.put(
                    "invoice_to_lifetime",
                    !isBilled
                            ? null
                            : NaiveHistory.ratio(
                                    ledger.at(debt.invoice(), day).amount().doubleValue(), lifetime.doubleValue()));
        }
        if (isBilled) {
            NaiveInvoices.shape(row, debt.invoice(), ledger.at(debt.invoice(), day), day);
            row.put("days_overdue", row.remove("days_past_due"));
            row.put(
                    "ageing_bucket",
                    NaiveReceivables.bucket(ledger.at(debt.invoice(), day).due(), day));
        } else {
            row.put("ageing_bucket", "No Due Date");
            double owed = debt.failedAmount().doubleValue();
            row.put(
                    "paid_share",
                    NaiveHistory.ratio(debt.failedAmount().subtract(open).doubleValue(), owed));
        }
        row.putAll(new NaiveAttributes(ledger).of(debt.source(day), isBilled ? debt.invoiceId() : null, customer, day));
        attempts(row, debt, day);
        label(row, debt, day);
        recoveries(row, debt, customer, day);
        return row;
    }

    private void attempts(Map<String, Object> row, NaiveDebt debt, LocalDate day) {
        List<Map<String, Object>> seen = debt.failed(day) ? debt.attempts(day) : List.of();
        List<Map<String, Object>> failures = seen.stream()
                .filter(attempt -> !(boolean) attempt.get("is_success"))
                .toList();
        row.put("attempts", seen.size());
        row.put("failed_attempts", failures.size());
        if (!seen.isEmpty()) {
            Map<String, Object> last = failures.get(failures.size() - 1);
            row.put("days_since_first_failure", days(date(failures.get(0), "attempt_date"), day));
            row.put("days_since_last_attempt", days(date(seen.get(seen.size() - 1), "attempt_date"), day));
            row.put("provider", last.get("provider"));
            row.put("reason_code", last.get("reason_code"));
            row.put("payment_method", last.get("payment_method"));
            row.put("device", last.get("device"));
            row.put("country", last.get("country") == null ? row.get("country") : last.get("country"));
        }
    }

    private static String bucket(double amount) {
        return amount < 25 ? "<25" : amount < 100 ? "<100" : amount < 500 ? "<500" : ">=500";
    }

    private void label(Map<String, Object> row, NaiveDebt debt, LocalDate day) {
        LocalDate settled = day.plusDays(horizon + lag);
        String exclusion = debt.exclusion(day);
        String status = exclusion != null ? exclusion : settled.isAfter(ledger.asOf()) ? "open_window" : "mature";
        row.put("label_status", status);
        row.put("label_settled_on", settled);
        row.put("label", status.equals("mature") ? outcome(debt, day) : null);
        row.put("is_scoring", day.equals(ledger.asOf()) && !"excluded:void".equals(exclusion));
    }

    private int outcome(NaiveDebt debt, LocalDate day) {
        BigDecimal received = debt.receipts(day).stream()
                .map(receipts -> received(debt, receipts, day))
                .max(Comparator.naturalOrder())
                .orElseThrow();
        return received.compareTo(debt.claimed(day).subtract(ledger.least(debt.source(day)))) >= 0 ? 1 : 0;
    }

    private BigDecimal received(NaiveDebt debt, List<Map<String, Object>> receipts, LocalDate day) {
        BigDecimal received = ZERO;
        for (Map<String, Object> receipt : receipts) {
            boolean isNew = date(receipt, "visible_from").isAfter(day);
            boolean isInTime = !debt.paidOn(receipt).isAfter(day.plusDays(horizon))
                    && !date(receipt, "visible_from").isAfter(day.plusDays(horizon + lag));
            received = isNew && isInTime ? received.add((BigDecimal) receipt.get("amount")) : received;
        }
        return received;
    }

    private void recoveries(Map<String, Object> row, NaiveDebt debt, Object customer, LocalDate day) {
        List<Integer> ofCustomer = new ArrayList<>();
        List<Integer> ofReason = new ArrayList<>();
        for (NaiveDebt other : debts.values()) {
            LocalDate began = other.claimId().equals(debt.claimId()) ? null : other.beganOn();
            if (began == null || began.plusDays(horizon + lag).isAfter(day)) {
                continue;
            }
            if (customer != null && customer.equals(other.customer(began))) {
                ofCustomer.add(outcome(other, began));
            }
            if ("failed_payment".equals(row.get("claim_type"))
                    && "failed_payment".equals(other.claimType(began))
                    && Objects.equals(reason(other, began), reason(debt, day))) {
                ofReason.add(outcome(other, began));
            }
        }
        row.put("past_recovery_rate", mean(ofCustomer));
        row.put("reason_recovery_rate", mean(ofReason));
    }

    private static String reason(NaiveDebt debt, LocalDate day) {
        Map<String, Object> failure = debt.attempts(day).stream()
                .filter(attempt -> !(boolean) attempt.get("is_success"))
                .reduce((first, second) -> second)
                .orElseThrow();
        return failure.get("provider") + "|" + failure.get("reason_code");
    }

    private static Double mean(Collection<Integer> outcomes) {
        return NaiveHistory.ratio(outcomes.stream().mapToInt(outcome -> outcome).sum(), outcomes.size());
    }
}
