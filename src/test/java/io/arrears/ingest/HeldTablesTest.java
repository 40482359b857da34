package io.arrears.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.lake.Table;
import io.arrears.pipeline.SourceUnavailableException;
import io.arrears.testing.TestPostgres;
import io.arrears.testing.TestRun;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tables are emptied and swapped after the snapshot was taken and before their first row is read. The query of invoices,
 * which is the first to be counted, waits in the database until the test opens its gate.
 */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HeldTablesTest {

    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final Map<String, String> GATED =
            Map.of("source.tables.invoices.query", "select invoices.*, gates.pass() as gate from held.invoices");

    @TempDir
    Path lake;

    @BeforeEach
    void aLedgerOfFiveThousandPayments() {
        TestPostgres.schema("gates", """
                create function pass() returns text language plpgsql as $$
                begin
                    while not pg_try_advisory_xact_lock_shared(77) loop
                        perform pg_sleep(0.01);
                    end loop;
                    return 'open';
                end $$""");
        for (String schema : List.of("held", "ready")) {
            TestPostgres.schema(
                    schema,
                    "create table invoices as select 'I1'::text as invoice_id, date '2024-03-01' as invoice_date, 7 as amount",
                    "create table payments as select 'I1'::text as invoice_id, date '2024-03-01' as payment_date,"
                            + " 1 as amount from generate_series(1, 5000)",
                    "create table empty as select * from payments limit 0");
        }
    }

    @Test
    void aTableCannotBeEmptiedNorSwappedBeforeItIsRead() throws Exception {
        TestRun run = run("held", GATED);
        ingest(run, other -> {
            refused(other, "truncate held.payments");
            refused(other, "alter table held.payments rename to payments_old");
            refused(other, "alter table held.payments alter amount type numeric");
        });
        assertEquals(List.of("5000"), run.rows("select count(*) from raw_payments", Table.RAW_PAYMENTS));
    }

    @Test
    void whatViewsQueriesAndPartitionedTablesReadIsHeldToo() throws Exception {
        TestPostgres.schema(
                "behind",
                "create view payments as select * from held.payments",
                "create table charges (invoice_id text, charge_date date, amount int) partition by range (charge_date)",
                "create table charges_2024 partition of charges for values from ('2024-01-01') to ('2025-01-01')",
                "insert into charges values ('I1', '2024-03-01', 5)",
                "create table people as select 'C1'::text as who",
                "create materialized view orders as select 'O1'::text as order_id, 'C1'::text as customer_id,"
                        + " date '2024-03-01' as order_date, 1 as amount");
        Map<String, String> mapped = new TreeMap<>(GATED);
        mapped.put("source.tables.customers.query", "select who as customer_id from behind.people");
        TestRun run = run("behind", mapped);
        ingest(run, other -> {
            refused(other, "truncate held.payments");
            refused(other, "create or replace view behind.payments as select * from held.empty");
            refused(other, "truncate behind.charges_2024");
            refused(other, "truncate behind.people");
            refused(other, "refresh materialized view behind.orders");
        });
        assertEquals(
                List.of("5000|1|1|1"),
                run.rows(
                        "select (select count(*) from raw_payments), (select count(*) from raw_charges),"
                                + " (select count(*) from raw_customers), (select count(*) from raw_orders)",
                        Table.RAW_PAYMENTS,
                        Table.RAW_CHARGES,
                        Table.RAW_CUSTOMERS,
                        Table.RAW_ORDERS));
    }

    @Test
    void theTableThatAnotherSessionDoesNotLetGoIsNamed() throws SQLException {
        try (Connection other = TestPostgres.connect();
                Statement statement = other.createStatement()) {
            statement.execute("begin; lock table held.payments in access exclusive mode");
            TestRun run = run("held", Map.of("source.lock-timeout-seconds", "1"));
            String said =
                    assertThrows(SourceUnavailableException.class, run::ingest).getMessage();
            assertTrue(
                    said.contains(
                            "(looking for held.payments): another session has the table for itself, or waits for it"),
                    said);
            assertTrue(said.contains("did not let go within source.lock-timeout-seconds"), said);
        }
    }

    @Test
    void aTruncateThatWaitsMakesTheIngestFailAndIsDoneThen() throws Exception {
        Map<String, String> impatient = new TreeMap<>(GATED);
        impatient.put("source.lock-timeout-seconds", "1");
        CompletableFuture<Void> truncated = new CompletableFuture<>();
        CompletionException failure = assertThrows(
                CompletionException.class,
                () -> ingest(run("held", impatient), other -> {
                    CompletableFuture.runAsync(() -> TestPostgres.schema("unused", "truncate held.payments"))
                            .thenRun(() -> truncated.complete(null));
                    until(
                            other,
                            "select count(*) > 0 from pg_locks where relation = 'held.payments'::regclass"
                                    + " and not granted");
                }));
        String said = assertInstanceOf(SourceUnavailableException.class, failure.getCause())
                .getMessage();
        assertTrue(said.contains("(reading held.payments): another session has the table for itself"), said);
        truncated.join();
    }

    /** No lock of a table is in the way of renaming its schema. */
    @Test
    void aTableThatTookThePlaceOfAnotherIsFoundAtTheEnd() {
        CompletionException failure = assertThrows(
                CompletionException.class,
                () -> ingest(run("held", GATED), other -> {
                    other.execute("delete from ready.payments");
                    other.execute("alter schema held rename to was");
                    other.execute("alter schema ready rename to held");
                }));
        TestPostgres.schema("was");
        String said = assertInstanceOf(SourceUnavailableException.class, failure.getCause())
                .getMessage();
        assertTrue(said.contains("held.payments took the place of another table"), said);
    }

    private TestRun run(String schema, Map<String, String> overrides) {
        return TestRun.of(lake, "2024-06-30", 1, TestPostgres.settings(schema, overrides));
    }

    /** What others do while the ingest waits at the gate. */
    private interface Meanwhile {
        void act(Statement other) throws SQLException;
    }

    private static void ingest(TestRun run, Meanwhile meanwhile) throws SQLException {
        try (Connection keeper = TestPostgres.connect();
                Connection connection = TestPostgres.connect();
                Statement gate = keeper.createStatement();
                Statement other = connection.createStatement()) {
            gate.execute("select pg_advisory_lock(77)");
            CompletableFuture<TestRun> ingest = CompletableFuture.supplyAsync(run::ingest);
            until(
                    gate,
                    "select count(*) > 0 from pg_stat_activity where wait_event = 'PgSleep'"
                            + " and application_name like 'arrears%'");
            try {
                meanwhile.act(other);
            } finally {
                gate.execute("select pg_advisory_unlock_all()");
            }
            ingest.join();
        }
    }

    private static void until(Statement statement, String query) throws SQLException {
        for (boolean yes = false; !yes; ) {
            try (ResultSet row = statement.executeQuery(query)) {
                row.next();
                yes = row.getBoolean(1);
            }
        }
    }

    private static void refused(Statement other, String sql) throws SQLException {
        other.execute("set lock_timeout = '50ms'");
        SQLException refusal = assertThrows(SQLException.class, () -> other.execute(sql), sql);
        assertEquals(LOCK_NOT_AVAILABLE, refusal.getSQLState(), refusal.getMessage());
    }
}
