package io.arrears.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.arrears.lake.SourceTable;
import io.arrears.lake.Table;
import io.arrears.testing.StagedValues;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Edges of the state at 2025-06-30; each currency is a case of its own. */
class StateTest {

    private static StagedValues rows;

    @BeforeAll
    static void build() {
        rows = StagedValues.on("2025-06-30", Map.of());
        rows.put(SourceTable.INVOICES, rows.maker().sql("""
                select concat_ws('', 'A', days) as invoice_id, null as order_id, null as customer_id, date '2024-05-31' as invoice_date,
                    date_sub(date '2025-06-30', days) as due_date, 1.00 as amount, 'AGE' as currency,
                    date '2024-05-31' as visible_from, date '9999-12-31' as conflict_from
                from values (-1), (0), (1), (30), (31), (60), (61), (90), (91), (null) as t(days)
                union all
                select * from values
                    ('M1', null, 'CM', date '2024-05-01', date '2024-05-31', 10.00, 'MON', date '2024-05-01', date '9999-12-31'),
                    ('M2', null, 'CM', date '2025-05-31', date '2025-06-30', 20.01, 'MON', date '2025-05-31', date '9999-12-31'),
                    ('K1', null, 'CK', date '2025-03-01', date '2025-03-31', 50.00, 'KNW', date '2025-03-01', date '9999-12-31'),
                    ('K2', null, 'CK', date '2025-03-01', date '2025-03-31', 70.00, 'KNW', date '2025-03-01', date '2025-06-15'),
                    ('K3', null, 'CK', date '2025-04-10', date '2025-05-10', 90.00, 'KNW', date '2025-04-10', date '9999-12-31'),
                    ('O1', 'OA', 'CO', date '2025-06-01', date '2025-06-15', 30.00, 'XXX', date '2025-06-01', date '9999-12-31'),
                    ('O2', 'OA', 'CO', date '2025-06-02', date '2025-06-15', 70.00, 'XXX', date '2025-06-02', date '9999-12-31'),
                    ('O3', 'OB', 'CO', date '2025-06-02', date '2025-06-15', 40.00, 'ORD', date '2025-06-02', date '9999-12-31'),
                    ('O5', 'OD', 'CD', date '2025-06-02', date '2025-06-15', 12.00, 'XXX', date '2025-06-02', date '9999-12-31'),
                    ('D1', null, 'CN', date '2025-04-15', null, 100.00, 'NDD', date '2025-04-15', date '9999-12-31'),
                    ('D2', null, 'CN', date '2025-06-01', null, 300.00, 'NDD', date '2025-06-01', date '9999-12-31'),
                    ('O4', 'OC', 'CC', date '2025-06-02', null, 40.00, 'CAN', date '2025-06-02', date '9999-12-31')
                """));
        rows.put(SourceTable.PAYMENTS, rows.maker().sql("""
                select * from values
                    ('P1', 'M2', date '2025-06-01', 20.00, true, date '2025-06-01'),
                    ('P2', 'K1', date '2025-06-20', 50.00, true, date '2025-07-02'),
                    ('P3', 'K2', date '2025-03-05', 10.00, true, date '2025-03-05'),
                    ('P4', 'K3', date '2025-03-20', 15.00, true, date '2025-03-20'),
                    ('P5', 'O1', date '2025-06-10', 30.00, true, date '2025-06-10'),
                    ('P6', 'D1', date '2025-05-20', 100.00, true, date '2025-05-20')
                    as t(payment_id, invoice_id, payment_date, amount, is_success, visible_from)"""));
        rows.with(SourceTable.ORDERS, "order_id, customer_id, order_date, net_amount, status, currency", """
                ('OA', 'CO', date '2025-05-20', 100.00, 'returned', 'ORD'),
                ('OB', 'CO', date '2025-05-20', null, 'completed', 'XXX'),
                ('OC', 'CC', date '2025-05-20', 40.00, 'cancelled', 'CAN'),
                ('OD', 'CD', date '2025-06-03', 12.00, 'completed', 'ORD')""");
        rows.with(SourceTable.RETURNS, "return_id, order_id, customer_id, return_date, refund_amount", """
                ('R1', 'OA', null, date '2025-06-20', 25.00), ('R2', null, 'CM', date '2025-06-21', 3.00),
                ('R3', null, 'nobody', date '2025-06-22', 1.00)""");
        rows.with(SourceTable.TRANSACTIONS, "attempt_id, order_id, attempt_date, amount, currency, payment_date", """
                ('T1', 'OA', date '2025-06-01', 30.00, 'ORD', date '2025-06-10'),
                ('T2', 'OA', date '2025-06-02', 70.00, 'ORD', date '2025-07-10'),
                ('T3', 'OA', date '2025-07-02', 70.00, 'ORD', date '2025-07-10')""");
        rows.build(SqlStages.state()).build(Table.marts());
    }

