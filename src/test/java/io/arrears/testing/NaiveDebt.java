package io.arrears.testing;

import static io.arrears.testing.NaiveLedger.ZERO;
import static io.arrears.testing.StagedRows.date;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The oracle's debt: an invoice with its payment attempts, or attempts on an order or an unknown invoice. */
public record NaiveDebt(
        NaiveLedger ledger, String claimId, Map<String, Object> invoice, List<Map<String, Object>> all) {

    /** Every debt known by the as-of day. */
    static List<NaiveDebt> all(NaiveLedger ledger) {
        Map<String, Map<String, Object>> invoices = new TreeMap<>();
        Map<String, List<Map<String, Object>>> attempts = new TreeMap<>();
        ledger.seen("stg_invoices", ledger.asOf())
                .forEach(row -> invoices.put("invoice:" + row.get("invoice_id"), row));
        invoices.keySet().forEach(id -> attempts.put(id, new ArrayList<>()));
        for (Map<String, Object> row : ledger.seen("stg_transactions", ledger.asOf())) {
            boolean isAttempt = !(boolean) row.get("is_refund") && !"chargeback".equals(row.get("transaction_type"));
            String id =
                    row.get("invoice_id") != null ? "invoice:" + row.get("invoice_id") : "order:" + row.get("order_id");
            if (isAttempt && (row.get("invoice_id") != null || row.get("order_id") != null)) {
                attempts.computeIfAbsent(id, key -> new ArrayList<>()).add(row);
            }
        }
        Comparator<Map<String, Object>> inTime = Comparator.comparing(row -> (LocalDateTime) row.get("attempted_at"));
        attempts.values().forEach(rows -> rows.sort(inTime.thenComparing(row -> (String) row.get("attempt_id"))));
        return attempts.keySet().stream()
                .map(id -> new NaiveDebt(ledger, id, invoices.get(id), attempts.get(id)))
                .toList();
    }

    Object invoiceId() {
        return invoice == null ? null : invoice.get("invoice_id");
    }

    boolean isBilled(LocalDate day) {
        return invoice != null && !date(invoice, "visible_from").isAfter(day);
    }

    List<Map<String, Object>> attempts(LocalDate day) {
        return all.stream()
                .filter(row -> !date(row, "visible_from").isAfter(day))
                .toList();
    }

    private Map<String, Object> firstFailure() {
        return all.stream()
                .filter(row -> !(boolean) row.get("is_success"))
                .findFirst()
                .orElse(null);
    }

    /** What an order owes before anything is paid. */
    BigDecimal failedAmount() {
        return (BigDecimal) firstFailure().get("amount");
    }

    boolean failed(LocalDate day) {
        return firstFailure() != null && !date(firstFailure(), "visible_from").isAfter(day);
    }

    private List<Map<String, Object>> successes(boolean isAfterFailure) {
        LocalDateTime failed = (LocalDateTime) firstFailure().get("attempted_at");
        return all.stream()
                .filter(row -> (boolean) row.get("is_success")
                        && ((LocalDateTime) row.get("attempted_at")).isAfter(failed) == isAfterFailure)
                .toList();
    }

    BigDecimal open(LocalDate day) {
        if (isBilled(day)) {
            return ledger.at(invoice, day).open();
        }
        BigDecimal owed = failed(day) ? (BigDecimal) firstFailure().get("amount") : ZERO;
        if (!failed(day) || owed.subtract(sum(successes(false))).compareTo(ledger.least(firstFailure())) <= 0) {
            return ZERO;
        }
        return owed.subtract(sum(successes(true).stream()
                .filter(row -> !date(row, "visible_from").isAfter(day))
                .toList()));
    }

    /** What the claim is about: of an invoice in parts, what is due. */
    BigDecimal claimed(LocalDate day) {
        return isBilled(day) ? ledger.at(invoice, day).claimed(day) : open(day);
    }

    private static BigDecimal sum(List<Map<String, Object>> rows) {
        return rows.stream().map(row -> (BigDecimal) row.get("amount")).reduce(ZERO, BigDecimal::add);
    }

    /** Null when the debt is no claim on that day. */
    String claimType(LocalDate day) {
        Map<String, Object> source = source(day);
        if (source == null || open(day).compareTo(ledger.least(source)) <= 0) {
            return null;
        }
        if (failed(day) && !day.isAfter(date(firstFailure(), "visible_from").plusDays(365))) {
            return "failed_payment";
        }
        LocalDate due = isBilled(day) ? ledger.at(invoice, day).due() : null;
        return due != null && due.isBefore(day) && !day.isAfter(due.plusDays(365)) ? "overdue_invoice" : null;
    }

    /** The first day on which the debt was a claim; null if it never was by the as-of day. */
    LocalDate beganOn() {
        TreeSet<LocalDate> days = new TreeSet<>();
        if (firstFailure() != null) {
            days.add(date(firstFailure(), "visible_from"));
        }
        successesSeen().forEach(row -> days.add(date(row, "visible_from")));
        if (invoice != null) {
            days.add(date(invoice, "visible_from"));
            for (String table : NaiveLedger.MOVES) {
                ledger.of(invoice, table, ledger.asOf()).forEach(row -> days.add(date(row, "visible_from")));
            }
            ledger.givenUpOn(invoice).ifPresent(days::add);
            for (LocalDate day : new TreeSet<>(days)) {
                LocalDate due = isBilled(day) ? ledger.at(invoice, day).due() : null;
                days.add(due == null ? day : due.plusDays(1));
            }
        }
        return days.stream()
                .filter(day -> !day.isAfter(ledger.asOf()) && claimType(day) != null)
                .findFirst()
                .orElse(null);
    }

    private List<Map<String, Object>> successesSeen() {
        return firstFailure() == null ? List.of() : successes(true);
    }

    List<Map<String, Object>> receipts(LocalDate day) {
        return !isBilled(day)
                ? successes(true)
                : ledger.of(invoice, "stg_payments", ledger.asOf()).stream()
                        .filter(row -> (boolean) row.get("is_success"))
                        .toList();
    }

    LocalDate paidOn(Map<String, Object> receipt) {
        return receipt.containsKey("payment_id") ? date(receipt, "payment_date") : date(receipt, "attempt_date");
    }

    /** The row that names customer, order and currency: the invoice, else the first failed attempt. */
    Map<String, Object> source(LocalDate day) {
        return isBilled(day) ? invoice : firstFailure();
    }

    Object customer(LocalDate day) {
        return ledger.customerOf(source(day));
    }

    String currency(LocalDate day) {
        return ledger.currencyOf(source(day));
    }

    /** Why the label does not count, from what the source says at as-of; null when it counts. */
    String exclusion(LocalDate day) {
        Map<String, Object> row = source(day);
        if (isBilled(day) && NaiveLedger.isVoid(invoice)) {
            return "excluded:void";
        }
        boolean isCancelled = ledger.order(row.get("order_id"), date(row, "visible_from"))
                .map(order -> order.get("status").equals("cancelled"))
                .orElse(false);
        boolean isUncollected = isBilled(day)
                ? ledger.at(invoice, ledger.asOf()).paid().compareTo(ledger.least(invoice)) <= 0
                : successes(true).isEmpty();
        return isCancelled && isUncollected ? "excluded:cancelled_uncollected" : null;
    }
}
