package io.arrears.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.lake.SourceTable;
import io.arrears.lake.Table;
import io.arrears.testing.NaiveBilling;
import io.arrears.testing.NaiveReceivables;
import io.arrears.testing.RandomBooks;
import io.arrears.testing.StagedValues;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Orders and invoices that meet through lines, and amounts with and without tax. */
class LinesTest {

    /** One invoice of 300 with tax for three orders, paid 100.01; one of an order of two lines; one whose lines do not sum. */
    private static StagedValues books() {
        StagedValues rows = StagedValues.on("2024-06-30", Map.of());
        rows.with(SourceTable.ORDERS, "order_id, customer_id, order_date, net_amount, currency", """
                ('o1', 'c', date '2024-05-01', 100.00, 'EUR'), ('o2', 'c', date '2024-05-01', 100.00, 'EUR'),
                ('o3', 'c', date '2024-05-01', 50.00, 'EUR'), ('o4', 'c', date '2024-05-01', null, 'EUR'),
                ('o5', 'c', date '2024-05-01', 70.00, 'EUR')""");
        rows.with(
                SourceTable.ORDER_LINES,
                "order_line_id, line_id, order_id, sku, qty, price, gross_amount, net_amount",
                """
                ('o4|1', 'o4-1', 'o4', 'a', 1, 60.00, 60.00, 60.00), ('o4|2', 'o4-2', 'o4', 'b', 2, 20.00, 40.00, 40.00),
                ('o5|1', '1', 'o5', 'a', 1, 30.00, 30.00, 30.00), ('o5|2', '2', 'o5', 'b', 2, null, null, null)""");
        rows.with(SourceTable.INVOICES, "invoice_id, order_id, invoice_date, due_date, amount, currency", """
                ('i1', null, date '2024-05-02', date '2024-06-01', 300.00, 'EUR'),
                ('i4', null, date '2024-05-02', date '2024-06-01', 100.00, 'EUR'),
                ('i5', 'o5', date '2024-05-02', date '2024-06-01', 70.00, 'EUR')""");
        rows.with(SourceTable.INVOICE_LINES, "invoice_line_id, invoice_id, order_id, net_amount, tax_amount", """
                ('i1|1', 'i1', 'o1', 100.00, 20.00), ('i1|2', 'i1', 'o2', 100.00, 20.00), ('i1|3', 'i1', 'o3', 50.00, 10.00),
                ('i4|1', 'i4', 'o4-1', 60.00, null), ('i4|2', 'i4', 'o4-2', 40.00, null),
                ('i5|1', 'i5', 'o5', 30.00, null)""");
        rows.with(
                SourceTable.PAYMENTS,
                "payment_id, invoice_id, payment_date, amount, is_success",
                "('p', 'i1', date '2024-05-20', 100.01, true)");
        return rows.build(SqlStages.state());
    }

    @Test
    void anInvoiceIsDividedAmongItsOrdersAndNothingIsLost() {
        StagedValues rows = books();
        assertEquals(
                """
                o1|100.0000|100.0000|40.0000|80.0000|1
                o2|100.0000|100.0000|40.0100|79.9900|1
                o3|50.0000|50.0000|20.0000|40.0000|1
                o4|100.0000|100.0000|0.0000|100.0000|1
                o5|70.0000|70.0000|0.0000|70.0000|1
                """,
                rows.rows("select order_id, net_amount, billed_amount, paid_amount, open_amount, invoices_count"
                        + " from int_orders order by order_id"));
        assertEquals(
                """
                i1|null|c|250.0000|300.0000|true
                i4|o4|c|100.0000|100.0000|true
                i5|o5|c|70.0000|70.0000|true
                """,
                rows.rows("select invoice_id, order_id, customer_id, net_amount, invoiced_amount, has_order"
                        + " from int_invoices order by invoice_id"));
    }

    /** i4 is of o4 by its header; its goods name o4's lines, its freight names nothing. */
    @Test
    void freightThatNamesNoOrderIsOnNoneWhereTheOtherLinesNameTheirs() {
        StagedValues rows = StagedValues.on("2024-06-30", Map.of());
        rows.with(
                SourceTable.ORDERS,
                "order_id, customer_id, order_date, sku, net_amount, currency",
                "('o4', 'c', date '2024-05-01', 'a', 100.00, 'EUR'), ('o6', 'c', date '2024-05-01', 'a', 100.00, 'EUR')");
        rows.with(SourceTable.INVOICES, "invoice_id, order_id, invoice_date, due_date, amount, currency", """
                ('i4', 'o4', date '2024-05-02', date '2024-06-01', 115.00, 'EUR'),
                ('i6', 'o6', date '2024-05-02', date '2024-06-01', 115.00, 'EUR')""");
        rows.with(SourceTable.INVOICE_LINES, "invoice_line_id, invoice_id, order_id, sku, net_amount", """
                ('i4|1', 'i4', 'o4', 'a', 100.00), ('i4|2', 'i4', null, 'freight', 10.00), ('i4|3', 'i4', null, null, 5.00),
                ('i6|1', 'i6', null, 'a', 100.00), ('i6|2', 'i6', null, 'freight', 15.00)""");
        rows.build(SqlStages.state()).build(Table.marts());
        assertEquals(
                """
                i4|null|15.0000|null
                i4|o4|100.0000|o4
                i6|o6|115.0000|o6
                """,
                rows.rows("select invoice_id, order_id, net_amount, named_order_id from int_invoice_orders"
                        + " order by invoice_id, order_id"));
        assertEquals("", rows.rows("select * from mart_reconciliation where difference <> 0"));
    }

    @Test
    void identityOneHoldsOnNetAmountsAndTheNetIsShown() {
        StagedValues rows = books().build(Table.marts());
        assertEquals("", rows.rows("select * from mart_reconciliation where difference <> 0"));
        assertEquals(
                "420.00|420.00|0.00|0.00|470.00\n",
                rows.rows(
                        "select ordered_amount, invoiced_net_amount, unbilled_amount, over_billed_amount, invoiced_amount"
                                + " from mart_kpis"));
    }

    @ParameterizedTest(name = "company {0}")
    @ValueSource(longs = {11, 12})
    void randomLinesAndTaxesAreThoseOfPlainLoops(long seed) {
        StagedValues rows = RandomBooks.of(seed, 200, LocalDate.of(2025, 4, 1));
        NaiveBilling naive = new NaiveBilling(rows.session());
        assertTrue(naive.shares().size() > 20, naive.shares().toString());
        assertEquals(
                naive.ordered(),
                text(rows, "select order_id, net_amount from int_orders where net_amount is not null"));
        assertEquals(naive.netOfInvoices(), text(rows, "select invoice_id, net_amount from int_invoices"));
        assertEquals(
                naive.netOfOrders(),
                text(
                        rows,
                        "select order_id, sum(net_amount) from int_invoice_orders where order_id is not null"
                                + " group by order_id"));
        assertEquals(
                naive.shares(),
                text(
                        rows,
                        "select order_id, max(tax_share) from int_invoice_orders where tax_share is not null"
                                + " group by order_id"));
        rows.build(Table.marts());
        assertEquals("", rows.rows("select * from mart_reconciliation where difference <> 0 and identity <> 6"));
    }

    private static Map<String, String> text(StagedValues rows, String query) {
        Map<String, String> text = new TreeMap<>();
        for (Row row : rows.session().sql(query).collectAsList()) {
            text.put(row.getString(0), NaiveReceivables.plain(row.getDecimal(1)));
        }
        text.values().removeIf("0"::equals);
        return text;
    }
}
