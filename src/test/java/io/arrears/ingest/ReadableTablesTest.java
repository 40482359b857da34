package io.arrears.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.config.ConfigurationException;
import io.arrears.lake.Table;
import io.arrears.pipeline.StageReport;
import io.arrears.testing.TestPostgres;
import io.arrears.testing.TestRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a role may read of a ledger, and which of its tables are read at all. */
class ReadableTablesTest {

    private static final String ROLE = "clerk";

    @TempDir
    static Path lake;

    @BeforeAll
    static void makeRoles() {
        for (String role : List.of(ROLE, "auditor bypassrls")) {
            TestPostgres.schema("unused", "create role " + role + " login");
        }
        TestPostgres.schema(
                "policed",
                "create table invoices as select 'I' || n as invoice_id, date '2024-03-01' as invoice_date, 7 as amount,"
                        + " n % 2 as branch from generate_series(1, 10) n",
                "create table payments as select invoice_id, invoice_date as payment_date, amount, branch from invoices",
                "alter table payments enable row level security",
                "create policy own_branch on payments using (branch = 1)",
                "grant usage on schema policed to clerk, auditor",
                "grant select on invoices, payments to clerk, auditor");
    }

    private static TestRun run(String schema, Map<String, String> overrides) {
        return TestRun.of(lake, "2024-06-30", 1, TestPostgres.settings(schema, overrides));
    }

    private static SourceDatabase as(String role, TestRun run) {
        return SourceDatabase.at(
                TestPostgres.url(), role, run.context().settings().source());
    }

    private static TestRun ingest(String role, String schema, Map<String, String> overrides) {
        TestRun run = run(schema, overrides);
        return run.ingest(as(role, run));
    }

    private static String refusal(String role, String schema, Map<String, String> overrides) {
        return assertThrows(ConfigurationException.class, () -> ingest(role, schema, overrides))
                .getMessage();
    }

    private static List<String> payments(TestRun run) {
        return run.rows("select count(*) from raw_payments", Table.RAW_PAYMENTS);
    }

    @Test
    void rowsThatAPolicyHidesStopTheRun() {
        String message = refusal(ROLE, "policed", Map.of());
        assertTrue(message.startsWith("looking for policed.payments: the database says: "), message);
        assertTrue(message.contains("\"payments\"; row security would hide rows"), message);
        assertTrue(message.contains("BYPASSRLS, or set source.allow-row-security = true"), message);
        assertTrue(refusal(ROLE, "policed", Map.of("source.tables.payments.query", "select * from policed.payments"))
                .startsWith("source.tables.payments.query: the database says: "));
    }

    /** The connections of Spark's tasks are others than the one that looks for the tables. */
    @Test
    void everyConnectionRefusesToHideRows() {
        TestRun run = run("policed", Map.of());
        assertTrue(as(ROLE, run).sparkOptions().get("options").contains("row_security=off"));
        TestRun allowed = run("policed", Map.of("source.allow-row-security", "true"));
        assertTrue(!as(ROLE, allowed).sparkOptions().get("options").contains("row_security"));
    }

    @Test
    void aRoleThatBypassesPoliciesReadsEveryRow() {
        assertEquals(List.of("10"), payments(ingest("auditor", "policed", Map.of())));
    }

    @Test
    void whoSaysSoReadsWhatThePolicyLeaves() {
        assertEquals(List.of("5"), payments(ingest(ROLE, "policed", Map.of("source.allow-row-security", "true"))));
    }

