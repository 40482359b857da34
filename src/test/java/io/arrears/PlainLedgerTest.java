package io.arrears;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.ingest.EmbeddedDatabase;
import io.arrears.testing.Commands;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** conf/examples/plain-ledger.conf on a ledger of two tables under other names, in a database that is not Arrears' own. */
class PlainLedgerTest {

    private static final String DAY = "2025-12-31";

    @TempDir
    private Path folder;

    @Test
    void twoTablesUnderOtherNamesAreEnough() throws Exception {
        io.arrears.testing.TestSpark.session();
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder.resolve("postgres"))) {
            fill(database);
            Commands ledger = new Commands(Main::execute, List.of("--conf", "conf/examples/plain-ledger.conf",
                    "-D", "lake.root=" + folder.resolve("lake"), "-D", "source.url=" + database.url(),
                    "-D", "source.user=" + database.user()));
            assertEquals(0, ledger.run("run", "--as-of", DAY));
            // Of 400 invoices of 100.00 each, the even ones are paid, ten days late where the number divides by four.
            assertEquals(List.of("40000.00,20000.00,20000.00"),
                    ledger.ask(DAY, "select invoiced_amount, paid_amount, outstanding_amount from mart_kpis"));
            assertEquals(List.of("0"), ledger.ask(DAY, "select count(*) from mart_reconciliation where difference <> 0"));
            // Late is what an unpaid or late one is; each is judged once, on the day it was issued.
            assertEquals(List.of("300,300"), ledger.ask(DAY, "select sum(label), count_if(days_past_due <= 0 "
                    + "and label = 1) from abt_invoices where label_status = 'mature'"));
            assertSkipped(ledger);
        }
    }

    private static void fill(EmbeddedDatabase database) throws Exception {
        try (Connection connection = database.connect(); Statement statement = connection.createStatement()) {
            statement.execute("create schema ledger");
            statement.execute("""
                    create table ledger.documents as
                    select 'D' || n as doc_no, 'K' || n % 20 as debtor, date '2024-01-01' + n as posted_on,
                        date '2024-01-01' + n + 30 as due_on, 100.00 as gross, 'INV' as kind
                    from generate_series(1, 400) as n
                    union all select 'X1', 'K1', date '2024-05-01', date '2024-06-01', 5.00, 'MEMO'""");
            statement.execute("""
                    create table ledger.receipts as
                    select 'D' || n as doc_no, date '2024-01-01' + n + case when n % 4 = 0 then 40 else 20 end as value_date,
                        100.00 as gross
                    from generate_series(2, 400, 2) as n""");
        }
    }

    /** Nothing is reported as zero that could not be looked at. */
    private static void assertSkipped(Commands ledger) {
        List<String> looked = new ArrayList<>(ledger.ask(DAY,
                "select control_id from mart_leakage_summary where status <> 'SKIPPED' order by 1"));
        assertTrue(looked.containsAll(List.of("C01", "C02", "C03", "C04", "C05")), looked.toString());
        assertEquals(List.of(), looked.stream().filter(id -> id.matches("B0[1-36]|P0[1-3]|R0[1-6]|R11")).toList());
        assertEquals(List.of("0"), ledger.ask(DAY, "select count(*) from mart_leakage_summary where status = 'SKIPPED' "
                + "and (skipped_reason is null or findings is not null or gross_amount is not null)"));
    }
}
