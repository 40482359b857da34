package io.arrears;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.config.Settings;
import io.arrears.config.SettingsLoader;
import io.arrears.ingest.SourceDatabase;
import io.arrears.lake.Table;
import io.arrears.testing.Commands;
import io.arrears.testing.Overheard;
import io.arrears.testing.TestMariaDb;
import io.arrears.testing.TestRun;
import io.arrears.testing.TestSpark;
import io.arrears.testing.ToldSecret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands on a ledger of two tables in MariaDB, one mapped by query and one by table, that wants a password. */
class MySqlLedgerTest {

    private static final String DAY = "2025-12-31";
    private static final String PASSWORD = "sentinel-3852";

    @TempDir
    private Path folder;

    @BeforeAll
    static void fill() {
        TestSpark.session();
        TestMariaDb.database(
                "books",
                "create table documents as select concat('D', seq) as doc_no, concat('K', seq % 20) as debtor,"
                        + " date '2024-01-01' + interval seq day as posted_on, date '2024-01-01' + interval seq + 30 day as due_on,"
                        + " 100.00 as gross, cast('INV' as char(4)) as kind from seq_1_to_400",
                "insert into documents values ('X1', 'K1', '2024-05-01', '2024-06-01', 5.00, 'MEMO')",
                "create table Receipts as select concat('D', seq) as invoice_id, date '2024-01-01' + interval seq +"
                        + " if(seq % 4 = 0, 40, 20) day as payment_date, 100.00 as amount from seq_2_to_400_step_2",
                "create table secrets as select 1 as doc_no",
                "create or replace user books_reader identified by '" + PASSWORD + "'",
                "grant select on books.documents to books_reader",
                "grant select on books.Receipts to books_reader");
    }

    @Test
    void theLedgerIsReadAndStagedWithoutTellingThePassword() throws Exception {
        Settings settings = SettingsLoader.load(Optional.of(configuration(PASSWORD)), Map.of());
        TestRun run = TestRun.of(Path.of(settings.lakeRoot()), DAY, 1, settings);
        try (Overheard said = new Overheard()) {
            run.ingest(SourceDatabase.configured(settings.source())).stage();
            assertEquals(List.of(), ToldSecret.of(PASSWORD, said.text(), folder.resolve("lake")));
        }
        assertEquals(
                List.of("400|40000.0000"),
                run.rows("select count(*), sum(amount) from stg_invoices", Table.STG_INVOICES));
        assertEquals(
                List.of("200|2025-03-16"),
                run.rows("select count(*), max(payment_date) from stg_payments", Table.STG_PAYMENTS));
        assertFalse(Files.exists(folder.resolve("lake/spool")));
    }

    /** A run as of PlainLedgerTest, which says the same of PostgreSQL. */
    @Tag("proof")
    @Test
    void twoTablesInMariaDbAreEnough() throws Exception {
        Commands ledger = ledger(PASSWORD);
        String said = ledger.said(DAY);
        assertTrue(said.contains("published by"), said);
        assertEquals(List.of(), ToldSecret.of(PASSWORD, said, folder.resolve("lake")));
        // Of 400 invoices of 100.00 each, the even ones are paid.
        assertEquals(
                List.of("40000.00,20000.00,20000.00"),
                ledger.ask(DAY, "select invoiced_amount, paid_amount, outstanding_amount from mart_kpis"));
        assertEquals(List.of("0"), ledger.ask(DAY, "select count(*) from mart_reconciliation where difference <> 0"));
    }

    @Test
    void whateverFailsIsSaidWithItsCodeAndNotThePassword() throws Exception {
        String url = TestMariaDb.url("books");
        fails(4, PASSWORD, "connection refused", "run", "-D", "source.url=jdbc:mysql://127.0.0.1:1/books");
        fails(4, PASSWORD, "unknown host", "run", "-D", "source.url=jdbc:mariadb://no-such-host.invalid/books");
        fails(4, PASSWORD, "Access denied", "run", "-D", "source.url=" + url.replace("/books", "/none"));
        fails(4, PASSWORD + "-wrong", "the login was refused", "run");
        fails(4, PASSWORD, "ssl", "run", "-D", "source.ssl-mode=require");
        fails(2, PASSWORD, "SELECT command denied", "run", "-D", "source.tables.invoices.query=select * from secrets");
        fails(2, PASSWORD, "error in your SQL syntax", "run", "-D", "source.tables.invoices.query=select from");
        fails(
                2,
                PASSWORD,
                "lacks the required columns invoice_date, amount",
                "run",
                "-D",
                "source.tables.invoices.query=select doc_no as invoice_id from documents");
        fails(
                2,
                PASSWORD,
                "source.url (-D): expected the address alone",
                "run",
                "-D",
                "source.url=" + url + "?password=" + PASSWORD);
        fails(2, PASSWORD, "publish.postgres.url is not set", "run", "-D", "publish.postgres.enabled=true");
        fails(
                2,
                PASSWORD,
                "publish.postgres.url is not the address of a PostgreSQL database",
                "run",
                "-D",
                "publish.postgres.enabled=true",
                "-D",
                "publish.postgres.url=" + url);
        fails(2, PASSWORD, "load and generate fill PostgreSQL only", "load", folder.toString());
        fails(2, PASSWORD, "load and generate fill PostgreSQL only", "generate", "--invoices", "10", "--seed", "1");
    }

    @Test
    void anUnknownDatabaseIsNamed() throws Exception {
        fails(
                4,
                "",
                "Unknown database 'none'",
                "run",
                "-D",
                "source.user=root",
                "-D",
                "source.url=" + TestMariaDb.url("none"));
    }

    private void fails(int code, String password, String why, String command, String... more) throws Exception {
        List<String> line = new ArrayList<>(List.of(more));
        if (command.equals("run")) {
            line.addAll(List.of("--as-of", DAY));
        }
        String said = ledger(password).said(code, command, line.toArray(String[]::new));
        assertTrue(said.contains(why), said);
        assertEquals(List.of(), ToldSecret.of(PASSWORD, said, folder.resolve("lake")), String.join(" ", more));
    }

    private Commands ledger(String password) throws IOException {
        return Commands.of(Main::execute, configuration(password));
    }

    private Path configuration(String password) throws IOException {
        Path secret = folder.resolve("password");
        Files.deleteIfExists(secret);
        Files.createFile(secret, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(secret, password + "\n");
        return Files.writeString(
                folder.resolve("books.conf"), """
                lake.root = "%s"
                source {
                  url = "%s"
                  user = "books_reader"
                  password-file = "%s"
                  tables.invoices.query = \"""
                    select doc_no as invoice_id, debtor as customer_id, posted_on as invoice_date, due_on as due_date, gross as amount
                    from documents where kind = "INV" # no memos\"""
                  tables.payments.table = "books.receipts"
                }
                default { horizon-days = 0, observe = "at_issue" }
                publish.postgres.enabled = false
                """.formatted(folder.resolve("lake"), TestMariaDb.url("books"), secret));
    }
}