    @Test
    void grantedColumnsAreEnough() {
        TestPostgres.schema(
                "granted",
                "create table invoices (id bigint primary key, invoice_id text, invoice_date date, amount int, status text,"
                        + " account_no text)",
                "insert into invoices select n, 'I' || n, '2024-03-01', 7, 'open', 'DE' from generate_series(1, 40) n",
                "create table payments as select invoice_id, invoice_date as payment_date, amount from invoices",
                "grant usage on schema granted to clerk",
                "grant select on payments to clerk",
                "grant select (invoice_id, invoice_date, amount) on invoices to clerk");
        Map<String, String> pieces = Map.of("source.partitions", "2", "source.rows-per-partition", "10");
        assertEquals(
                List.of("40|280|0"),
                ingest(ROLE, "granted", pieces)
                        .rows(
                                "select count(*), int(sum(amount)), count(status) from raw_invoices",
                                Table.RAW_INVOICES));
        TestPostgres.schema("unused", "revoke select (amount, invoice_date) on granted.invoices from clerk");
        String message = refusal(ROLE, "granted", Map.of());
        assertTrue(
                message.startsWith("invoices: granted.invoices does not let the role read the required columns "
                        + "invoice_date, amount: grant select on these columns. Map it: source.tables.invoices.query"),
                message);
    }

    private static void namesake() {
        TestPostgres.schema(
                "namesake",
                "create table invoices as select 'I1' as invoice_id, date '2024-03-01' as invoice_date, 7 as amount",
                "create table payments as select 'I1' as invoice_id, date '2024-03-01' as payment_date, 7 as amount",
                "create table contacts as select 'Ann' as first_name, 'x@example.org' as mail",
                "create table orders as select 'O1' as order_id, 'C1' as customer_id, date '2024-03-01' as order_date");
    }

    @Test
    void anOptionalTableThatBearsTheNameByChanceIsSkippedAndSaid() {
        namesake();
        TestRun run = run("namesake", Map.of());
        StageReport report =
                new IngestStage(() -> TestPostgres.database(run.context().settings())).run(run.context());
        assertEquals(
                List.of(
                        "contacts is skipped: namesake.contacts lacks the required column contact_date; it has first_name,"
                                + " mail. Map it by source.tables.contacts, or leave it out by source.tables.contacts = absent"),
                report.notes());
        assertEquals(Optional.empty(), run.context().slices().of(Table.RAW_CONTACTS));
        assertTrue(run.context().slices().of(Table.RAW_ORDERS).isPresent());
        assertEquals(
                List.of("false"),
                run.rows(
                        "select is_present from ops_sources where source_table = 'contacts' group by is_present",
                        Table.OPS_SOURCES));
    }

    @Test
    void aMappedTableHasToFit() {
        namesake();
        String message =
                refusal(TestPostgres.user(), "namesake", Map.of("source.tables.contacts.table", "namesake.contacts"));
        assertTrue(message.startsWith("contacts: namesake.contacts lacks the required column contact_date"), message);
    }

    @Test
    void whatIsSaidToBeAbsentIsLeftOut() {
        namesake();
        TestRun run = run("namesake", Map.of("source.tables.contacts", "absent", "source.tables.orders", "absent"));
        StageReport report =
                new IngestStage(() -> TestPostgres.database(run.context().settings())).run(run.context());
        assertEquals(List.of(), report.notes());
        assertEquals(Optional.empty(), run.context().slices().of(Table.RAW_ORDERS));
    }

    @Test
    void aKeyThatTheDatabaseComparesWithoutCaseIsReadInOneSpelling() {
        TestPostgres.schema(
                "uncased",
                "create extension if not exists citext schema public",
                "create domain reference as public.citext",
                "create table invoices (invoice_id reference primary key, customer_id text, invoice_date date, amount int)",
                "insert into invoices values ('Inv-A1', 'Ann', '2024-03-01', 7)",
                "create table payments (payment_id public.citext, invoice_id text, payment_date date, amount int)",
                "insert into payments values ('P-1', 'INV-A1', '2024-03-01', 7)",
                "create view customers as select 'Ann' as customer_id");
        TestRun run = run("uncased", Map.of());
        StageReport report =
                new IngestStage(() -> TestPostgres.database(run.context().settings())).run(run.context());
        assertEquals(
                List.of("invoice_id is read in lower case in every table, for the database compares it so"),
                report.notes());
        assertEquals(
                List.of("inv-a1|Ann|P-1"),
                run.rows(
                        "select invoice_id, customer_id, payment_id from raw_invoices inner join (select invoice_id,"
                                + " payment_id from raw_payments) using (invoice_id)",
                        Table.RAW_INVOICES,
                        Table.RAW_PAYMENTS));
    }
}
