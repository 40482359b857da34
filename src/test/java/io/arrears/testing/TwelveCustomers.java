package io.arrears.testing;

import io.arrears.lake.SourceTable;
import io.arrears.lake.Table;
import io.arrears.transform.SqlStages;
import java.util.Map;

/**
 * Twelve customers of a company that has every optional table. I02 and I06 grow old, I04 is credited and paid in part, I05
 * written off, I07 disputed, I08 void, I09 without due date, I10 charged with a new due date, I12 overpaid. A dollar has rates, a
 * yen the reverse one, a pound only an old one.
 */
public final class TwelveCustomers {

    private static StagedValues books;

    private TwelveCustomers() {}

    /** The books of 2025-06-30 with every mart, built with the first call: for tests that only read. */
    public static synchronized StagedValues books() {
        books = books == null ? build() : books;
        return books;
    }

    private static StagedValues build() {
        StagedValues rows =
                StagedValues.on("2025-06-30", Map.of("currency.default", "EUR", "currency.reporting", "EUR"));
        rows.with(
                SourceTable.INVOICES, "invoice_id, customer_id, invoice_date, due_date, amount, currency, status", """
                ('I01', 'C01', date '2025-04-01', date '2025-04-20', 100.00, 'EUR', null),
                ('I02', 'C02', date '2025-04-01', date '2025-04-20', 200.00, 'EUR', null),
                ('I03', 'C03', date '2025-04-01', date '2025-05-31', 300.00, 'EUR', null),
                ('I04', 'C04', date '2025-05-01', date '2025-05-15', 400.00, 'EUR', null),
                ('I05', 'C05', date '2025-02-01', date '2025-03-01', 500.00, 'EUR', null),
                ('I06', 'C06', date '2025-03-01', date '2025-04-01', 60.00, 'EUR', null),
                ('I07', 'C07', date '2025-01-10', date '2025-02-28', 70.00, 'EUR', null),
                ('I08', 'C08', date '2025-04-01', date '2025-04-20', 80.00, 'EUR', 'void'),
                ('I09', 'C09', date '2025-05-01', null, 90.00, 'EUR', null),
                ('I10', 'C10', date '2025-04-01', date '2025-04-10', 110.00, 'EUR', null),
                ('I11', 'C11', date '2025-05-01', date '2025-05-31', 1000.00, 'USD', null),
                ('I12', 'C12', date '2025-05-15', date '2025-06-14', 120.00, 'GBP', null),
                ('I13', 'C12', date '2025-06-01', date '2025-07-01', 1000.00, 'JPY', null)""");
        rows.with(
                SourceTable.CHARGES,
                "charge_id, invoice_id, charge_date, amount, new_due_date",
                "('H1', 'I10', date '2025-05-05', 40.00, date '2025-06-10')");
        rows.with(SourceTable.PAYMENTS, "payment_id, invoice_id, payment_date, amount, is_success", """
                ('P01', 'I01', date '2025-05-10', 100.00, true), ('P04', 'I04', date '2025-06-10', 50.00, true),
                ('P12', 'I12', date '2025-06-01', 130.00, true)""");
        rows.with(SourceTable.CREDIT_NOTES, "credit_note_id, invoice_id, credit_date, amount", """
                ('N1', 'I04', date '2025-06-05', 150.00), ('N2', 'I08', date '2025-06-05', 80.00),
                ('N3', 'I02', date '2025-07-05', 200.00), ('N4', 'I99', date '2025-06-06', 7.00)""");
        rows.with(
                SourceTable.WRITE_OFFS,
                "write_off_id, invoice_id, write_off_date, amount",
                "('W1', 'I05', date '2025-06-20', 500.00)");
        rows.with(SourceTable.DISPUTES, "dispute_id, invoice_id, opened_date, closed_date", """
                ('D1', 'I07', date '2025-03-10', date '2025-07-10'), ('D2', 'I02', date '2025-05-10', date '2025-05-20')""");
        rows.with(SourceTable.FX_RATES, "from_currency, to_currency, rate_date, rate", """
                ('USD', 'EUR', date '2025-05-31', 0.8), ('USD', 'EUR', date '2025-06-15', 0.9),
                ('USD', 'EUR', date '2025-07-01', 0.5), ('EUR', 'JPY', date '2025-06-20', 160),
                ('GBP', 'EUR', date '2025-04-01', 1.2), ('GBP', 'USD', date '2025-06-20', 1.3)""");
        rows.with(
                SourceTable.TRANSACTIONS,
                "attempt_id, invoice_id, order_id, attempted_at, attempt_date, amount, "
                        + "is_success, is_refund, provider, payment_method, reason_code, currency",
                """
                ('T1', 'I01', null, timestamp '2025-05-01 10:00', date '2025-05-01', 100.00, false, false, 'V', 'card', 'funds', 'EUR'),
                ('T2', 'I01', null, timestamp '2025-05-05 10:00', date '2025-05-05', 100.00, false, false, 'V', 'card', 'late', 'EUR'),
                ('T3', 'I02', null, timestamp '2025-05-02 10:00', date '2025-05-02', 200.00, false, false, 'V', 'card', 'expired', 'EUR'),
                ('T4', 'I02', null, timestamp '2025-05-03 10:00', date '2025-05-03', 200.00, false, false, 'V', 'card', 'expired', 'EUR'),
                ('T5', 'I02', null, timestamp '2025-05-20 10:00', date '2025-05-20', 200.00, false, false, 'V', 'card', 'expired', 'EUR'),
                ('T6', 'I02', null, timestamp '2025-06-15 10:00', date '2025-06-15', 200.00, false, false, 'V', 'card', 'expired', 'EUR'),
                ('T7', null, 'OX', timestamp '2025-05-03 10:00', date '2025-05-03', 80.00, false, false, 'V', 'card', 'funds', 'EUR'),
                ('T8', null, 'OX', timestamp '2025-05-06 10:00', date '2025-05-06', 80.00, true, false, 'V', 'card', null, 'EUR'),
                ('T9', 'I03', null, timestamp '2025-06-15 10:00', date '2025-06-15', 300.00, false, false, 'V', 'card', 'funds', 'EUR'),
                ('TA', null, 'OY', timestamp '2025-05-04 10:00', date '2025-05-04', 50.00, false, false, 'V', 'card', 'expired', 'EUR'),
                ('TB', null, 'OY', timestamp '2025-06-10 10:00', date '2025-06-10', 50.00, true, false, 'V', 'card', null, 'EUR')""");
        rows.given(Table.OPS_SOURCES, "source_table, column_name, is_present", """
                ('credit_notes', 'amount', true), ('write_offs', 'amount', true), ('disputes', 'amount', false),
                ('disputes', 'invoice_id', true)""");
        rows.given(
                Table.SCORE_INVOICES,
                "invoice_id, default_prob, expected_loss",
                "('I02', 0.5D, 60.00), ('I06', 0.5D, 18.00), ('I07', 1.0D, 42.00)");
        rows.given(
                Table.SCORE_CLAIMS,
                "claim_id, claim_type, invoice_id, order_id, customer_id, currency, amount, p_recover_30d, ev_recovered, "
                        + "priority_rank",
                """
                ('invoice:I03', 'failed_payment', 'I03', null, 'C03', 'EUR', 300.00, 0.4D, 120.00, 1),
                ('invoice:I02', 'overdue_invoice', 'I02', null, 'C02', 'EUR', 200.00, 0.5D, 100.00, 2),
                ('invoice:I10', 'overdue_invoice', 'I10', null, 'C02', 'EUR', 150.00, 0.3D, 45.00, 3),
                ('invoice:I06', 'overdue_invoice', 'I06', null, 'C06', 'EUR', 60.00, 0.5D, 30.00, 4),
                ('invoice:I07', 'overdue_invoice', 'I07', null, 'C07', 'EUR', 70.00, 0.1D, 7.00, 5),
                ('order:OZ', 'failed_payment', null, 'OZ', null, 'EUR', 0.50, 0.5D, 0.25, 6),
                ('invoice:I11', 'overdue_invoice', 'I11', null, 'C11', 'USD', 1000.00, 0.6D, 600.00, 1)""");
        rows.given(
                Table.SCORE_TREATMENTS,
                "currency, quarter, debtor_id, claim_id, invoice_id, first_flagged_on, treatment, holdout_share, amount",
                """
                ('EUR', '2025-Q2', 'C01', 'invoice:I01', 'I01', date '2025-05-05', 'chase', 0.5D, 100.00),
                ('EUR', '2025-Q2', 'C02', 'invoice:I02', 'I02', date '2025-05-05', 'chase', 0.5D, 200.00),
                ('EUR', '2025-Q2', 'C03', 'invoice:I03', 'I03', date '2025-05-20', 'hold-out', 0.5D, 300.00),
                ('EUR', '2025-Q2', 'C04', 'invoice:I04', 'I04', date '2025-05-20', 'hold-out', 0.5D, 400.00)""");
        rows.with(SourceTable.PROMISES, "promise_id, invoice_id, promise_date, pay_by_date, amount", """
                ('Q1', 'I06', date '2025-06-10', date '2025-07-05', 60.00),
                ('Q2', 'I02', date '2025-05-15', date '2025-05-31', null)""");
        rows.with(SourceTable.CONTACTS, "contact_id, customer_id, invoice_id, contact_date, channel, outcome", """
                ('K1', 'C02', null, date '2025-06-01', 'call', 'no answer'), ('K2', null, 'I06', date '2025-06-20', 'mail', null),
                ('K3', 'C02', null, date '2025-05-01', 'mail', 'read')""");
        return rows.build(SqlStages.state()).build(Table.marts());
    }
}
