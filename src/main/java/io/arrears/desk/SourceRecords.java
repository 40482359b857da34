package io.arrears.desk;

import io.arrears.ingest.SourceReader;
import io.arrears.lake.SourceTable;
import io.arrears.transform.DayText;
import io.arrears.transform.NumberText;
import io.arrears.transform.TextValue;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Invoices of the configured source with what is paid of them by a day, and their payment attempts: what a file to
 * upload would hold. A run knows more: history, quarantine, control totals.
 */
final class SourceRecords {

    private static final List<String> INVOICE = List.of(
            "invoice_id",
            "order_id",
            "customer_id",
            "invoice_date",
            "due_date",
            "amount",
            "paid_amount",
            "currency",
            "is_void");
    /** As in int_invoice_states. */
    private static final Set<String> VOID = Set.of("void", "voided");

    private static final List<String> CUSTOMER = List.of("segment", "region", "country", "credit_score", "signup_date");
    private static final List<String> ATTEMPT = List.of(
            "result_status",
            "provider",
            "payment_method",
            "device",
            "reason_code",
            "attempts",
            "failed_attempts",
            "days_since_first_failure",
            "days_since_last_attempt");

    private final SourceReader reader;
    private final LocalDate asOf;
    private final int most;

    SourceRecords(SourceReader reader, LocalDate asOf, int most) {
        this.reader = reader;
        this.asOf = asOf;
        this.most = most;
    }

    /** One table's rows with values by canonical name. */
    private record Values(SourceTable table, String[] row) {

        String text(String column) {
            for (int i = 0; i < row.length; i++) {
                if (table.columns().get(i).name().equals(column)) {
                    return TextValue.clean(row[i]);
                }
            }
            throw new IllegalArgumentException(table + " has no column " + column);
        }

        /** Whether it happened and was known by the day. */
        boolean isBy(LocalDate asOf, String event, boolean hasKnownAt) {
            LocalDate day = DayText.day(text(event));
            LocalDate known = hasKnownAt ? DayText.day(text("known_at")) : null;
            return day != null && !day.isAfter(asOf) && (known == null || !known.isAfter(asOf));
        }
    }

    /** @param kind claims leaves out invoices that are neither overdue nor failed */
    Records read(Kind kind) {
        Map<String, BigDecimal> paid = paid();
        Map<String, List<Values>> charges = byInvoice(SourceTable.CHARGES, "charge_date", true);
        Map<String, List<Attempt<Values>>> attempts = kind == Kind.CLAIMS ? attempts() : Map.of();
        Set<String> billed = new HashSet<>();
        Map<String, Values> customers = new HashMap<>();
        values(SourceTable.CUSTOMERS).forEach(customer -> customers.put(customer.text("customer_id"), customer));
        List<String> header = new ArrayList<>(INVOICE);
        header.addAll(CUSTOMER);
        if (kind == Kind.CLAIMS) {
            header.addAll(ATTEMPT);
        }
        List<String[]> rows = new ArrayList<>();
        for (Values invoice : values(SourceTable.INVOICES)) {
            String id = invoice.text("invoice_id");
            if (!invoice.isBy(asOf, "invoice_date", true)) {
                continue;
            }
            billed.add("invoice " + id);
            List<String> row = new ArrayList<>();
            INVOICE.forEach(column -> row.add(
                    switch (column) {
                        case "paid_amount" ->
                            paid.getOrDefault(id, BigDecimal.ZERO).toPlainString();
                        case "is_void" ->
                            String.valueOf(VOID.contains(
                                    String.valueOf(invoice.text("status")).toLowerCase(Locale.ROOT)));
                        default -> invoice.text(column);
                    }));
            charges.getOrDefault(id, List.of()).forEach(charge -> add(row, charge));
            of(customers.get(invoice.text("customer_id")), row);
            if (kind == Kind.CLAIMS) {
                attempted(Attempts.by(asOf, attempts.getOrDefault("invoice " + id, List.of())), row);
            }
            rows.add(row.toArray(String[]::new));
        }
        attempts.keySet().stream()
                .filter(debt -> !billed.contains(debt))
                .sorted()
                .forEach(debt -> unbilled(Attempts.by(asOf, attempts.get(debt)), customers)
                        .ifPresent(rows::add));
        return Records.of(header, rows);
    }

    private static void add(List<String> row, Values charge) {
        int amount = INVOICE.indexOf("amount");
        BigDecimal billed = NumberText.money(row.get(amount));
        BigDecimal more = NumberText.money(charge.text("amount"));
        if (billed != null && more != null) {
            row.set(amount, billed.add(more).toPlainString());
        }
        if (charge.text("new_due_date") != null) {
            row.set(INVOICE.indexOf("due_date"), charge.text("new_due_date"));
        }
    }

