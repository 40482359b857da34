package io.arrears.transform;

import static io.arrears.lake.SourceTable.CHARGES;
import static io.arrears.lake.SourceTable.CONTACTS;
import static io.arrears.lake.SourceTable.CREDIT_NOTES;
import static io.arrears.lake.SourceTable.CUSTOMERS;
import static io.arrears.lake.SourceTable.DISPOSITIONS;
import static io.arrears.lake.SourceTable.DISPUTES;
import static io.arrears.lake.SourceTable.FX_RATES;
import static io.arrears.lake.SourceTable.INSTALMENTS;
import static io.arrears.lake.SourceTable.INVOICES;
import static io.arrears.lake.SourceTable.INVOICE_LINES;
import static io.arrears.lake.SourceTable.ORDERS;
import static io.arrears.lake.SourceTable.ORDER_LINES;
import static io.arrears.lake.SourceTable.OUTCOMES;
import static io.arrears.lake.SourceTable.PAYMENTS;
import static io.arrears.lake.SourceTable.PRODUCTS;
import static io.arrears.lake.SourceTable.PROMISES;
import static io.arrears.lake.SourceTable.RETURNS;
import static io.arrears.lake.SourceTable.SALES_REPS;
import static io.arrears.lake.SourceTable.SHIPMENTS;
import static io.arrears.lake.SourceTable.TRANSACTIONS;
import static io.arrears.lake.SourceTable.WRITE_OFFS;

import io.arrears.lake.SourceTable;
import io.arrears.testing.RawRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A catalogue of bad rows, each under a key of its own, with the rule that must find it. */
final class PlantedFaults {

    /** A planted row and the one rule that must find it; the rule is null where the row must pass as it is. */
    record Fault(SourceTable table, String key, String rule, boolean quarantined, String[] changes) {}

    private final List<Fault> faults = new ArrayList<>();

    PlantedFaults() {
        refusedAmounts();
        refusedDays();
        refusedKeysAndCurrencies();
        refusedWords();
        repairedNumbers();
        repairedDays();
        droppedValues();
        businessDefects();
    }

    List<Fault> all() {
        return faults;
    }

    void addTo(RawRows rows) {
        faults.forEach(fault -> rows.add(fault.table(), fault.key(), fault.changes()));
    }

    /** Rows each repair must count, by {@code table.rule}. */
    Map<String, Long> repairs() {
        Map<String, Long> counts = new TreeMap<>();
        faults.stream()
                .filter(fault -> !fault.quarantined() && fault.rule() != null)
                .forEach(fault -> counts.merge(fault.table().staging().sqlName() + "." + fault.rule(), 1L, Long::sum));
        return counts;
    }

    private void refused(SourceTable table, String rule, String... changes) {
        faults.add(new Fault(table, "bad-" + faults.size(), rule, true, changes));
    }

    private void repaired(SourceTable table, String rule, String... changes) {
        faults.add(new Fault(table, "fix-" + faults.size(), rule, false, changes));
    }

    private void refusedAmounts() {
        for (SourceTable table : List.of(
                INVOICES,
                CHARGES,
                INSTALMENTS,
                PAYMENTS,
                RETURNS,
                TRANSACTIONS,
                CREDIT_NOTES,
                WRITE_OFFS,
                INVOICE_LINES,
                FX_RATES)) {
            refused(table, "no_amount", table.amount(), null);
            refused(table, "no_amount", table.amount(), " ");
            refused(table, "unreadable_amount", table.amount(), "NaN");
            refused(table, "unreadable_amount", table.amount(), "Infinity");
            refused(table, "unreadable_amount", table.amount(), "12 apples");
            refused(table, "amount_out_of_range", table.amount(), "1e17");
        }
        refused(FX_RATES, "amount_out_of_range", "rate", "0");
        refused(FX_RATES, "amount_out_of_range", "rate", "-1.2");
    }

    private void refusedDays() {
        for (SourceTable table : List.of(
                INVOICES,
                CHARGES,
                INSTALMENTS,
                PAYMENTS,
                ORDERS,
                RETURNS,
                TRANSACTIONS,
                CREDIT_NOTES,
                WRITE_OFFS,
                DISPUTES,
                PROMISES,
                CONTACTS,
                OUTCOMES,
                DISPOSITIONS,
                SHIPMENTS,
                FX_RATES)) {
            String day = dayOf(table);
            refused(table, "no_date", day, null);
            refused(table, "unreadable_date", day, "infinity");
            refused(table, "unreadable_date", day, "0000-00-00");
            refused(table, "unreadable_date", day, "2024-02-30");
            refused(table, "unreadable_date", day, "13/13/2024");
            refused(table, "date_out_of_range", day, "9999-12-31");
            refused(table, "date_out_of_range", day, "1900-01-01");
        }
    }

