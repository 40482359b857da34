package io.arrears.testing;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;

/** A ledger written by hand, a line a row; days are ISO dates, amounts plain text in EUR. */
public final class HandLedger {

    private final StagedRows rows = StagedRows.empty();

    public StagedRows rows() {
        return rows;
    }

    /** Of nobody; due may be null. */
    public void invoice(String id, String issued, String due, String amount) {
        invoice(id, null, null, "EUR", issued, due, amount);
    }

    /** Customer, order and due may be null. */
    public void invoice(
            String id, String customer, String order, String currency, String issued, String due, String amount) {
        rows.add(
                "stg_invoices",
                LocalDate.parse(issued),
                "invoice_id",
                id,
                "order_id",
                order,
                "customer_id",
                customer,
                "invoice_date",
                LocalDate.parse(issued),
                "due_date",
                day(due),
                "amount",
                new BigDecimal(amount),
                "currency",
                currency);
    }

    public void pay(String invoice, String day, String known, String amount) {
        rows.add(
                "stg_payments",
                LocalDate.parse(known),
                "payment_id",
                invoice + day,
                "invoice_id",
                invoice,
                "payment_date",
                LocalDate.parse(day),
                "amount",
                new BigDecimal(amount),
                "is_success",
                true);
    }

    /** NewDue may be null. */
    public void charge(String invoice, String day, String amount, String newDue) {
        rows.add(
                "stg_charges",
                LocalDate.parse(day),
                "charge_id",
                invoice + day,
                "invoice_id",
                invoice,
                "charge_date",
                LocalDate.parse(day),
                "amount",
                new BigDecimal(amount),
                "new_due_date",
                day(newDue));
    }

    public void order(String id, String customer, String currency, String day) {
        rows.add(
                "stg_orders",
                LocalDate.parse(day),
                "order_id",
                id,
                "customer_id",
                customer,
                "order_date",
                LocalDate.parse(day),
                "currency",
                currency,
                "status",
                "completed");
    }

    /** Of an invoice; the money is still on its way. */
    public void pending(String id, String invoice, String at, String amount) {
        attempt(id, invoice, null, at, amount, false, false);
        rows.of("stg_transactions").get(rows.of("stg_transactions").size() - 1).put("result_status", "processing");
    }

    /** Of an invoice or an order, the other null. */
    public void attempt(
            String id, String invoice, String order, String at, String amount, boolean success, boolean refund) {
        attempt(id, invoice, order, "EUR", at, amount, success, refund);
    }

    public void attempt(
            String id,
            String invoice,
            String order,
            String currency,
            String at,
            String amount,
            boolean success,
            boolean refund) {
        LocalDateTime time = LocalDateTime.parse(at);
        rows.add(
                "stg_transactions",
                time.toLocalDate(),
                "attempt_id",
                id,
                "invoice_id",
                invoice,
                "order_id",
                order,
                "attempted_at",
                time,
                "attempt_date",
                time.toLocalDate(),
                "amount",
                new BigDecimal(amount),
                "currency",
                currency,
                "is_success",
                success,
                "is_refund",
                refund,
                "is_chargeback",
                false);
    }

    private static LocalDate day(String day) {
        return day == null ? null : LocalDate.parse(day);
    }
}
