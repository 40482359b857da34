package io.arrears.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.config.Settings;
import io.arrears.lake.SourceTable;
import io.arrears.lake.Table;
import io.arrears.pipeline.SourceUnavailableException;
import io.arrears.testing.TestMariaDb;
import io.arrears.testing.TestRun;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As {@link SnapshotTest}, on MariaDB: money moves from one table to another, and the sum of both never changes. */
class MySqlSnapshotTest {

    private static final int ROWS = 200;
    private static final int WRITERS = 8;
    private static final int INGESTS = 3;
    private static final int LOCK_WAIT_TIMEOUT = 1205;

    @TempDir
    Path lake;

    @Test
    void allTablesAreReadInOneStateWhileOthersWrite() throws Exception {
        TestMariaDb.database(
                "moving",
                "create table invoices (invoice_id int primary key, invoice_date date, amount int) as"
                        + " select seq as invoice_id, '2024-03-01' as invoice_date, 100 as amount from seq_1_to_"
                        + ROWS,
                "create table payments (invoice_id int primary key, payment_date date, amount int) as"
                        + " select seq as invoice_id, '2024-03-01' as payment_date, 100 as amount from seq_1_to_"
                        + ROWS);
        AtomicBoolean stop = new AtomicBoolean();
        AtomicInteger moves = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        List<Future<?>> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            int seed = i;
            writers.add(threads.submit(() -> move(seed, stop, moves)));
        }
        try {
            for (int number = 1; number <= INGESTS; number++) {
                int before = moves.get();
                assertEquals(200L * ROWS, sumThroughIngest(number));
                assertTrue(moves.get() > before, "nobody wrote");
            }
            assertNotEquals(
                    200L * ROWS,
                    sumInTurn(moves),
                    "reading the tables in transactions of their own must break the sum");
        } finally {
            stop.set(true);
            threads.shutdown();
        }
        for (Future<?> writer : writers) {
            writer.get();
        }
    }

    @Test
    void aTableCannotBeEmptiedNorSwappedBeforeItIsRead() throws SQLException {
        TestMariaDb.database(
                "held",
                "create table invoices as select 1 as invoice_id, '2024-03-01' as invoice_date, 7 as amount",
                "create table payments as select seq as invoice_id, '2024-03-01' as payment_date, 1 as amount"
                        + " from seq_1_to_5000",
                "create table empty like payments");
        Settings.Source source = TestMariaDb.settings("held", Map.of()).source();
        SourceDatabase database = SourceDatabase.configured(source);
        List<Relation> relations = new ArrayList<>();
        try (Connection finding = database.connect()) {
            RelationFinder finder = new RelationFinder(database, finding, source);
            for (SourceTable table : List.of(SourceTable.INVOICES, SourceTable.PAYMENTS)) {
                relations.add(finder.find(table).orElseThrow());
            }
        }
        try (Snapshot snapshot = Snapshot.open(database, relations, 60);
                Connection connection = TestMariaDb.connect("held");
                Statement other = connection.createStatement()) {
            other.execute("set lock_wait_timeout = 0");
            for (String sql : List.of(
                    "truncate table payments",
                    "rename table payments to old, empty to payments",
                    "alter table payments add note text")) {
                SQLException refusal = assertThrows(SQLException.class, () -> other.execute(sql), sql);
                assertEquals(LOCK_WAIT_TIMEOUT, refusal.getErrorCode(), refusal.getMessage());
            }
            try (Statement read = snapshot.connection().createStatement();
                    ResultSet row = read.executeQuery("select count(*) from payments")) {
                row.next();
                assertEquals(5000, row.getInt(1));
            }
        }
    }

    @Test
    void theTableThatAnotherSessionDoesNotLetGoIsNamed() throws SQLException {
        TestMariaDb.database(
                "kept",
                "create table invoices as select 1 as invoice_id, '2024-03-01' as invoice_date, 7 as amount",
                "create table payments as select 1 as invoice_id, '2024-03-01' as payment_date, 7 as amount");
        try (Connection connection = TestMariaDb.connect("kept");
                Statement other = connection.createStatement()) {
            other.execute("lock tables payments write");
            TestRun run = TestRun.of(
                    lake, "2024-06-30", 9, TestMariaDb.settings("kept", Map.of("source.lock-timeout-seconds", "1")));
            SourceDatabase database =
                    SourceDatabase.configured(run.context().settings().source());
            String said = assertThrows(SourceUnavailableException.class, () -> run.ingest(database))
                    .getMessage();
            assertTrue(said.contains("(looking for kept.payments): another session has the table for itself"), said);
        }
    }

    /** Each writer moves money of its own rows: none waits for another. */
    private static Void move(int seed, AtomicBoolean stop, AtomicInteger moves) throws SQLException {
        try (Connection connection = TestMariaDb.connect("moving");
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (int moved = 0; !stop.get(); moved++) {
                int row = 1 + seed + WRITERS * (moved % (ROWS / WRITERS));
                statement.execute("update invoices set amount = amount - 1 where invoice_id = " + row);
                statement.execute("update payments set amount = amount + 1 where invoice_id = " + row);
                connection.commit();
                moves.incrementAndGet();
            }
            return null;
        }
    }

    private long sumThroughIngest(int number) {
        TestRun run = TestRun.of(
                lake,
                "2024-06-30",
                number,
                TestMariaDb.settings("moving", Map.of("source.rows-per-partition", "50", "source.fetch-size", "20")));
        run.ingest(SourceDatabase.configured(run.context().settings().source()));
        return Long.parseLong(run.rows(
                        "select cast(sum(cast(amount as bigint)) as string) from (select amount from raw_invoices"
                                + " union all select amount from raw_payments)",
                        Table.RAW_INVOICES,
                        Table.RAW_PAYMENTS)
                .get(0));
    }

    /** What a reader sees whose tables are each read in a snapshot of their own, when another session writes in between. */
    private static long sumInTurn(AtomicInteger moves) throws SQLException {
        SourceDatabase database = SourceDatabase.configured(
                TestMariaDb.settings("moving", Map.of()).source());
        long invoices = sum(database, "invoices");
        int before = moves.get();
        while (moves.get() < before + WRITERS + 1) {
            Thread.onSpinWait();
        }
        return invoices + sum(database, "payments");
    }

    private static long sum(SourceDatabase database, String table) throws SQLException {
        try (Snapshot snapshot = Snapshot.open(database, List.of(), 60);
                Statement statement = snapshot.connection().createStatement();
                ResultSet row = statement.executeQuery("select sum(amount) from " + table)) {
            row.next();
            return row.getLong(1);
        }
    }
}
