package io.arrears.testing;

import static io.arrears.testing.NaiveLedger.ZERO;
import static io.arrears.testing.NaiveLedger.days;
import static io.arrears.testing.NaiveLedger.later;
import static io.arrears.testing.StagedRows.date;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The oracle's history features of one observation: a loop over all other invoices, orders, refunds and attempts. */
public final class NaiveHistory {

    private final NaiveLedger ledger;

    public NaiveHistory(NaiveLedger ledger) {
        this.ledger = ledger;
    }

    /** Features by column name of the customer's history at the end of the day, the invoice itself (may be null) aside. */
    public Map<String, Object> of(
            Object customer, Object invoiceId, String currency, BigDecimal ownAmount, LocalDate day) {
        Map<String, Object> features = new TreeMap<>();
        if (customer == null) {
            return features;
        }
        List<Map<String, Object>> others = ledger.others(customer, invoiceId, day);
        settlements(features, others, currency, day);
        balances(features, others, currency, day);
        BigDecimal own = ownAmount == null ? ZERO : ownAmount;
        BigDecimal billed = ZERO;
        int count = 0;
        for (Map<String, Object> other : others) {
            if (currency.equals(ledger.currencyOf(other))) {
                billed = billed.add(ledger.at(other, day).amount());
                count++;
            }
        }
        features.put("lifetime_amount", billed.add(own));
        features.put("others_billed", billed);
        features.put("others_count", count);
        orders(features, customer, currency, day);
        attempts(features, customer, day);
        tenure(features, customer, day);
        return features;
    }

    private void settlements(
            Map<String, Object> features, List<Map<String, Object>> others, String currency, LocalDate day) {
        List<NaiveLedger.Outcome> dated = new ArrayList<>();
        BigDecimal amount = ZERO;
        BigDecimal lateAmount = ZERO;
        int settled = 0;
        for (Map<String, Object> other : others) {
            Optional<NaiveLedger.Outcome> outcome = ledger.outcome(other, day);
            settled += outcome.isPresent() ? 1 : 0;
            if (outcome.isPresent() && outcome.get().late() != null) {
                dated.add(outcome.get());
                boolean sameMoney = currency.equals(ledger.currencyOf(other));
                amount = sameMoney ? amount.add(outcome.get().amount()) : amount;
                lateAmount = sameMoney && outcome.get().late() > 0
                        ? lateAmount.add(outcome.get().amount())
                        : lateAmount;
            }
        }
        dated.sort(Comparator.comparing(NaiveLedger.Outcome::settledOn)
                .thenComparing(NaiveLedger.Outcome::invoice)
                .reversed());
        List<Integer> late = dated.stream().map(NaiveLedger.Outcome::late).toList();
        features.put("settled_invoices", settled);
        features.put(
                "past_late_rate", ratio(late.stream().filter(days -> days > 0).count(), late.size()));
        features.put("late_amount_share", ratio(lateAmount.doubleValue(), amount.doubleValue()));
        features.put(
                "mean_days_late", ratio(late.stream().mapToInt(days -> days).sum(), late.size()));
        recent(features, late.subList(0, Math.min(12, late.size())));
    }

    private void recent(Map<String, Object> features, List<Integer> late) {
        List<Integer> sorted = late.stream().sorted().toList();
        int n = late.size();
        features.put("median_days_late_last_12", n == 0 ? null : (sorted.get((n - 1) / 2) + sorted.get(n / 2)) / 2.0);
        features.put("max_days_late_last_12", n == 0 ? null : sorted.get(n - 1));
        features.put("days_late_last_1", n == 0 ? null : late.get(0));
        List<Integer> three = late.subList(0, Math.min(3, n));
        features.put(
                "mean_days_late_last_3",
                ratio(three.stream().mapToInt(days -> days).sum(), three.size()));
        int weighted = 0;
        int weights = 0;
        for (int i = 0; i < n; i++) {
            weighted += (n - i) * late.get(i);
            weights += n - i;
        }
        features.put("weighted_days_late_last_12", ratio(weighted, weights));
    }

