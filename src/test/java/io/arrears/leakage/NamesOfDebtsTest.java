package io.arrears.leakage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.arrears.lake.SourceTable;
import io.arrears.testing.StagedValues;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Numbers of different kinds that look alike, and money that names an invoice of another currency. */
class NamesOfDebtsTest {

    private static StagedValues rows;

    @BeforeAll
    static void findAll() {
        rows = StagedValues.on("2025-12-31", Map.of());
        rows.with(
                SourceTable.ORDERS,
                "order_id, customer_id, order_date, qty, price, discount, gross_amount, net_amount, status, currency",
                "('5', 'c-order', date '2025-12-20', 1, 30.00, 0.00, 30.00, 30.00, 'pending', 'EUR')");
        rows.with(SourceTable.INVOICES, "invoice_id, customer_id, invoice_date, due_date, amount, currency", """
                ('order 5', 'c-invoice', date '2025-12-01', date '2026-01-31', 71.00, 'EUR'),
                ('I1', 'c-other', date '2025-12-01', date '2026-01-31', 50.00, 'EUR'),
                ('in USD', 'c-other', date '2025-12-01', date '2026-01-31', 51.00, 'EUR')""");
        rows.with(SourceTable.PAYMENTS, "payment_id, invoice_id, payment_date, amount, is_success, currency", """
                ('dollars', 'I1 in USD', date '2025-12-10', 10.00, true, 'USD'),
                ('nowhere', 'I7 in USD', date '2025-12-10', 11.00, true, 'USD')""");
        rows.with(
                SourceTable.TRANSACTIONS,
                "attempt_id, order_id, invoice_id, customer_id, attempted_at, attempt_date, amount, result_status, is_success, "
                        + "is_refund, transaction_type, is_chargeback, currency",
                """
                ('of-order', '5', null, 'c-order', timestamp '2025-12-21 10:00:00', date '2025-12-21', 30.00, 'failed', false,
                    false, 'capture', false, 'EUR'),
                ('of-invoice', null, 'order 5', 'c-invoice', timestamp '2025-12-22 10:00:00', date '2025-12-22', 71.00, 'failed',
                    false, false, 'capture', false, 'EUR')""");
        rows.build(StateViews.STATE);
        rows.keep(
                "find_leakage",
                ControlsStage.findings(
                        ControlCatalogue.load().controls(),
                        StateViews.settings().policy(),
                        rows.session(),
                        StateViews.parameters("2025-12-31")));
    }

    @Test
    void anInvoiceThatIsNamedAsAnOrderIsAnotherDebt() {
        assertEquals(
                "of-invoice|invoice order 5\nof-order|order 5\n",
                rows.rows("select attempt_id, debt_id from int_attempts order by attempt_id"));
        assertEquals(
                "of-invoice|71.00\nof-order|30.00\n",
                rows.rows("select entity_id, cast(amount as decimal(9, 2)) from find_leakage where control_id = 'C08'"
                        + " order by entity_id"));
    }

    @Test
    void moneyInAnotherCurrencySaysWhichInvoiceItNames() {
        assertEquals(
                """
                dollars|paid 2025-12-10 in USD for invoice I1, which is in EUR
                nowhere|paid 2025-12-10 for unknown invoice I7 in USD
                """,
                rows.rows(
                        "select substring_index(entity_id, '|', 1), evidence from find_leakage where control_id = 'C06'"
                                + " order by entity_id"));
    }
}
