package io.arrears.desk;

import io.arrears.ingest.SourceReader;
import io.arrears.lake.SourceTable;
import io.arrears.transform.DayText;
import io.arrears.transform.NumberText;
import io.arrears.transform.TextValue;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
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

    private static final List<String> INVOICE =
            List.of("invoice_id", "order_id", "customer_id", "invoice_date", "due_date", "amount", "paid_amount", "currency", "is_void");
    /** As in int_invoice_states. */
    private static final Set<String> VOID = Set.of("void", "voided");
    private static final List<String> CUSTOMER = List.of("segment", "region", "country", "credit_score", "signup_date");
    private static final List<String> ATTEMPT =
            List.of("result_status", "provider", "payment_method", "device", "reason_code", "attempts", "failed_attempts",
                    "days_since_first_failure", "days_since_last_attempt");

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
        Map<String, List<Values>> attempts = byInvoice(SourceTable.TRANSACTIONS, "attempted_at", false);
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
            List<String> row = new ArrayList<>();
            INVOICE.forEach(column -> row.add(switch (column) {
                case "paid_amount" -> paid.getOrDefault(id, BigDecimal.ZERO).toPlainString();
                case "is_void" -> String.valueOf(VOID.contains(String.valueOf(invoice.text("status")).toLowerCase(Locale.ROOT)));
                default -> invoice.text(column);
            }));
            charges.getOrDefault(id, List.of()).forEach(charge -> add(row, charge));
            Values customer = customers.get(invoice.text("customer_id"));
            CUSTOMER.forEach(column -> row.add(customer == null ? null : customer.text(column)));
            if (kind == Kind.CLAIMS) {
                row.addAll(attempted(attempts.getOrDefault(id, List.of())));
            }
            rows.add(row.toArray(String[]::new));
        }
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

    /** The last attempt where it failed; else nothing, and only the due date makes a claim. */
    private List<String> attempted(List<Values> attempts) {
        List<String> none = java.util.Collections.nCopies(ATTEMPT.size(), null);
        if (attempts.isEmpty()) {
            return none;
        }
        List<Values> sorted = attempts.stream().sorted(java.util.Comparator.comparing(SourceRecords::day)).toList();
        List<Values> failures = sorted.stream()
                .filter(each -> !RowReader.isSuccess(each.text("result_status"))).toList();
        Values last = sorted.get(sorted.size() - 1);
        if (failures.isEmpty() || failures.get(failures.size() - 1) != last) {
            return none;
        }
        return List.of("failed", or(last.text("provider")), or(last.text("payment_method")), or(last.text("device")),
                or(last.text("reason_code")), String.valueOf(sorted.size()), String.valueOf(failures.size()),
                String.valueOf(ChronoUnit.DAYS.between(day(failures.get(0)), asOf)),
                String.valueOf(ChronoUnit.DAYS.between(day(last), asOf)));
    }

    private static LocalDate day(Values attempt) {
        return DayText.day(attempt.text("attempted_at"));
    }

    private static String or(String text) {
        return text == null ? "" : text;
    }

    private Map<String, BigDecimal> paid() {
        Map<String, BigDecimal> paid = new HashMap<>();
        byInvoice(SourceTable.PAYMENTS, "payment_date", true).forEach((invoice, payments) -> payments.forEach(payment -> {
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
            throw new Refused(413, "The source's " + table.sourceName() + " have more than " + most
                    + " rows (desk.max-rows): look at a run's published tables instead.");
        }
        return rows.orElse(List.of()).stream().map(row -> new Values(table, row)).toList();
    }
}
