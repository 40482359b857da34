package io.arrears.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.config.ConfigurationException;
import io.arrears.config.Secret;
import io.arrears.config.Settings;
import io.arrears.lake.Table;
import io.arrears.pipeline.SourceUnavailableException;
import io.arrears.testing.TestPostgres;
import io.arrears.testing.TestRun;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestStageTest {

    private static final String SPLIT = "3";

    private static final Map<String, String> ODD = Map.of(
            "source.partitions",
            SPLIT,
            "source.rows-per-partition",
            "10",
            "privacy.names",
            "hash",
            "source.tables.customers.query",
            "select no as customer_id, who as name, no as k from odd.people -- all of them;",
            "source.tables.customers.key",
            "k");

    @TempDir
    static Path lake;

    private static TestRun odd;

    @BeforeAll
    static void ingestALedgerOfOddTypes() {
        TestPostgres.schema(
                "odd",
                """
                create table "Invoices" ("Invoice_ID" uuid, order_id char(8), customer_id text, invoice_date timestamptz,
                    due_date date, amount numeric, payment_status boolean, amount_paid money, paid_date timestamp, known_at date,
                    extra bytea)""",
                """
                insert into "Invoices" select md5(i::text)::uuid, 'O' || i, 'C' || i, timestamptz '2024-03-01 23:30:00-05' + i * interval
                    '1 day', date '2024-04-01' + i, i * 1.005, i % 2 = 0, (i * 1000.25)::numeric::money, now(), null, '\\x00'
                from generate_series(1, 95) i""",
                """
                insert into "Invoices" values
                    (null, 'x', E'a\\tb\\u0007', 'infinity', '-infinity', 'NaN', null, '-5', 'infinity', '0044-03-15 BC', null),
                    (null, '', '', null, '9999-12-31', 1e30, true, null, '0001-01-01', '20224-01-01', null)""",
                """
                create table payments (id bigserial primary key, invoice_id uuid, payment_date date, amount double precision,
                    success_flag smallint)""",
                """
                insert into payments (invoice_id, payment_date, amount, success_flag)
                select md5(i::text)::uuid, date '2024-04-01' + i, i * 0.1 + 0.2, i % 2 from generate_series(1, 50) i""",
                "insert into payments (amount) values ('NaN'), ('Infinity'), (1e-7), (123456789.123456789)",
                "create table people (no int, who text)",
                "insert into people select nullif(i, 7), ' Name ' || i from generate_series(1, 40) i");
        odd = run("odd", 1, ODD).ingest();
    }

    private static TestRun run(String schema, int number, Map<String, String> overrides) {
        return TestRun.of(lake, "2024-06-30", number, TestPostgres.settings(schema, overrides));
    }

    private static List<String> plain(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = TestPostgres.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("set timezone = 'UTC'; set datestyle = iso");
            ResultSet row = statement.executeQuery(sql);
            while (row.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    values.add(row.getString(i));
                }
                rows.add(String.join("|", values.stream().map(String::valueOf).toList()));
            }
        }
        rows.sort(null);
        return rows;
    }

    @Test
    void everyTypeArrivesAsThePlainDriverReadsItsText() throws SQLException {
        assertEquals(plain("""
                select "Invoice_ID"::text, order_id::text, customer_id, invoice_date::text, due_date::text, amount::text, null,
                    payment_status::text, amount_paid::numeric::text, paid_date::text, known_at::text from odd."Invoices\""""), odd.rows("""
                select invoice_id, order_id, customer_id, invoice_date, due_date, amount, currency, status, amount_paid, paid_date,
                    known_at from raw_invoices""", Table.RAW_INVOICES));
        assertEquals(
                plain(
                        "select invoice_id::text, payment_date::text, amount::text, success_flag::text from odd.payments"),
                odd.rows(
                        "select invoice_id, payment_date, amount, success_flag from raw_payments", Table.RAW_PAYMENTS));
    }

    /** A number or a day of the source's own has one reading, whatever its text looks like. */
    @Test
    void whichColumnsAreTextIsWrittenDown() {
        assertEquals(
                List.of("amount|true", "invoice_id|false", "payment_date|true", "payment_id|null", "success_flag|true"),
                odd.rows(
                        "select column_name, is_typed from ops_sources where source_table = 'payments'"
                                + " and column_name in ('payment_id', 'invoice_id', 'payment_date', 'amount', 'success_flag')",
                        Table.OPS_SOURCES));
    }

    @Test
    void timeZonesOfServerAndMachineMoveNothing() throws SQLException {
        TimeZone machine = TimeZone.getDefault();
        try (Connection connection = TestPostgres.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("alter database postgres set timezone = 'Pacific/Auckland'");
            TimeZone.setDefault(TimeZone.getTimeZone("America/Los_Angeles"));
            TestRun moved = run("odd", 2, ODD).ingest();
            for (Table table : List.of(Table.RAW_INVOICES, Table.RAW_PAYMENTS)) {
                String columns = table == Table.RAW_INVOICES
                        ? "invoice_id, invoice_date, due_date, paid_date, known_at"
                        : "invoice_id, payment_date, amount, known_at";
                String sql = "select " + columns + " from " + table.sqlName();
                assertEquals(odd.rows(sql, table), moved.rows(sql, table));
            }
        } finally {
            TimeZone.setDefault(machine);
            try (Connection connection = TestPostgres.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("alter database postgres reset timezone");
            }
        }
    }

    @Test
    void namesThatMayNotBeKeptNeverLeaveTheSource() {
        assertEquals(List.of("40|40|64|64"), odd.rows("""
                select count(*), count(distinct name), min(length(name)), max(length(name)) from raw_customers""", Table.RAW_CUSTOMERS));
    }

    @Test
    void whatTheSourceLacksIsWrittenDown() {
        assertEquals(
                List.of("false|charges|5", "false|invoices|6", "true|invoices|10"), odd.rows("""
                select is_present, source_table, count(*) from ops_sources where source_table in ('invoices', 'charges')
                group by is_present, source_table""", Table.OPS_SOURCES));
        assertEquals(Optional.empty(), odd.context().slices().of(Table.RAW_CHARGES));
    }

    @Test
    void largeTablesAreReadInPiecesByKeyOrByPlaceInTheFile() throws SQLException {
        Settings.Source source = odd.context().settings().source();
        SourceDatabase database = TestPostgres.database(odd.context().settings());
        try (Snapshot snapshot = Snapshot.open(database, List.of(), 60)) {
            RelationFinder finder = new RelationFinder(database, snapshot.connection(), source);
            Pieces payments =
                    Pieces.of(finder.find(io.arrears.lake.SourceTable.PAYMENTS).orElseThrow(), snapshot, source);
            assertEquals(Optional.of("\"id\""), payments.by());
            assertEquals(
                    List.of(
                            "arrears_piece < 19 or arrears_piece is null",
                            "arrears_piece >= 19 and arrears_piece < 37",
                            "arrears_piece >= 37"),
                    payments.conditions());
            Pieces invoices =
                    Pieces.of(finder.find(io.arrears.lake.SourceTable.INVOICES).orElseThrow(), snapshot, source);
            assertEquals(Optional.of("ctid"), invoices.by());
            assertEquals(97, invoices.rows());
        }
    }

    private static String refusal(String schema, Map<String, String> overrides) {
        TestRun run = run(schema, 90, overrides);
        return assertThrows(ConfigurationException.class, run::ingest).getMessage();
    }

    @Test
    void aMissingTableIsNamedWithWhatThereIsAndHowToMapIt() {
        TestPostgres.schema(
                "lacking", "create table bills (no text)", "create table invoices (invoice_id text, amount int)");
        String message = refusal(
                "lacking",
                Map.of(
                        "source.tables.invoices.query",
                        "select 'I' as invoice_id, current_date as invoice_date, 1 as amount"));
        assertTrue(
                message.contains("payments")
                        && message.contains("bills, invoices")
                        && message.contains("source.tables.payments.table"),
                message);
        message = refusal("lacking", Map.of("source.tables.invoices.table", "lacking.invoicez"));
        assertTrue(message.contains("lacking.invoicez") && message.contains("bills, invoices"), message);
    }

    @Test
    void aMissingColumnIsNamedWithWhatThereIsAndHowToMapIt() {
        TestPostgres.schema("lacking2", "create table invoices (invoice_id text, total int)");
        String message = refusal("lacking2", Map.of());
        assertTrue(
                message.contains(
                        "lacking2.invoices lacks the required columns invoice_date, amount; it has invoice_id, "
                                + "total. Map it: source.tables.invoices.query"),
                message);
    }

    @Test
    void aMistakeInTheOwnersQueryIsReportedInTheDatabasesWords() {
        String message = refusal("odd", Map.of("source.tables.payments.query", "select nothing from nowhere"));
        assertTrue(
                message.contains("source.tables.payments.query") && message.contains("\"nowhere\" does not exist"),
                message);
        message = refusal(
                "odd",
                Map.of(
                        "source.tables.payments.query",
                        "select 'I' as invoice_id, current_date as payment_date, 1 / (id - id) as amount from odd.payments"));
        assertTrue(message.contains("source.tables.payments.query") && message.contains("division by zero"), message);
        message = refusal("odd", Map.of("source.tables.invoicez.table", "odd.invoices"));
        assertTrue(message.contains("source.tables.invoicez") && message.contains("invoices, charges"), message);
        message = refusal(
                "odd",
                Map.of(
                        "source.tables.payments.query",
                        "delete from odd.payments returning invoice_id, payment_date, amount"));
        assertTrue(message.contains("source.tables.payments.query"), message);
    }

    @Test
    void aWrongPasswordIsRefusedInOneLine() throws Exception {
        try (Connection connection = TestPostgres.connect();
                Statement statement = connection.createStatement()) {
            ResultSet file = statement.executeQuery("show hba_file");
            file.next();
            Path hba = Path.of(file.getString(1));
            java.nio.file.Files.writeString(
                    hba, "host all locked all scram-sha-256\n" + java.nio.file.Files.readString(hba));
            statement.execute(
                    "drop role if exists locked; create role locked login password 'right'; select pg_reload_conf()");
        }
        Settings settings = TestPostgres.settings("odd", Map.of());
        Settings.Login login = new Settings.Login(
                Optional.empty(), Optional.empty(), new Secret(Optional.of("wrong-8461")), Optional.empty());
        Settings.Source source = settings.source();
        SourceDatabase database = SourceDatabase.at(
                TestPostgres.url(),
                "locked",
                new Settings.Source(
                        false, source.embeddedDir(), login, "odd", false, source.timeouts(), 60, 1, 1, 1, Map.of()));
        String message = assertThrows(
                        SourceUnavailableException.class, () -> new IngestStage(() -> database).run(odd.context()))
                .getMessage();
        assertTrue(message.contains("password authentication failed for user \"locked\""), message);
        assertFalse(message.contains("8461"), message);
    }

    @Test
    void withoutItsKeeperOrTooOldASnapshotIsNotUsed() throws SQLException {
        SourceDatabase database = TestPostgres.database(odd.context().settings());
        try (Snapshot old = Snapshot.open(database, List.of(), -1)) {
            assertTrue(assertThrows(SourceUnavailableException.class, old::check)
                    .getMessage()
                    .contains("max-age"));
        }
        try (Snapshot lost = Snapshot.open(database, List.of(), 60);
                Connection other = TestPostgres.connect();
                Statement kill = other.createStatement()) {
            lost.check();
            kill.execute(
                    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'arrears ingest'");
            assertTrue(assertThrows(SourceUnavailableException.class, lost::check)
                    .getMessage()
                    .contains("was lost"));
        }
    }
}
