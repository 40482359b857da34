package io.arrears.testing;

import static io.arrears.testing.NaiveLedger.ZERO;
import static io.arrears.testing.StagedRows.date;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The oracle's debt: an invoice with its payment attempts, or attempts on an order or an unknown invoice. Each attempt has the
 * day from which the debt has it: one that names only an order comes to its invoices when they are known.
 */
public record NaiveDebt(
        NaiveLedger ledger,
        String claimId,
        Map<String, Object> invoice,
        List<Map<String, Object>> all,
        LocalDate billedFrom) {

    private static final String SEEN = "visible_from";

    /** Every debt known by the as-of day. */
    static List<NaiveDebt> all(NaiveLedger ledger) {
        Map<String, Map<String, Object>> invoices = new TreeMap<>();
        Map<String, List<Map<String, Object>>> attempts = new TreeMap<>();
        ledger.seen("stg_invoices", ledger.asOf())
                .forEach(row -> invoices.put("invoice:" + row.get("invoice_id"), row));
        invoices.keySet().forEach(id -> attempts.put(id, new ArrayList<>()));
        Map<Object, Map<String, LocalDate>> bills = new HashMap<>();
        for (Map<String, Object> row : ledger.seen("stg_transactions", ledger.asOf())) {
            boolean isAttempt = !(boolean) row.get("is_refund") && !"chargeback".equals(row.get("transaction_type"));
            Object order = row.get("order_id");
            if (!isAttempt || row.get("invoice_id") == null && order == null) {
                continue;
            }
            String id = row.get("invoice_id") != null ? "invoice:" + row.get("invoice_id") : "order:" + order;
            attempts.computeIfAbsent(id, key -> new ArrayList<>()).add(row);
            if (row.get("invoice_id") == null) {
                Map<String, LocalDate> known = bills.computeIfAbsent(order, any -> invoicesOf(ledger, order));
                for (String invoice : own(known, date(row, SEEN))) {
                    Map<String, Object> passed = new HashMap<>(row);
                    passed.put(SEEN, NaiveLedger.later(date(row, SEEN), known.get(invoice)));
                    attempts.get("invoice:" + invoice).add(passed);
                }
            }
        }
        Comparator<Map<String, Object>> inTime = Comparator.comparing(row -> (LocalDateTime) row.get("attempted_at"));
        attempts.values().forEach(rows -> rows.sort(inTime.thenComparing(row -> (String) row.get("attempt_id"))));
        return attempts.keySet().stream()
                .map(id -> new NaiveDebt(
                        ledger,
                        id,
                        invoices.get(id),
                        attempts.get(id),
                        id.startsWith("order:") ? first(invoicesOf(ledger, id.substring(6))) : null))
                .toList();
    }

    /** The invoices that bill an order, each with the first day that knows it. */
    private static Map<String, LocalDate> invoicesOf(NaiveLedger ledger, Object order) {
        Map<String, LocalDate> found = new TreeMap<>();
        for (Map<String, Object> invoice : ledger.seen("stg_invoices", ledger.asOf())) {
            if (((BigDecimal) invoice.get("amount")).signum() <= 0) {
                continue;
            }
            String id = (String) invoice.get("invoice_id");
            if (order.equals(invoice.get("order_id"))) {
                found.put(id, date(invoice, SEEN));
            }
            for (Map<String, Object> line : ledger.seen("stg_invoice_lines", ledger.asOf())) {
                if (id.equals(line.get("invoice_id")) && order.equals(line.get("order_id"))) {
                    LocalDate day = NaiveLedger.later(date(invoice, SEEN), date(line, SEEN));
                    found.merge(id, day, (one, other) -> one.isBefore(other) ? one : other);
                }
            }
        }
        return found;
    }

    private static LocalDate first(Map<String, LocalDate> known) {
        return known.values().stream().min(Comparator.naturalOrder()).orElse(null);
    }

    /** The invoices that an attempt of this day is about: those known by then, else those of the first day. */
    private static List<String> own(Map<String, LocalDate> known, LocalDate day) {
        boolean isBilled = known.values().stream().anyMatch(from -> !from.isAfter(day));
        return known.keySet().stream()
                .filter(id ->
                        isBilled ? !known.get(id).isAfter(day) : known.get(id).equals(first(known)))
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

    /** The failure that was known first. */
    private Map<String, Object> firstFailure() {
        return all.stream()
                .filter(row -> !(boolean) row.get("is_success"))
                .min(Comparator.comparing(row -> date(row, SEEN)))
                .orElse(null);
    }

    /** What an order owes before anything is paid. */
    BigDecimal failedAmount() {
        return (BigDecimal) firstFailure().get("amount");
    }

    boolean failed(LocalDate day) {
        return firstFailure() != null && !date(firstFailure(), SEEN).isAfter(day);
    }

    private List<Map<String, Object>> successes(boolean isAfterFailure) {
        LocalDateTime failed = (LocalDateTime) firstFailure().get("attempted_at");
        return all.stream()
                .filter(row -> (boolean) row.get("is_success"))
                .filter(row -> isAfterFailure
                        == (((LocalDateTime) row.get("attempted_at")).isAfter(failed)
                                || date(row, SEEN).isAfter(date(firstFailure(), SEEN))))
                .toList();
    }

    BigDecimal open(LocalDate day) {
        if (isBilled(day)) {
            return ledger.at(invoice, day).open();
        }
        if (billedFrom != null && !billedFrom.isAfter(day)) {
            return ZERO;
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

    /** Null when the debt is no claim on that day, or one that the models learn nothing from. */
    String claimType(LocalDate day) {
        if (!isOwed(day)) {
            return null;
        }
        if (failed(day) && !day.isAfter(date(firstFailure(), SEEN).plusDays(365))) {
            return "failed_payment";
        }
        LocalDate due = due(day);
        return due != null && due.isBefore(day) && !day.isAfter(due.plusDays(365)) ? "overdue_invoice" : null;
    }

    /** What an older debt is listed as on that day; null when it is no claim. */
    String agedType(LocalDate day) {
        boolean isOverdue = due(day) != null && due(day).isBefore(day);
        return !isOwed(day) ? null : failed(day) ? "failed_payment" : isOverdue ? "overdue_invoice" : null;
    }

    private boolean isOwed(LocalDate day) {
        Map<String, Object> source = source(day);
        return source != null && open(day).compareTo(ledger.least(source)) > 0;
    }

    private LocalDate due(LocalDate day) {
        return isBilled(day) ? ledger.at(invoice, day).due() : null;
    }

    /** The first day on which the debt was a claim; null if it never was by the as-of day. */
    LocalDate beganOn() {
        TreeSet<LocalDate> days = new TreeSet<>();
        if (firstFailure() != null) {
            days.add(date(firstFailure(), SEEN));
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

    /** What may come in, as each of those who count it counts: the attempts of an order, and the payments of its invoices. */
    List<List<Map<String, Object>>> receipts(LocalDate day) {
        return isBilled(day) ? List.of(payments()) : List.of(successes(true), payments());
    }

    /** Payments of the invoice, or of those that bill the order from the day on that knows both. */
    private List<Map<String, Object>> payments() {
        Map<String, LocalDate> bills = new TreeMap<>();
        if (claimId.startsWith("order:")) {
            bills.putAll(invoicesOf(ledger, claimId.substring(6)));
        } else {
            bills.put(claimId.substring(8), LocalDate.MIN);
        }
        List<Map<String, Object>> payments = new ArrayList<>();
        for (Map<String, Object> row : ledger.seen("stg_payments", ledger.asOf())) {
            LocalDate billed = row.get("invoice_id") == null ? null : bills.get(row.get("invoice_id"));
            if (billed != null && (boolean) row.get("is_success")) {
                Map<String, Object> known = new HashMap<>(row);
                known.put(SEEN, NaiveLedger.later(date(row, SEEN), billed));
                payments.add(known);
            }
        }
        return payments;
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
                : successes(true).isEmpty() && payments().isEmpty();
        return isCancelled && isUncollected ? "excluded:cancelled_uncollected" : null;
    }
}