    private void balances(
            Map<String, Object> features, List<Map<String, Object>> others, String currency, LocalDate day) {
        int open = 0;
        int overdue = 0;
        int age = 0;
        BigDecimal openAmount = ZERO;
        BigDecimal overdueAmount = ZERO;
        for (Map<String, Object> other : others) {
            NaiveLedger.State state = ledger.at(other, day);
            boolean sameMoney = currency.equals(ledger.currencyOf(other));
            if (state.isOpen()) {
                open++;
                openAmount = sameMoney ? openAmount.add(state.open()) : openAmount;
            }
            if (state.isOverdue(day)) {
                overdue++;
                age += days(state.due(), day);
                overdueAmount = sameMoney ? overdueAmount.add(state.overdue(day)) : overdueAmount;
            }
        }
        features.put("open_invoices", open);
        features.put("customer_open_amount", openAmount);
        features.put("overdue_invoices", overdue);
        features.put("overdue_amount", overdueAmount);
        features.put("overdue_share", ratio(overdueAmount.doubleValue(), openAmount.doubleValue()));
        features.put("mean_overdue_age_days", ratio(age, overdue));
    }

    private void orders(Map<String, Object> features, Object customer, String currency, LocalDate day) {
        int orders = 0;
        int inCurrency = 0;
        int refunds = 0;
        BigDecimal ordered = ZERO;
        BigDecimal refunded = ZERO;
        for (Map<String, Object> order : ledger.seen("stg_orders", day)) {
            if (customer.equals(order.get("customer_id"))) {
                orders++;
                boolean sameMoney = currency.equals(ledger.currencyOf(order));
                inCurrency += sameMoney ? 1 : 0;
                ordered = sameMoney ? ordered.add((BigDecimal) order.get("net_amount")) : ordered;
            }
        }
        for (Map<String, Object> refund : ledger.seen("stg_returns", day)) {
            if (customer.equals(ledger.customerOf(refund))) {
                refunds++;
                refunded = currency.equals(ledger.currencyOf(refund))
                        ? refunded.add((BigDecimal) refund.get("refund_amount"))
                        : refunded;
            }
        }
        features.put("orders", orders);
        features.put("refunds", refunds);
        features.put("refund_order_share", ratio(refunds, orders));
        features.put("mean_order_amount", ratio(ordered.doubleValue(), inCurrency));
        features.put("refund_amount_share", ratio(refunded.doubleValue(), ordered.doubleValue()));
    }

    private void attempts(Map<String, Object> features, Object customer, LocalDate day) {
        int failed = 0;
        int chargebacks = 0;
        for (Map<String, Object> attempt : ledger.seen("stg_transactions", day)) {
            if (!customer.equals(ledger.customerOf(attempt))) {
                continue;
            }
            boolean isEntry = "chargeback".equals(attempt.get("transaction_type"));
            boolean isFailed = !(boolean) attempt.get("is_success") && !(boolean) attempt.get("is_refund") && !isEntry;
            boolean isOld = !date(attempt, "visible_from").plusDays(120).isAfter(day);
            failed += isFailed ? 1 : 0;
            chargebacks += isEntry || (boolean) attempt.get("is_chargeback") && isOld ? 1 : 0;
        }
        features.put("customer_failed_attempts", failed);
        features.put("failed_attempts_per_order", ratio(failed, (int) features.get("orders")));
        features.put("chargebacks", chargebacks);
    }

    private void tenure(Map<String, Object> features, Object customer, LocalDate day) {
        LocalDate paid = null;
        LocalDate first = ledger.seen("stg_customers", day).stream()
                .filter(row -> row.get("customer_id").equals(customer))
                .map(row -> date(row, "signup_date"))
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .orElse(null);
        for (String table : List.of("stg_invoices", "stg_orders", "stg_returns", "stg_transactions")) {
            for (Map<String, Object> row : ledger.seen(table, day)) {
                if (customer.equals(ledger.customerOf(row)) && countsAsEvent(table, row)) {
                    first = first == null || date(row, "visible_from").isBefore(first)
                            ? date(row, "visible_from")
                            : first;
                }
            }
        }
        for (Map<String, Object> invoice : ledger.others(customer, null, day)) {
            paid = later(paid, ledger.at(invoice, day).lastPaid());
        }
        features.put("tenure_days", first == null ? null : days(first, day));
        features.put("days_since_last_payment", paid == null ? null : days(paid, day));
    }

    private static boolean countsAsEvent(String table, Map<String, Object> row) {
        return !table.equals("stg_transactions")
                || "chargeback".equals(row.get("transaction_type"))
                || !(boolean) row.get("is_success") && !(boolean) row.get("is_refund");
    }

    /** Null where there is nothing to divide by. */
    public static Double ratio(double left, double right) {
        return right == 0 ? null : left / right;
    }
}
