package io.arrears.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.config.ConfigurationException;
import io.arrears.config.Settings;
import io.arrears.lake.Table;
import io.arrears.pipeline.SourceUnavailableException;
import io.arrears.testing.TestMariaDb;
import io.arrears.testing.TestRun;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What arrives of a MySQL or MariaDB ledger, and what is said when nothing does. The server's own zone is +05:00. */
class MySqlIngestTest {

    private static final Map<String, String> ODD = Map.of(
            "source.rows-per-partition",
            "10",
            "source.fetch-size",
            "3",
            "privacy.names",
            "hash",
            "source.tables.customers.query",
            "select no as customer_id, who as name, \"a 'text'\" as segment from odd.people -- all of them;");

    @TempDir
    static Path lake;

    private static TestRun odd;

    @BeforeAll
    static void ingestALedgerOfOddTypes() {
        TestMariaDb.database(
                "odd",
                "set session sql_mode = '', time_zone = '+00:00'",
                """
                create table Invoices (Invoice_ID binary(16), order_id bigint unsigned, customer_id varchar(20) charset latin1,
                    invoice_date timestamp(3) null, due_date date, amount decimal(20, 6), currency enum ('EUR', 'USD'),
                    payment_status tinyint(1), amount_paid float, paid_date datetime(6), known_at year, extra geometry)""",
                """
                insert into Invoices values
                    (x'00ff8001020304050607fefdfcfb0a0b', 18446744073709551615, 'Müller', '2024-03-31 21:30:00.125', '2024-04-30',
                        12345678901234.000001, 'EUR', 1, 123456.78, '2024-05-01 23:59:59.999999', 2024, point(1, 1)),
                    ('sixteen bytes ok', 0, '', null, '0000-00-00', -0.5, null, 0, 0.1, '0000-00-00 00:00:00', null, null)""",
                """
                create table payments (id int auto_increment primary key, payment_id int(8) unsigned zerofill,
                    invoice_id blob, payment_date datetime, amount double, success_flag bit(1), known_at json)""",
                """
                insert into payments (payment_id, invoice_id, payment_date, amount, success_flag, known_at) values
                    (42, 'text', '2024-04-01', 0.1e0 + 0.2e0, b'1', '{"a": "ü\\\\u0007"}'), (null, x'ff00', null, 1e-7, b'0', null),
                    (7, '', '2024-04-01 10:00:00', 1e30, null, 'null')""",
                "create table `returns` (`order_id` text, `return_date` char(12), `refund_amount` mediumint unsigned,"
                        + " reason longtext, qty smallint)",
                "insert into `returns` values ('tab\\tquote\"back\\\\slash`', ' 2024-04-01 ', 16777215, 'a\\nb\\r\\n\\0c', -3),"
                        + " ('漢字😀', null, null, repeat('x', 100000), null)",
                "create table people (no int, who varchar(40))",
                "insert into people select nullif(seq, 7), concat(' Åsa 漢字😀 ', seq, ' ') from seq_1_to_40");
        odd = ingest(1, "odd", ODD);
    }

    private static TestRun run(int number, String database, Map<String, String> overrides) {
        return TestRun.of(lake, "2024-06-30", number, TestMariaDb.settings(database, overrides));
    }

    private static TestRun ingest(int number, String database, Map<String, String> overrides) {
        TestRun run = run(number, database, overrides);
        return run.ingest(SourceDatabase.configured(run.context().settings().source()));
    }

    @Test
    void everyTypeArrivesAsText() {
        assertEquals(
                List.of(
                        "00FF8001020304050607FEFDFCFB0A0B|18446744073709551615|Müller|2024-03-31 21:30:00.125|2024-04-30"
                                + "|12345678901234.000001|EUR|1|123456.78125|2024-05-01 23:59:59.999999|2024",
                        "sixteen bytes ok|0||null|0000-00-00|-0.500000|null|0|0.10000000149011612|0000-00-00 00:00:00.000000|null"),
                odd.rows("""
                select invoice_id, order_id, customer_id, invoice_date, due_date, amount, currency, status, amount_paid, paid_date,
                    known_at from raw_invoices""", Table.RAW_INVOICES));
        assertEquals(
                List.of(
                        "00000007||2024-04-01 10:00:00|1e30|null|null",
                        "00000042|text|2024-04-01 00:00:00|0.30000000000000004|1|{\"a\": \"ü\\u0007\"}",
                        "null|FF00|null|0.0000001|0|null"),
                odd.rows(
                        "select payment_id, invoice_id, payment_date, amount, success_flag, known_at from raw_payments",
                        Table.RAW_PAYMENTS));
        assertEquals(
                List.of(
                        "tab\tquote\"back\\slash`| 2024-04-01|16777215|a\nb\r\n\0c|-3",
                        "漢字😀|null|null|" + "x".repeat(100000) + "|null"),
                odd.rows(
                        "select order_id, return_date, refund_amount, reason, qty from raw_returns",
                        Table.RAW_RETURNS));
    }

