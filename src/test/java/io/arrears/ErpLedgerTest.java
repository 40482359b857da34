package io.arrears;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.testing.Commands;
import io.arrears.testing.TestPostgres;
import io.arrears.testing.TestSpark;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** conf/examples/erp.conf, from the tables of an ERP to worklist and controls: parts, lines, orders and tax. */
class ErpLedgerTest {

    private static final String DAY = "2025-12-31";

    @TempDir
    private Path folder;

    @Test
    void whatIsDueIsAgedPartByPartAndWhatIsBilledIsComparedLineByLine() throws Exception {
        TestSpark.session();
        TestPostgres.schema("erp", """
                create table moves as
                select 'M' || n as move_name, 'P' || n % 10 as partner, date '2025-09-01' + n % 30 as invoice_date,
                    date '2026-01-31' as invoice_date_due, 300.00 as amount_total, 250.00 as amount_untaxed
                from generate_series(1, 60) as n""", """
                create table sales as
                select 'S' || n as name, 'P' || n % 10 as partner, date '2025-08-30' + n % 30 as date_order
                from generate_series(1, 61) as n
                union all
                select 'T' || n, 'P' || n % 10, date '2025-08-30' + n % 30 from generate_series(1, 60) as n""", """
                create table sale_lines as
                select row_number() over (order by name, product) as id, name as sale_name, product, 5 as quantity,
                    price_unit
                from sales, (values ('K1', 20.00), ('K2', 5.00)) as products (product, price_unit)""", """
                create table move_lines as
                select row_number() over (order by n, kind, product) as id, 'M' || n as move_name, kind || n as sale_name,
                    product, 5 as quantity, price_subtotal, price_subtotal * 1.2 as price_total
                from generate_series(1, 60) as n, (values ('S'), ('T')) as kinds (kind),
                    (values ('K1', 100.00), ('K2', 25.00)) as products (product, price_subtotal)""", """
                create table receivable_lines as
                select 'M' || n as move_name, day as date_maturity, case when n = 1 then 90.00 else 100.00 end as debit
                from generate_series(1, 60) as n,
                    (values (date '2025-11-21'), (date '2025-12-21'), (date '2026-01-31')) as days (day)""", """
                create table payments as
                select 'R' || n as payment_name, 'M' || n as move_name, date '2025-11-20' as payment_date, 100.00 as amount
                from generate_series(2, 60, 2) as n""");
        Commands ledger = Commands.example(Main::execute, "erp", folder.resolve("lake"));
        String said = ledger.said(DAY);
        assertTrue(said.contains("published by"), said);
        // Half of the 60 invoices have paid their first part; the parts of one sum to 270 and are not used.
        assertEquals(
                List.of("1-30 Days,30,5900.00", "31-60 Days,29,2900.00", "Not Due,1,6200.00"),
                ledger.ask(
                        DAY,
                        "select ageing_bucket, sum(invoices), sum(outstanding_amount) from mart_ageing group by 1 order by 1"));
        assertEquals(
                List.of("15000.00,8800.00"),
                ledger.ask(DAY, "select outstanding_amount, overdue_amount from mart_kpis"));
        assertEquals(
                List.of("100.00,30", "200.00,29"),
                ledger.ask(DAY, "select amount, count(*) from mart_recovery_worklist group by 1 order by 1"));
        assertEquals(
                List.of("B09,1"),
                ledger.ask(DAY, "select control_id, findings from mart_leakage_summary where control_id = 'B09'"));
        assertEquals(
                List.of("M1,300.00,270.00"),
                ledger.ask(
                        DAY,
                        "select entity_id, expected_amount, actual_amount from mart_leakage_findings "
                                + "where control_id = 'B09'"));
        // Every invoice bills two orders, net of tax; one order is billed nowhere.
        assertEquals(
                List.of("B01,1,125.0000", "B02,0,0.0000", "B03,0,0.0000", "B04,0,0.0000", "B07,0,0.0000"),
                ledger.ask(
                        DAY,
                        "select control_id, findings, cast(gross_amount as decimal(19, 4)) from mart_leakage_summary "
                                + "where control_id in ('B01', 'B02', 'B03', 'B04', 'B07') order by 1"));
        assertEquals(
                List.of("18000.00,15000.00,15125.00"),
                ledger.ask(DAY, "select invoiced_amount, invoiced_net_amount, ordered_amount from mart_kpis"));
        assertEquals(List.of("0"), ledger.ask(DAY, "select count(*) from mart_reconciliation where difference <> 0"));
        assertEquals(
                List.of("overdue,0,OK"),
                ledger.ask(DAY, "select check_name, rows, status from ops_checks where check_name = 'overdue'"));
    }
}
