package io.arrears.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.arrears.lake.SourceTable;
import io.arrears.lake.Table;
import io.arrears.testing.StagedValues;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Identity 7: what rows state beside what the marts have. Each currency of the ledger has an invoice of 238 with tax for two
 * orders of 100, paid in two parts; in SEK nothing states a net, and 21 orders show the share of the tax; in DKK the invoice
 * states its net, and its lines hold the tax without saying so.
 */
class StatedIdentityTest {

    private static final String DIFFERENCES = "select currency, part, difference from mart_reconciliation"
            + " where identity = 7 and difference <> 0 order by currency, part";

    private static StagedValues books() {
        StagedValues rows = StagedValues.on("2024-06-30", Map.of());
        StringBuilder orders = new StringBuilder();
        StringBuilder invoices = new StringBuilder();
        StringBuilder lines = new StringBuilder();
        StringBuilder payments = new StringBuilder();
        for (String currency : new String[] {"CHF", "EUR", "GBP", "USD"}) {
            orders.append("('%1$s1', 'c', date '2024-05-01', 100.00, '%1$s'), ".formatted(currency))
                    .append("('%1$s2', 'c', date '2024-05-01', 100.00, '%1$s'), ".formatted(currency));
            invoices.append("('i%1$s', null, date '2024-05-02', 238.00, null, '%1$s', '%1$s'), ".formatted(currency));
            lines.append("('i%1$s|1', 'i%1$s', '%1$s1', 100.00, 19.00), ".formatted(currency))
                    .append("('i%1$s|2', 'i%1$s', '%1$s2', 100.00, 19.00), ".formatted(currency));
            payments.append("('p', 'i%1$s', date '2024-05-20', 138.00, true, '%1$s', null), ".formatted(currency))
                    .append("('q', 'i%1$s', date '2024-05-21', 100.00, true, '%1$s', null), ".formatted(currency));
        }
        for (int i = 0; i < 21; i++) {
            orders.append("('s%1$d', 'c', date '2024-05-01', 100.00, 'SEK'), ".formatted(i));
            invoices.append("('t%1$d', 's%1$d', date '2024-05-02', 125.00, null, 'SEK', null), ".formatted(i));
        }
        orders.append("('n1', 'c', date '2024-05-01', 200.00, 'DKK'), ");
        invoices.append("('in', 'n1', date '2024-05-02', 238.00, 200.00, 'DKK', null), ");
        lines.append("('in|1', 'in', 'n1', 119.00, null), ('in|2', 'in', 'n1', 119.00, null), ");
        rows.with(SourceTable.ORDERS, "order_id, customer_id, order_date, net_amount, currency", listed(orders));
        rows.with(
                SourceTable.INVOICES,
                "invoice_id, order_id, invoice_date, amount, net_amount, currency, stated_currency",
                listed(invoices));
        rows.with(
                SourceTable.INVOICE_LINES,
                "invoice_line_id, invoice_id, order_id, net_amount, tax_amount",
                listed(lines));
        rows.with(
                SourceTable.PAYMENTS,
                "payment_id, invoice_id, payment_date, amount, is_success, currency, stated_currency",
                listed(payments));
        return rows;
    }

    private static String listed(StringBuilder rows) {
        return rows.substring(0, rows.length() - 2);
    }

    @Test
    void whatIsStatedIsInTheMarts() {
        StagedValues rows = books().build(SqlStages.state()).build(Table.marts());
        assertEquals("", rows.rows("select * from mart_reconciliation where difference <> 0 and identity <> 6"));
        assertEquals(
                "CHF|200.00|0.00|200.00\nDKK|200.00|0.00|200.00\nSEK|0.00|2100.00|2100.00\n",
                rows.rows("select currency, left_amount, orphan_amount, right_amount from mart_reconciliation"
                        + " where part = 'net amounts' and currency in ('CHF', 'DKK', 'SEK') order by currency"));
    }

    /** In CHF a stated currency is overruled, in EUR an order counts twice, in GBP tax is revenue, in USD money is dropped. */
    @Test
    void whatIsReadOtherwiseBreaksTheIdentity() {
        StagedValues rows = books();
        for (Table table : SqlStage.of("test", SqlStages.state()).order()) {
            rows.build(List.of(table));
            if (table == Table.INT_INVOICE_ORDERS) {
                rows.keep(
                        table.sqlName(),
                        rows.session()
                                .sql("select * except (net_amount), if(invoice_id = 'iGBP', gross_amount,"
                                        + " net_amount) as net_amount from int_invoice_orders union all"
                                        + " select * except (net_amount), net_amount from int_invoice_orders"
                                        + " where invoice_id = 'iEUR' and place = 2"));
            }
        }
        // A stated currency that is overruled, and an allocation that is dropped.
        rows.keep(
                "int_invoices",
                rows.session()
                        .sql(
                                "select * except (paid_amount, currency), cast(if(invoice_id = 'iUSD', 138, paid_amount) as"
                                        + " decimal(19, 4)) as paid_amount, if(invoice_id = 'iCHF', 'NOK', currency) as currency"
                                        + " from int_invoices"));
        rows.build(Table.marts());
        assertEquals("""
                CHF|allocations|238.00
                CHF|invoices|238.00
                CHF|net amounts|200.00
                EUR|net amounts|-100.00
                GBP|net amounts|-38.00
                NOK|allocations|-238.00
                NOK|invoices|-238.00
                NOK|net amounts|-200.00
                USD|allocations|100.00
                """, rows.rows(DIFFERENCES));
    }
}