    /** The day that a row cannot be without. */
    private static String dayOf(SourceTable table) {
        return table == INSTALMENTS ? "due_date" : RawRows.eventDate(table).orElseThrow();
    }

    private void refusedKeysAndCurrencies() {
        for (SourceTable table : List.of(INVOICES, ORDERS, CUSTOMERS, PRODUCTS, SALES_REPS)) {
            refused(table, "no_key", table.staging().key().get(0), null);
            refused(table, "no_key", table.staging().key().get(0), " \t");
        }
        refused(CHARGES, "no_key", "invoice_id", "");
        refused(INSTALMENTS, "no_key", "invoice_id", "");
        refused(INVOICE_LINES, "no_key", "invoice_id", " ");
        refused(ORDER_LINES, "no_key", "order_id", null);
        refused(DISPUTES, "no_key", "invoice_id", "");
        refused(PROMISES, "no_key", "invoice_id", null);
        refused(CONTACTS, "no_key", "invoice_id", null, "customer_id", null);
        refused(OUTCOMES, "no_key", "claim_id", " ", "customer_id", null, "undoes_outcome_id", "");
        refused(DISPOSITIONS, "no_key", "finding_id", "");
        refused(SHIPMENTS, "no_key", "order_id", "");
        refused(FX_RATES, "unknown_currency", "from_currency", "Euro");
        refused(FX_RATES, "unknown_currency", "to_currency", null);
        for (SourceTable table : List.of(INVOICES, ORDERS, TRANSACTIONS)) {
            refused(table, "unknown_currency", "currency", "EURO");
            refused(table, "unknown_currency", "currency", "€");
        }
    }

    private void refusedWords() {
        refused(PAYMENTS, "unknown_success_word", "success_flag", "maybe");
        refused(TRANSACTIONS, "unknown_success_word", "result_status", "eingelöst");
        refused(DISPOSITIONS, "unknown_decision", "decision", "perhaps");
        refused(DISPOSITIONS, "unknown_decision", "decision", null);
        refused(DISPOSITIONS, "unreadable_date", "until_date", "soon");
    }

    private void repairedNumbers() {
        for (SourceTable table : List.of(
                INVOICES,
                CHARGES,
                INSTALMENTS,
                PAYMENTS,
                RETURNS,
                TRANSACTIONS,
                CUSTOMERS,
                SALES_REPS,
                CREDIT_NOTES,
                WRITE_OFFS,
                DISPUTES,
                PROMISES,
                CONTACTS,
                OUTCOMES)) {
            repaired(table, "amount_format", table.amount(), "1.234,50");
            repaired(table, "amount_format", table.amount(), "$1,234.50");
            repaired(table, "amount_format", table.amount(), "1e2");
            repaired(table, "amount_rounded", table.amount(), "8873.349999999999");
        }
        repaired(ORDERS, "amount_rounded", "discount", "0.3333333");
        repaired(ORDERS, "amount_format", "price", "1.234,5");
        repaired(PRODUCTS, "amount_rounded", "cost_price", "0.123456");
        repaired(PRODUCTS, "amount_format", "list_price", "12,5");
    }

    private void repairedDays() {
        for (SourceTable table : List.of(
                INVOICES,
                CHARGES,
                INSTALMENTS,
                PAYMENTS,
                ORDERS,
                RETURNS,
                TRANSACTIONS,
                CUSTOMERS,
                CREDIT_NOTES,
                WRITE_OFFS,
                DISPUTES,
                PROMISES,
                CONTACTS,
                OUTCOMES,
                DISPOSITIONS,
                SHIPMENTS)) {
            repaired(table, "date_format", dayOf(table), "01.03.2024");
            repaired(table, "date_format", dayOf(table), "20240301");
        }
    }

