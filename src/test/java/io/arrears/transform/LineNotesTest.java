package io.arrears.transform;

import static io.arrears.lake.SourceTable.INVOICES;
import static io.arrears.lake.SourceTable.INVOICE_LINES;
import static io.arrears.lake.SourceTable.ORDERS;
import static io.arrears.lake.SourceTable.ORDER_LINES;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.arrears.lake.Table;
import io.arrears.testing.RawRows;
import io.arrears.testing.TestPostgres;
import io.arrears.testing.TestRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** What a run says once of tax that nobody states and of lines that it does not use. */
@TestInstance(Lifecycle.PER_CLASS)
class LineNotesTest {

    @TempDir
    static Path lake;

    private TestRun run;
    private List<String> tax;
    private List<String> lines;

    @BeforeAll
    void stageALedgerWithoutNetAmounts() {
        RawRows rows = new RawRows();
        for (int i = 1; i <= 20; i++) {
            String net = 10 * i + ".00";
            String gross = java.math.BigDecimal.valueOf(10L * i)
                    .multiply(new java.math.BigDecimal("1.07"))
                    .toPlainString();
            sell(rows, "seven-" + i, "c-" + i, net, gross);
        }
        sell(rows, "two-1", "two", "100", "119");
        sell(rows, "two-2", "two", "50", "59.50");
        sell(rows, "one", "one", "100", "125");
        sell(rows, "exact", "exact", "100", "100");
        sell(rows, "unequal", "unequal", "100", "100");
        line(rows, "unequal", "unequal", "90");
        line(rows, "nobody", "exact", "12.50");
        rows.add(ORDER_LINES, "incomplete", "order_id", "exact", "line_id", "1", "price", null);
        rows.add(
                ORDER_LINES,
                "nobody",
                "order_id",
                "nobody",
                "line_id",
                "1",
                "qty",
                "1",
                "price",
                "5",
                "discount",
                null);
        run = TestRun.of(lake, "2024-06-30", 1, TestPostgres.settings("none", Map.of()));
        rows.write(run.context());
        run.stage();
        SqlStages.intermediate().run(run.context());
        Checks checks = new Checks(run.context());
        tax = SourceNotes.note("tax", run.context(), checks);
        lines = SourceNotes.note("lines", run.context(), checks);
        checks.write();
    }

    private static void sell(RawRows rows, String id, String customer, String net, String gross) {
        rows.add(ORDERS, id, "customer_id", customer, "qty", "1", "price", net, "discount", null);
        rows.add(
                INVOICES,
                id,
                "order_id",
                id,
                "customer_id",
                customer,
                "amount",
                gross,
                "net_amount",
                null,
                "tax_amount",
                null,
                "status",
                null);
    }

    private static void line(RawRows rows, String invoice, String order, String net) {
        rows.add(INVOICE_LINES, "any", "invoice_id", invoice, "line_id", "1", "order_id", order, "net_amount", net);
    }

    /** Twenty orders of 23 have 7 %, so the one that no share fits is compared without as much. */
    @Test
    void aConstantShareIsSaidOnceForTheLedgerAndForACustomer() {
        assertEquals(
                List.of(
                        "orders look net, invoices gross: map net_amount. 2 orders of 1 customer are compared with what is"
                                + " billed less 19 % of tax, 28.50 EUR in all, such as order two-1",
                        "orders look net, invoices gross: map net_amount. 21 orders of 21 customers are compared with what is"
                                + " billed less 7 % of tax, 155.18 EUR in all, such as order one"),
                tax);
    }

    @Test
    void linesThatAreNotUsedAreCountedAndSaid() {
        assertEquals(
                List.of(
                        "invoice_lines: the lines of 1 unknown invoice are left out, with 12.500, such as those of nobody",
                        "invoice_lines: the lines of 1 invoice of 100.00 EUR sum to another amount and are left out, such as"
                                + " those of unequal (90.00 for 100.00): net_amount and tax_amount of the lines must make up"
                                + " invoices.amount",
                        "order_lines: the lines of 1 order are left out for want of a quantity or a price, such as those of"
                                + " exact: orders.qty and orders.price count",
                        "order_lines: the lines of 1 unknown order are left out, with 5.000, such as those of nobody"),
                lines);
    }

    @Test
    void everySentenceIsACheck() {
        assertEquals(
                List.of(
                        "lines|stg_invoice_lines|no_invoice|1|12.50",
                        "lines|stg_invoice_lines|unequal EUR|1|100.00",
                        "lines|stg_order_lines|incomplete EUR|1|0.00",
                        "lines|stg_order_lines|no_order|1|5.00",
                        "tax|stg_invoices|orders look net, invoices gross: map net_amount, 19 % EUR|2|28.50",
                        "tax|stg_invoices|orders look net, invoices gross: map net_amount, 7 % EUR|21|155.18"),
                run
                        .context()
                        .lake()
                        .readAll(Table.OPS_CHECKS)
                        .where("check_name in ('tax', 'lines') and status = 'WARNED'")
                        .selectExpr("check_name", "table_name", "rule", "rows", "cast(amount as decimal(19, 2))")
                        .collectAsList()
                        .stream()
                        .map((Row row) -> row.mkString("|"))
                        .sorted()
                        .toList());
    }
}
