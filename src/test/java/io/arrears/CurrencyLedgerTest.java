package io.arrears;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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

/** A ledger of euros, yen and dinars, with money of an unknown currency, from the tables to the report. */
class CurrencyLedgerTest {

    private static final String DAY = "2024-06-30";

    @TempDir
    private Path folder;

    @BeforeAll
    static void fill() {
        TestSpark.session();
        TestPostgres.schema(
                "currencies",
                "create table invoices (invoice_id text, order_id text, customer_id text, invoice_date date, due_date date,"
                        + " amount numeric, currency text)",
                "create table orders (order_id text, customer_id text, order_date date, qty numeric, price numeric,"
                        + " status text, currency text)",
                "create table payments (payment_id text, invoice_id text, customer_id text, payment_date date,"
                        + " amount numeric, currency text)",
                // Settled by thirds of a dinar; one of which 7.778 is open; one short by less than a minor unit.
                "insert into invoices values ('K1', null, 'CK', '2024-01-05', '2024-02-05', 12.345, 'KWD'),"
                        + " ('K2', null, 'CK', '2024-01-05', '2024-02-05', 10, 'KWD'),"
                        + " ('J1', null, 'CJ', '2024-01-05', '2024-02-05', 1000.4, 'JPY'),"
                        + " ('E1', 'O1', 'CE', '2024-01-05', '2024-02-05', 100, 'EUR')",
                "insert into orders values ('O1', 'CE', '2024-01-04', 1, 100, 'completed', 'GBP')",
                "insert into payments values ('PK1', 'K1', null, '2024-02-01', 4.115, null),"
                        + " ('PK2', 'K1', null, '2024-02-02', 4.115, null), ('PK3', 'K1', null, '2024-02-03', 4.115, null),"
                        + " ('PK4', 'K2', null, '2024-02-01', 2.222, 'KWD'), ('PJ1', 'J1', null, '2024-02-01', 999, null),"
                        + " ('PX1', null, 'CX', '2024-02-01', 100000, null), ('PX2', null, null, '2024-02-01', 500, null)");
        TestPostgres.schema(
                "rupiah",
                "create table invoices as select 'I' || n as invoice_id, 'C' || n as customer_id,"
                        + " date '2024-01-05' as invoice_date, date '2024-02-05' as due_date, 999000000000.00 as amount,"
                        + " 'IDR' as currency from generate_series(1, 1100) n",
                "create table payments (invoice_id text, payment_date date, amount numeric)");
    }

    private Commands ledger(String schema) {
        return Commands.over(Main::execute, schema, folder.resolve(schema));
    }

    @Test
    void eachCurrencyHasItsMinorUnitAndWhatIsUnknownIsInNoSum() throws Exception {
        Commands ledger = ledger("currencies");
        Path report = folder.resolve("report");
        String said = ledger.said(DAY, "--report", report.toString());
        assertTrue(said.contains("2 rows of payments have no currency that can be known (XXX)"), said);
        assertEquals(
                List.of(
                        "EUR,100.00,100.00,0.00,1",
                        "GBP,0.00,0.00,0.00,0",
                        "JPY,1000.00,1.00,0.00,1",
                        "KWD,22.345,7.778,0.00,2",
                        "XXX,,,,0"),
                ledger.ask(
                        DAY,
                        "select currency, invoiced_amount, outstanding_amount, unapplied_amount, invoices from mart_kpis "
                                + "order by currency"));
        assertEquals(
                List.of("K2"),
                ledger.ask(
                        DAY,
                        "select invoice_id from mart_invoice_risk where outstanding_amount > 0 and currency = 'KWD'"));
        // A yen is the tolerance: what is short by one is summed, but is not open.
        assertEquals(
                List.of("EUR,1", "JPY,0", "KWD,1"),
                ledger.ask(DAY, "select currency, open_invoices from mart_kpis where invoices > 0 order by currency"));
        assertEquals(
                List.of("C06,XXX,100000.00", "C06,XXX,500.00"),
                ledger.ask(
                        DAY,
                        "select control_id, currency, amount from mart_leakage_findings where currency = 'XXX' "
                                + "order by amount desc"));
        assertEquals(
                List.of("2,"),
                ledger.ask(
                        DAY,
                        "select findings, gross_amount from mart_leakage_summary where control_id = 'C06' and currency = 'XXX'"));
        assertEquals(
                List.of(),
                ledger.ask(
                        DAY,
                        "select control_id, entity_id from mart_leakage_findings where control_id in ('B01', 'B02', 'B03', 'B07')"));
        assertEquals(List.of("0"), ledger.ask(DAY, "select count(*) from mart_reconciliation where difference <> 0"));
        try (Stream<Path> pages = Files.walk(report)) {
            for (Path page :
                    pages.filter(file -> file.toString().endsWith(".html")).toList()) {
                String text = Files.readString(page);
                assertTrue(text.contains("without a currency that can be known"), page + "");
                assertFalse(text.contains(">null<") || text.contains("100,500"), page + "");
            }
        }
    }

    @Test
    void aSumThatCannotBeHeldStopsTheRunAndSaysWhich() throws Exception {
        String said = ledger("rupiah").said(3, "run", "--as-of", DAY);
        assertTrue(
                said.contains("invoices: the amounts in IDR add up to 1,098,900,000,000,000.00 without their signs, "
                        + "more than the 450,000,000,000,000 that a figure can hold"),
                said);
        assertFalse(said.contains("\tat "), said);
    }
}