    /** A query has no columns in the catalogue; the server is asked how it compares those it brings. */
    @Test
    void keysThatTheServerComparesWithoutCaseOrAccentsAreReadInOneSpelling() {
        TestMariaDb.database(
                "alike",
                "create table bills (no varchar(20) character set utf8mb4 collate utf8mb4_general_ci primary key,"
                        + " customer_id varchar(20) character set utf8mb4 collate utf8mb4_bin)",
                "insert into bills values ('Café-1', 'Ann')",
                "create table payments (invoice_id varchar(20) character set latin1 collate latin1_swedish_ci,"
                        + " payment_date date, amount decimal(10, 2) invisible default 7)",
                "insert into payments (invoice_id, payment_date) values ('CAFE-1', '2024-03-01')",
                "create table orders (order_id varchar(20) character set utf8mb4 collate utf8mb4_swedish_ci,"
                        + " customer_id varchar(20) character set utf8mb4 collate utf8mb4_general_ci, order_date date)",
                "insert into orders values ('Ö-1', 'ANN', '2024-03-01')");
        TestRun run = run(
                7,
                "alike",
                Map.of(
                        "source.tables.invoices.query",
                        "select no as invoice_id, customer_id, date '2024-03-01' as invoice_date, 7 as amount from bills"));
        SourceDatabase database =
                SourceDatabase.configured(run.context().settings().source());
        assertEquals(
                List.of(
                        "invoice_id is read in lower case and without accents in every table, for the database compares it so",
                        "order_id is read in lower case in every table, for the database compares it so"),
                new IngestStage(() -> database).run(run.context()).notes());
        assertEquals(
                List.of("cafe-1|Ann|7.00"),
                run.rows(
                        "select raw_invoices.invoice_id, raw_invoices.customer_id, raw_payments.amount from raw_invoices"
                                + " inner join raw_payments on raw_invoices.invoice_id = raw_payments.invoice_id",
                        Table.RAW_INVOICES,
                        Table.RAW_PAYMENTS));
        assertEquals(List.of("ö-1|ANN"), run.rows("select order_id, customer_id from raw_orders", Table.RAW_ORDERS));
    }

    @Test
    void grantedColumnsAreEnough() throws SQLException {
        TestMariaDb.database(
                "granted",
                "create table invoices (invoice_id int, invoice_date date, amount int, status text, account_no text)",
                "insert into invoices values (1, '2024-03-01', 7, 'open', 'DE')",
                "create table payments (invoice_id int, payment_date date, amount int)",
                "drop user if exists clerk",
                "create user clerk",
                "grant select (invoice_id, invoice_date, amount) on granted.invoices to clerk",
                "grant select on granted.payments to clerk");
        TestRun run = run(8, "granted", Map.of("source.user", "clerk"));
        run.ingest(SourceDatabase.configured(run.context().settings().source()));
        assertEquals(
                List.of("1|7|null"),
                run.rows("select invoice_id, amount, status from raw_invoices", Table.RAW_INVOICES));
    }

