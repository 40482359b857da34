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

/** conf/examples/cleared-items.conf: receipts, notes and bad debts that clear parts of documents with states. */
class ClearedItemsLedgerTest {

    private static final String DAY = "2025-12-31";

    @TempDir
    private Path folder;

    @Test
    void whatIsClearedIsSettledAndTheRestIsOwedOrOnAccount() throws Exception {
        TestSpark.session();
        TestPostgres.schema(
                "subledger",
                """
                create table documents as
                select * from (values
                    ('D1', 'A', date '2025-09-01', date '2025-10-01', 100.00, 'open', null::date),
                    ('D2', 'A', date '2025-09-02', date '2025-10-02', 200.00, 'open', null),
                    ('D3', 'A', date '2025-09-03', date '2025-10-03', 300.00, 'open', null),
                    ('D4', 'B', date '2025-09-04', date '2025-10-04', 400.00, 'open', null),
                    ('D5', 'B', date '2025-09-05', date '2025-10-05', 500.00, 'Storno', date '2025-09-06'),
                    ('D6', 'B', date '2025-09-06', date '2025-10-06', 600.00, 'vorerfasst', null),
                    ('D7', 'C', date '2025-09-07', date '2025-10-07', 700.00, 'open', null),
                    ('D8', 'C', date '2025-09-08', date '2025-10-08', 800.00, 'uncollectible', date '2025-11-30'))
                    as t (doc_no, debtor, posted_on, due_on, gross, state, state_since),
                    (values ('EUR')) as c (currency)""",
                """
                create table receipts as
                select * from (values
                    ('R1', 'A', date '2025-10-01', 350.00, null::text), ('R2', 'B', date '2025-10-02', 400.00, null),
                    ('R3', 'B', date '2025-10-09', -400.00, 'R2'), ('R4', 'C', date '2025-12-01', 50.00, null))
                    as t (receipt_no, debtor, value_date, amount, takes_back), (values ('EUR')) as c (currency)""",
                "create table notes as select 'N1' as note_no, date '2025-11-01' as posted_on",
                """
                create table clearings as
                select * from (values ('R1', 'D1', 100.00), ('R1', 'D2', 200.00), ('R2', 'D4', 400.00),
                    ('R3', 'D4', -400.00), ('N1', 'D2', 20.00), ('N1', 'D3', 80.00))
                    as t (entry_no, doc_no, amount)""",
                """
                create table bad_debts as
                select 'W1' as entry_no, 'D7' as doc_no, date '2025-12-01' as posted_on, 650.00 as amount""");
        Commands ledger = Commands.example(Main::execute, "cleared-items", folder.resolve("lake"));
        String said = ledger.said(DAY);
        assertTrue(said.contains("published by"), said);
        assertTrue(
                said.lines().anyMatch(line -> line.matches(" *vorerfasst +1 invoice +600.00 EUR .*no debt.*")), said);
        assertEquals(
                List.of(
                        "D1,0.00,0.00",
                        "D2,0.00,20.00",
                        "D3,220.00,0.00",
                        "D4,400.00,0.00",
                        "D5,0.00,0.00",
                        "D6,0.00,0.00",
                        "D7,50.00,0.00",
                        "D8,0.00,0.00"),
                ledger.ask(
                        DAY,
                        "select invoice_id, outstanding_amount, overpaid_amount from mart_invoice_risk order by invoice_id"));
        // Owed: 100 to 400, 700 and 800; what is given up is 650 by entry and 800 by state.
        assertEquals(
                List.of("2500.00,300.00,100.00,1450.00,670.00,100.00"),
                ledger.ask(
                        DAY,
                        "select invoiced_amount, paid_amount, credited_amount, written_off_amount, outstanding_amount, "
                                + "unapplied_amount from mart_kpis"));
        assertEquals(List.of("0"), ledger.ask(DAY, "select count(*) from mart_reconciliation where difference <> 0"));
    }
}