    private static void of(Values customer, List<String> row) {
        CUSTOMER.forEach(column -> row.add(customer == null ? null : customer.text(column)));
    }

    /** A failed payment for a year from its first failure; after that only the due date makes a claim. */
    private static void attempted(Attempts<Values> attempts, List<String> row) {
        Optional<Attempt<Values>> last = attempts.lastFailure();
        if (last.isEmpty()) {
            ATTEMPT.forEach(
                    column -> row.add(column.equals("attempts") || column.equals("failed_attempts") ? "0" : null));
            return;
        }
        Values failure = last.get().row();
        if (failure.text("country") != null) {
            row.set(INVOICE.size() + CUSTOMER.indexOf("country"), failure.text("country"));
        }
        row.addAll(Arrays.asList(
                attempts.daysSinceFirstFailure() <= RowRules.CLAIM_DAYS ? "failed" : null,
                failure.text("provider"),
                failure.text("payment_method"),
                failure.text("device"),
                failure.text("reason_code"),
                String.valueOf(attempts.count()),
                String.valueOf(attempts.failed()),
                String.valueOf((int) attempts.daysSinceFirstFailure()),
                String.valueOf((int) attempts.daysSinceLast())));
    }

    /** A debt that no known invoice bills: its first failed attempt says how much. */
    private Optional<String[]> unbilled(Attempts<Values> attempts, Map<String, Values> customers) {
        if (attempts.owed().subtract(attempts.paidBefore()).compareTo(RowRules.TOLERANCE) <= 0) {
            return Optional.empty();
        }
        Values failure = attempts.firstFailure().orElseThrow().row();
        List<String> row = new ArrayList<>();
        INVOICE.forEach(column -> row.add(
                switch (column) {
                    case "amount" -> attempts.owed().toPlainString();
                    case "paid_amount" -> attempts.paidSince().toPlainString();
                    case "invoice_id", "order_id", "customer_id", "currency" -> failure.text(column);
                    default -> null;
                }));
        of(customers.get(failure.text("customer_id")), row);
        attempted(attempts, row);
        return Optional.of(row.toArray(String[]::new));
    }

    /** By the debt they are about: the invoice they name, else the order. */
    private Map<String, List<Attempt<Values>>> attempts() {
        Map<String, List<Attempt<Values>>> attempts = new HashMap<>();
        for (Values each : values(SourceTable.TRANSACTIONS)) {
            BigDecimal amount = NumberText.money(each.text("amount"));
            String invoice = each.text("invoice_id");
            String debt = invoice != null ? "invoice " + invoice : "order " + each.text("order_id");
            String type = each.text("transaction_type");
            if (amount != null
                    && (invoice != null || each.text("order_id") != null)
                    && !Attempt.isRefund(type)
                    && !Attempt.isChargeback(type)
                    && each.isBy(asOf, "attempted_at", false)) {
                attempts.computeIfAbsent(debt, any -> new ArrayList<>())
                        .add(new Attempt<>(
                                DayText.instant(each.text("attempted_at")),
                                DayText.day(each.text("attempted_at")),
                                each.text("attempt_id"),
                                amount,
                                Attempt.isSuccess(each.text("result_status")),
                                each));
            }
        }
        return attempts;
    }

    private Map<String, BigDecimal> paid() {
        Map<String, BigDecimal> paid = new HashMap<>();
        byInvoice(SourceTable.PAYMENTS, "payment_date", true)
                .forEach((invoice, payments) -> payments.forEach(payment -> {
                    String flag = payment.text("success_flag");
                    BigDecimal amount = NumberText.money(payment.text("amount"));
                    if (amount != null && (flag == null || Boolean.TRUE.equals(TextValue.flag(flag)))) {
                        paid.merge(invoice, amount, BigDecimal::add);
                    }
                }));
        return paid;
    }

    private Map<String, List<Values>> byInvoice(SourceTable table, String event, boolean hasKnownAt) {
        Map<String, List<Values>> byInvoice = new HashMap<>();
        for (Values each : values(table)) {
            String invoice = each.text("invoice_id");
            if (invoice != null && each.isBy(asOf, event, hasKnownAt)) {
                byInvoice.computeIfAbsent(invoice, any -> new ArrayList<>()).add(each);
            }
        }
        return byInvoice;
    }

    private List<Values> values(SourceTable table) {
        Optional<List<String[]>> rows = reader.rows(table, most + 1);
        if (rows.isPresent() && rows.get().size() > most) {
            throw new Refused(
                    413,
                    "The source's " + table.sourceName() + " have more than " + most
                            + " rows (desk.max-rows): look at a run's published tables instead.");
        }
        return rows.orElse(List.of()).stream()
                .map(row -> new Values(table, row))
                .toList();
    }
}