    @Test
    void namesAreHashedInTheSourceAsPostgresHashesThem() throws Exception {
        String name = "Åsa 漢字😀 40";
        String hash = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8)));
        assertEquals(
                List.of("40|a 'text'|" + hash),
                odd.rows(
                        "select customer_id, segment, name from raw_customers where customer_id = '40'",
                        Table.RAW_CUSTOMERS));
        assertEquals(
                List.of("40|40|39"),
                odd.rows(
                        "select count(*), count(distinct name), count(customer_id) from raw_customers",
                        Table.RAW_CUSTOMERS));
    }

    @Test
    void whatCannotBeUsedIsQuarantinedAndTheRestIsStaged() {
        TestMariaDb.database(
                "half",
                "set session sql_mode = ''",
                "create table invoices (invoice_id int, invoice_date date, due_date date, amount decimal(10, 2))",
                "insert into invoices select seq, '2024-03-01', if(seq = 2, '0000-00-00', '2024-04-01'), 10 from seq_1_to_30",
                "update invoices set invoice_date = '0000-00-00' where invoice_id = 1",
                "create table bills (invoice_id int, payment_date timestamp, amount float, success_flag bool)",
                "insert into bills select seq, '2024-04-01 23:30:00', 0.1, seq % 2 from seq_1_to_10");
        TestRun half = ingest(2, "half", Map.of("source.tables.payments.table", "Half.BILLS"))
                .stage();
        assertEquals(
                List.of("29|28"), half.rows("select count(*), count(due_date) from stg_invoices", Table.STG_INVOICES));
        assertEquals(
                List.of("2024-04-01|0.1000|false", "2024-04-01|0.1000|true"),
                half.rows(
                        "select payment_date, amount, is_success from stg_payments group by all", Table.STG_PAYMENTS));
        assertEquals(Optional.empty(), half.context().slices().of(Table.RAW_CHARGES));
    }

    /** A session in the server's zone writes them; what is no day is a blank, and two currencies are none. */
    @Test
    void daysAreThoseInUtcAndWhatIsNoneIsABlankOrSetAside() {
        TestMariaDb.database(
                "nowhen",
                "set session sql_mode = 'ALLOW_INVALID_DATES', time_zone = '+05:00'",
                "create table bills (no bigint unsigned primary key, issued timestamp null, due date, gross decimal(65, 30),"
                        + " cur set('EUR', 'USD'), state enum('open', 'void'), secret int invisible default 7)",
                "insert into bills values"
                        + " (18446744073709551615, '2024-05-01 02:00:00', '2024-05-31', 1234567.125000000000000000000000000001, 'EUR', 'open'),"
                        + " (2, '2024-05-01 12:00:00', '0000-00-00', 20, 'EUR', 'open'),"
                        + " (3, '2024-05-01 12:00:00', '2024-06-31', 30, 'EUR', 'void'),"
                        + " (4, '2024-07-01 03:00:00', '2024-00-15', 40, '', 'open'),"
                        + " (5, '2024-05-01 12:00:00', '2024-05-31', 50, 'EUR,USD', 'open')",
                "create table payments (payment_id int(6) unsigned zerofill primary key, invoice_id bigint unsigned,"
                        + " payment_date datetime, amount float, success_flag bit(1))",
                "insert into payments values (7, 18446744073709551615, '2024-05-20 23:59:59', 4567.12, b'1'),"
                        + " (8, 2, '0000-00-00', 20, b'1'), (9, 4, '2024-06-30 23:59:59', 40, b'0')");
        TestRun run = ingest(
                        9,
                        "nowhen",
                        Map.of(
                                "source.tables.invoices.query",
                                "select no as invoice_id, issued as invoice_date, due as due_date, gross as amount, cur as currency,"
                                        + " state as status from bills",
                                "quality.max-quarantined-row-share",
                                "0.5",
                                "quality.max-quarantined-amount-share",
                                "0.9"))
                .stage();
        assertEquals(
                List.of(
                        "18446744073709551615|2024-04-30|2024-05-31|1234567.1300|EUR|unpaid",
                        "2|2024-05-01|null|20.0000|EUR|unpaid",
                        "3|2024-05-01|null|30.0000|EUR|void",
                        "4|2024-06-30|null|40.0000|EUR|unpaid"),
                run.rows(
                        "select invoice_id, invoice_date, due_date, amount, currency, ledger_state from stg_invoices",
                        Table.STG_INVOICES));
        assertEquals(
                List.of("000007|2024-05-20|4567.1200|true", "000009|2024-06-30|40.0000|false"),
                run.rows("select payment_id, payment_date, amount, is_success from stg_payments", Table.STG_PAYMENTS));
        assertEquals(
                List.of("invoices|unknown_currency", "payments|unreadable_date"),
                run.rows("select source_table, reason_code from ops_quarantine", Table.OPS_QUARANTINE));
    }

    @Test
    void nothingIsLeftOfTheSpool() throws Exception {
        Path stale = lake.resolve("spool/invoices/part-00007.json.gz");
        Files.createDirectories(stale.getParent());
        Files.writeString(stale, "left by a killed run");
        assertEquals(List.of("2"), ingest(3, "odd", ODD).rows("select count(*) from raw_invoices", Table.RAW_INVOICES));
        assertFalse(Files.exists(lake.resolve("spool")));
        refusal("odd", Map.of("source.tables.payments.query", "select id from odd.payments"));
        assertFalse(Files.exists(lake.resolve("spool")));
    }

    private static String refusal(String database, Map<String, String> overrides) {
        return assertThrows(ConfigurationException.class, () -> ingest(90, database, overrides))
                .getMessage();
    }

    private static String outage(String database, Map<String, String> overrides) {
        return assertThrows(SourceUnavailableException.class, () -> ingest(91, database, overrides))
                .getMessage();
    }

    private static void said(String message, String... parts) {
        for (String part : parts) {
            assertTrue(message.contains(part), message);
        }
        assertEquals(1, message.lines().count(), message);
    }

    @Test
    void whatIsMissingIsNamedWithWhatThereIs() {
        TestMariaDb.database(
                "lacking", "create table bills (no text)", "create table invoices (invoice_id text, total int)");
        said(
                refusal("lacking", Map.of()),
                "lacking.invoices lacks the required columns invoice_date, amount; it has invoice_id, total");
        said(
                refusal("lacking", Map.of("source.tables.invoices.table", "billz")),
                "billz",
                "schema lacking has bills, invoices");
        said(
                refusal(
                        "lacking",
                        Map.of(
                                "source.tables.invoices.query",
                                "select 1 as invoice_id, '2024-01-01' as invoice_date, 1 as amount")),
                "the required table payments is not in 127.0.0.1:",
                "schema lacking has bills, invoices");
        said(refusal("lacking", Map.of("source.schema", "elsewhere")), "schema elsewhere has no tables");
    }

    @Test
    void aMistakeInTheOwnersQueryIsReportedInTheDatabasesWords() {
        said(
                refusal("odd", Map.of("source.tables.payments.query", "select nothing from nowhere")),
                "source.tables.payments.query",
                "odd.nowhere' doesn't exist");
        said(
                refusal("odd", Map.of("source.tables.payments.query", "select nothing from payments")),
                "Unknown column 'nothing'");
        said(
                refusal("odd", Map.of("source.tables.payments.query", "delete from odd.payments")),
                "error in your SQL syntax");
    }

    @Test
    void theSourceCannotBeWrittenTo() throws SQLException {
        Settings.Source source = TestMariaDb.settings("odd", Map.of()).source();
        try (Connection connection = SourceDatabase.configured(source).connect();
                Statement statement = connection.createStatement()) {
            String message = assertThrows(SQLException.class, () -> statement.execute("delete from people"))
                    .getMessage();
            assertTrue(message.contains("READ ONLY"), message);
        }
        assertTrue(assertThrows(ConfigurationException.class, () -> SourceDatabase.configured(source)
                        .connectToFill("load"))
                .getMessage()
                .contains("load and generate fill PostgreSQL only"));
    }

    @Test
    void slowStatementsAndLockedTablesEndTheIngest() throws SQLException {
        said(
                outage(
                        "odd",
                        Map.of(
                                "source.statement-timeout-seconds",
                                "1",
                                "source.tables.payments.query",
                                "select 1 as invoice_id, '2024-01-01' as payment_date, sleep(5) as amount")),
                "longer than source.statement-timeout-seconds");
        try (Connection other = TestMariaDb.connect("odd");
                Statement statement = other.createStatement()) {
            statement.execute("lock tables people write");
            said(
                    outage(
                            "odd",
                            Map.of("source.lock-timeout-seconds", "1", "source.tables.customers.table", "people")),
                    "did not let go within source.lock-timeout-seconds");
        }
    }

    /** The connection that reads is ended when its first row has come and others are to follow: nothing of it is used. */
    @Test
    void aKilledConnectionFailsTheIngest() throws Exception {
        TestRun run = run(
                4,
                "odd",
                Map.of(
                        "source.fetch-size",
                        "1",
                        "source.tables.payments.query",
                        "select repeat('x', 50000)"
                                + " as invoice_id, payment_date, amount + sleep(0.1) as amount from odd.payments, seq_1_to_100"));
        CompletableFuture<Integer> killer = CompletableFuture.supplyAsync(MySqlIngestTest::killTheOneThatReads);
        assertThrows(
                SourceUnavailableException.class,
                () -> run.ingest(
                        SourceDatabase.configured(run.context().settings().source())));
        assertEquals(1, killer.get());
        assertEquals(Optional.empty(), run.context().slices().of(Table.RAW_PAYMENTS));
        assertFalse(Files.exists(lake.resolve("spool")));
    }

    private static int killTheOneThatReads() {
        try (Connection connection = TestMariaDb.connect("odd");
                Statement statement = connection.createStatement()) {
            while (!Files.exists(lake.resolve("spool/payments/part-00000.json.gz"))) {
                Thread.onSpinWait();
            }
            int killed = 0;
            for (String id : ids(statement)) {
                statement.execute("kill connection " + id);
                killed++;
            }
            return killed;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> ids(Statement statement) throws SQLException {
        List<String> ids = new ArrayList<>();
        try (ResultSet row = statement.executeQuery("select id from information_schema.processlist "
                + "where info like '%sleep(0.1)%' and id <> connection_id()")) {
            while (row.next()) {
                ids.add(row.getString(1));
            }
        }
        return ids;
    }
}
