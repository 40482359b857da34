package io.arrears;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.testing.Commands;
import io.arrears.testing.TestPostgres;
import io.arrears.testing.TestSpark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A company that has not been paid yet, or has not billed yet: every stage runs, and the report is written. */
class YoungLedgerTest {

    private static final String DAY = "2025-12-31";

    @TempDir
    private Path folder;

    @BeforeAll
    static void fill() {
        TestSpark.session();
        TestPostgres.schema(
                "unpaid",
                "create table invoices as select 'I' || n as invoice_id, 'C' || n % 3 as customer_id,"
                        + " date '2025-10-01' + n as invoice_date, date '2025-10-31' + n as due_date, 100.00 as amount"
                        + " from generate_series(1, 30) n",
                "create table payments (invoice_id text, payment_date date, amount numeric)");
        TestPostgres.schema(
                "unbilled",
                "create table invoices (invoice_id text, invoice_date date, due_date date, amount numeric, currency text)",
                "create table payments as select 'I' || n as invoice_id, date '2025-10-01' + n as payment_date,"
                        + " 100.00 as amount from generate_series(1, 30) n");
    }

    private Commands ledger(String schema) {
        return Commands.over(Main::execute, schema, folder.resolve(schema));
    }

    private String run(String schema) throws Exception {
        Path report = folder.resolve("report");
        String said = ledger(schema).said(DAY, "--report", report.toString());
        try (Stream<Path> files = Files.list(report)) {
            assertEquals(
                    1, files.filter(file -> file.toString().endsWith(".html")).count());
        }
        return said;
    }

    @Test
    void withoutPaymentsEverythingIsOutstanding() throws Exception {
        String said = run("unpaid");
        assertTrue(
                said.contains("  the table payments has no row: the figures are those of a company without payments"),
                said);
        assertEquals(
                List.of("EUR,3000.00,0.00,3000.00"),
                ledger("unpaid")
                        .ask(DAY, "select currency, invoiced_amount, paid_amount, outstanding_amount from mart_kpis"));
        assertEquals(List.of("30"), ledger("unpaid").ask(DAY, "select count(*) from mart_invoice_risk"));
    }

    @Test
    void withoutInvoicesAllMoneyIsUnapplied() throws Exception {
        String said = run("unbilled");
        assertTrue(
                said.contains("  the table invoices has no row: the figures are those of a company without invoices"),
                said);
        assertEquals(
                List.of("0.00,3000.00"),
                ledger("unbilled").ask(DAY, "select invoiced_amount, unapplied_amount from mart_kpis"));
    }
}