    @Test
    void ageingBucketsAreHalfOpenAtTheirEdges() {
        assertEquals(
                "A-1|Not Due|false\nA0|Not Due|false\nA1|1-30 Days|true\nA30|1-30 Days|true\nA31|31-60 Days|true\n"
                        + "A60|31-60 Days|true\nA61|61-90 Days|true\nA90|61-90 Days|true\nA91|90+ Days|true\n"
                        + "A|No Due Date|false\n",
                rows.rows("select invoice_id, ageing_bucket, is_overdue from int_invoices "
                        + "where currency = 'AGE' order by ageing_sort, days_past_due"));
        assertEquals(
                "Not Yet Due|3\n1-90 Days Overdue|6\n90+ Days Overdue|1\n",
                rows.rows("select funnel_stage, invoices "
                        + "from mart_revenue_funnel where currency = 'AGE' order by funnel_sort"));
    }

    @Test
    void monthsOfDifferentYearsStayApart() {
        assertEquals(
                "2024-05-01|10.00|0.00|10.00|0.00\n2025-05-01|20.01|0.00|0.01|0.00\n2025-06-01|0.00|20.00|0.00|3.00\n",
                rows.rows("select month, invoiced_amount, collected_amount, outstanding_amount, refund_amount "
                        + "from mart_revenue_by_month where currency = 'MON' order by month"));
    }

    @Test
    void aCentIsSummedButIsNoOpenInvoice() {
        assertEquals(
                "10.01|1|10.00\n",
                rows.rows("select outstanding_amount, open_invoices, overdue_amount from mart_kpis "
                        + "where currency = 'MON'"));
    }

    @Test
    void whatWasNotKnownHasNotHappened() {
        assertEquals(
                "K1|50.00\nK3|75.00\n",
                rows.rows("select invoice_id, open_amount from mart_invoice_risk "
                        + "where currency = 'KNW' order by invoice_id"));
    }

    @Test
    void aConflictingInvoiceLeavesAndAPrepaymentWaitsForItsInvoice() {
        assertEquals(
                "receipts|-5.00\nsales|20.00\n",
                rows.rows("select movement, cast(amount as decimal(9, 2)) "
                        + "from int_movements where currency = 'KNW' order by movement"));
        assertEquals("110.00\n", rows.rows("select opening_receivables_amount from mart_kpis where currency = 'KNW'"));
        assertEquals("", rows.rows("select * from mart_reconciliation where difference <> 0"));
    }

    @Test
    void aCurrencyIsTakenFromTheOrderAndAnOrdersFromItsInvoices() {
        assertEquals(
                "O1|ORD\nO2|ORD\nO3|ORD\n",
                rows.rows("select invoice_id, currency from int_invoices "
                        + "where customer_id = 'CO' order by invoice_id"));
        assertEquals(
                "ORD\n",
                rows.rows("select currency from int_invoices where invoice_id = 'O5'"),
                "known before its order, which is known today");
        assertEquals("", rows.rows("select * from mart_reconciliation where difference <> 0"));
        assertEquals(
                "OA|ORD|100.00|2|25.00\nOB|ORD|40.00|1|0.00\n",
                rows.rows("select order_id, currency, "
                        + "cast(billed_amount as decimal(9, 2)), invoices_count, cast(refunded_amount as decimal(9, 2)) "
                        + "from int_orders where customer_id = 'CO' order by order_id"));
        assertEquals(
                "R1|ORD\nR2|MON\nR3|XXX\n",
                rows.rows("select return_id, currency from int_refunds order by return_id"));
    }

    @Test
    void aRefundIsNotRepeatedForEachInvoiceOfItsOrder() {
        assertEquals(
                "25.00|25.00\n",
                rows.rows("select (select refund_amount from mart_kpis where currency = 'ORD'), "
                        + "(select sum(refund_amount) from mart_customer_risk where currency = 'ORD')"));
    }

    @Test
    void salesOfCancelledOrdersAreNoneAndRatiosWithoutThemNull() {
        assertEquals(
                "40.00|0.00|null|null|null\n",
                rows.rows("select outstanding_amount, sales_amount, dso_days, "
                        + "dso_countback_days, cei_pct from mart_kpis where currency = 'CAN'"));
    }

    @Test
    void withoutDueDatesDaysSalesOutstandingHoldsAndWhatNeedsThemIsUnknown() {
        // 300 of 400 sold in the 92 days after 30 March are open.
        assertEquals(
                "300.00|400.00|69.0|null|null|null\n",
                rows.rows("select outstanding_amount, sales_amount, round(dso_days, 2), best_possible_dso_days, "
                        + "average_days_delinquent, cei_pct from mart_kpis where currency = 'NDD'"));
    }

    @Test
    void aPaymentDateAfterTheDayIsNotKnownToAnAttempt() {
        assertEquals(
                "T1|order OA|2025-06-10\nT2|order OA|null\n",
                rows.rows("select attempt_id, debt_id, payment_date from int_attempts order by attempt_id"));
    }

    @Test
    void absentTablesGiveEmptyMarts() {
        StagedValues nothing =
                StagedValues.on("2025-06-30", Map.of()).build(SqlStages.state()).build(Table.marts());
        for (Table table : Table.marts()) {
            assertEquals("0\n", nothing.rows("select count(*) from " + table.sqlName()), table.sqlName());
        }
    }
}
