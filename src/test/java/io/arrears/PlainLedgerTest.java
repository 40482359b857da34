package io.arrears;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.testing.Commands;
import io.arrears.testing.TestPostgres;
import io.arrears.testing.TestSpark;
import io.arrears.testing.ToldSecret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * conf/examples/plain-ledger.conf on a ledger of two tables under other names, in a database that is not Arrears' own and
 * wants a password.
 */
class PlainLedgerTest {

    private static final String DAY = "2025-12-31";
    private static final String READER = "ledger_reader";
    private static final String PASSWORD = "sentinel-2741";

    @TempDir
    private Path folder;

    @BeforeAll
    static void fill() throws Exception {
        TestSpark.session();
        TestPostgres.schema(
                "ledger",
                """
                create table documents as
                select 'D' || n as doc_no, 'K' || n % 20 as debtor, date '2024-01-01' + n as posted_on,
                    date '2024-01-01' + n + 30 as due_on, 100.00 as gross, 'INV' as kind
                from generate_series(1, 400) as n
                union all select 'X1', 'K1', date '2024-05-01', date '2024-06-01', 5.00, 'MEMO'""",
                """
                create table receipts as
                select 'D' || n as doc_no, date '2024-01-01' + n + case when n % 4 = 0 then 40 else 20 end as value_date,
                    100.00 as gross
                from generate_series(2, 400, 2) as n""",
                "create table secrets as select 1 as doc_no",
                "create role " + READER + " login password '" + PASSWORD + "'",
                "grant usage on schema ledger to " + READER,
                "grant select on documents, receipts to " + READER);
        TestPostgres.demandPassword(READER);
    }

    @Test
    void twoTablesUnderOtherNamesAreEnough() throws Exception {
        Commands ledger = ledger(PASSWORD);
        String said = ledger.said(DAY);
        assertTrue(said.contains("published by"), said);
        assertEquals(List.of(), ToldSecret.of(PASSWORD, said, folder.resolve("lake")));
        // Of 400 invoices of 100.00 each, the even ones are paid, ten days late where the number divides by four.
        assertEquals(
                List.of("40000.00,20000.00,20000.00"),
                ledger.ask(DAY, "select invoiced_amount, paid_amount, outstanding_amount from mart_kpis"));
        assertEquals(List.of("0"), ledger.ask(DAY, "select count(*) from mart_reconciliation where difference <> 0"));
        // Late is what an unpaid or late one is; each is judged once, on the day it was issued.
        assertEquals(
                List.of("300,300"),
                ledger.ask(
                        DAY,
                        "select sum(label), count_if(days_past_due <= 0 "
                                + "and label = 1) from abt_invoices where label_status = 'mature'"));
        assertSkipped(ledger);
    }

    @Test
    void whateverFailsThePasswordIsToldNowhere() throws Exception {
        String url = TestPostgres.url();
        String nowhere = "jdbc:postgresql://127.0.0.1:1/ledger";
        fails(4, PASSWORD, "connect", "-D", "source.url=" + nowhere);
        fails(4, PASSWORD, "does not exist", "-D", "source.url=" + url.replace("/postgres", "/none"));
        fails(4, PASSWORD + "-wrong", "password authentication failed");
        fails(2, PASSWORD, "permission denied", "-D", "source.tables.invoices.query=select * from ledger.secrets");
        fails(2, PASSWORD, "no_such_table", "-D", "source.tables.invoices.query=select * from no_such_table");
        fails(
                2,
                PASSWORD,
                "lacks the required columns invoice_date, amount",
                "-D",
                "source.tables.invoices.query=select doc_no as invoice_id from ledger.documents");
        fails(
                2,
                PASSWORD,
                "source.url (-D): expected the address alone",
                "-D",
                "source.url=" + url + "?password=" + PASSWORD);
        fails(
                2,
                PASSWORD,
                "source.url (-D): expected the address alone",
                "-D",
                "source.url=jdbc:postgresql://" + READER + ":" + PASSWORD + "@127.0.0.1/ledger");
        fails(2, PASSWORD, "a password on the command line", "-D", "source.password=" + PASSWORD);
    }

    private void fails(int code, String password, String why, String... more) throws Exception {
        List<String> line = new ArrayList<>(List.of("--as-of", DAY));
        line.addAll(List.of(more));
        String said = ledger(password).said(code, "run", line.toArray(String[]::new));
        assertTrue(said.contains(why), said);
        assertEquals(List.of(), ToldSecret.of(PASSWORD, said, folder.resolve("lake")), String.join(" ", more));
    }

    private Commands ledger(String password) throws IOException {
        Path secret = folder.resolve("password");
        Files.deleteIfExists(secret);
        Files.createFile(secret, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(secret, password + "\n");
        return Commands.of(
                Main::execute,
                Path.of("conf/examples/plain-ledger.conf"),
                "lake.root=" + folder.resolve("lake"),
                "source.url=" + TestPostgres.url(),
                "source.user=" + READER,
                "source.password-file=" + secret);
    }

    /** Nothing is reported as zero that could not be looked at. */
    private static void assertSkipped(Commands ledger) {
        List<String> looked = new ArrayList<>(
                ledger.ask(DAY, "select control_id from mart_leakage_summary where status <> 'SKIPPED' order by 1"));
        assertTrue(looked.containsAll(List.of("C01", "C02", "C03", "C04", "C05")), looked.toString());
        assertEquals(
                List.of(),
                looked.stream()
                        .filter(id -> id.matches("B0[1-36]|P0[1-3]|R0[1-6]|R11"))
                        .toList());
        assertEquals(
                List.of("0"),
                ledger.ask(
                        DAY,
                        "select count(*) from mart_leakage_summary where status = 'SKIPPED' "
                                + "and (skipped_reason is null or findings is not null or gross_amount is not null)"));
    }
}