    private void droppedValues() {
        repaired(INVOICES, "due_date_dropped", "due_date", "soon");
        repaired(INVOICES, "net_dropped", "net_amount", "most");
        repaired(INVOICES, "discount_until_dropped", "discount_until", "soon");
        repaired(INVOICES, "discount_amount_dropped", "discount_amount", "some");
        repaired(INVOICES, "tax_dropped", "tax_amount", "a fifth");
        repaired(RETURNS, "net_dropped", "net_amount", "most");
        repaired(RETURNS, "tax_dropped", "tax_amount", "a fifth");
        repaired(INVOICE_LINES, "tax_dropped", "tax_amount", "a fifth");
        repaired(INVOICE_LINES, "qty_dropped", "qty", "two");
        repaired(INVOICE_LINES, "amount_rounded", "net_amount", "0.125");
        repaired(INVOICE_LINES, "amount_format", "net_amount", "1.234,50");
        repaired(ORDER_LINES, "qty_dropped", "qty", "two");
        repaired(ORDER_LINES, "price_dropped", "price", "free");
        repaired(ORDER_LINES, "discount_dropped", "discount", "some");
        repaired(ORDER_LINES, "amount_format", "price", "1.234,5");
        repaired(INVOICES, "status_date_dropped", "status_date", "soon");
        repaired(INVOICES, "known_at_dropped", "known_at", "0000-00-00");
        repaired(INVOICES, "stored_amount_dropped", "amount_paid", "all");
        repaired(INVOICES, "stored_date_dropped", "paid_date", "9999-12-31");
        repaired(CHARGES, "due_date_dropped", "new_due_date", "2024-02-31");
        repaired(CUSTOMERS, "flag_unreadable", "do_not_contact", "perhaps not");
        repaired(TRANSACTIONS, "flag_unreadable", "chargeback_flag", "maybe");
        repaired(PAYMENTS, "key_made", "payment_id", " ");
        repaired(RETURNS, "key_made", "return_id", "NULL");
        repaired(RETURNS, "qty_dropped", "qty", "two");
        repaired(CUSTOMERS, "signup_date_dropped", "signup_date", "0001-01-01");
        repaired(CUSTOMERS, "credit_score_dropped", "credit_score", "good");
        repaired(CUSTOMERS, "amount_dropped", "credit_limit", "much");
        repaired(ORDERS, "qty_dropped", "qty", "NaN-ish");
        repaired(ORDERS, "price_dropped", "price", "free");
        repaired(ORDERS, "currency_not_stated", "currency", " ");
        repaired(PRODUCTS, "cost_dropped", "cost_price", "?");
        repaired(SALES_REPS, "amount_dropped", "quota", "high");
        repaired(TRANSACTIONS, "retries_dropped", "retries", "many");
        repaired(TRANSACTIONS, "flag_unreadable", "chargeback_flag", "perhaps");
        repaired(TRANSACTIONS, "payment_date_dropped", "payment_date", "n.a.");
        repaired(DISPUTES, "closed_date_dropped", "closed_date", "open");
        repaired(DISPUTES, "amount_dropped", "amount", "all");
        repaired(PROMISES, "amount_dropped", "amount", "all");
        repaired(CONTACTS, "amount_dropped", "cost", "?");
        repaired(OUTCOMES, "amount_dropped", "cost", "?");
        repaired(OUTCOMES, "known_at_dropped", "known_at", "soon");
        repaired(DISPOSITIONS, "known_at_dropped", "known_at", "soon");
        repaired(DISPOSITIONS, "key_made", "disposition_id", " ");
        repaired(DISPOSITIONS, "control_characters", "reason", "x\u0007y");
        repaired(SHIPMENTS, "delivered_date_dropped", "delivered_date", "soon");
        repaired(SHIPMENTS, "qty_dropped", "qty", "few");
        repaired(CREDIT_NOTES, "key_made", "credit_note_id", " ");
        repaired(INVOICES, "key_trimmed", "invoice_id", " fix-trimmed ");
        repaired(INVOICES, "control_characters", "customer_id", "C\u00071");
    }

    /** Wrong in business, usable as data: orphans, negative and zero amounts, dates out of order. They stay. */
    private void businessDefects() {
        repaired(INVOICES, null, "amount", "-5");
        repaired(INVOICES, null, "amount", "0");
        repaired(INVOICES, null, "due_date", "2020-01-01");
        repaired(INVOICES, null, "customer_id", null, "order_id", null);
        repaired(PAYMENTS, null, "invoice_id", null);
        repaired(PAYMENTS, null, "success_flag", "Bounced");
        repaired(TRANSACTIONS, null, "result_status", "In-Progress");
        repaired(TRANSACTIONS, null, "result_status", null);
        repaired(PAYMENTS, null, "payment_date", "2031-01-01");
        repaired(CREDIT_NOTES, null, "invoice_id", null);
        repaired(WRITE_OFFS, null, "amount", "-3");
        repaired(DISPUTES, null, "closed_date", "2020-01-01");
        repaired(RETURNS, null, "order_id", null, "customer_id", null, "sku", null);
        repaired(ORDERS, null, "discount", "9999");
        repaired(OUTCOMES, null, "claim_id", null, "undoes_outcome_id", null);
        repaired(DISPOSITIONS, null, "decision", "Withdrawn", "until_date", null);
    }
}
