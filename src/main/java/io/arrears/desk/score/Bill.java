package io.arrears.desk.score;

import java.math.BigDecimal;

/**
 * The invoice behind a claim, as a run published it.
 *
 * @param credited null: the source has no credit notes
 * @param open what is still to be paid
 */
public record Bill(
        String invoice,
        String order,
        String invoiceDate,
        String dueDate,
        BigDecimal invoiced,
        BigDecimal paid,
        BigDecimal credited,
        BigDecimal open) {

    static Bill of(MartRow row) {
        return new Bill(
                row.text("invoice_id"),
                row.text("order_id"),
                row.text("invoice_date"),
                row.text("due_date"),
                row.money("invoiced_amount"),
                row.money("paid_amount"),
                row.money("credited_amount"),
                row.money("outstanding_amount"));
    }
}
