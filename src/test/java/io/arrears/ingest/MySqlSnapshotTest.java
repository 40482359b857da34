package io.arrears.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.lake.Table;
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

    /** What a reader sees whose tables are each read in a snapshot of their own, when somebody writes in between. */
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
        try (Snapshot snapshot = Snapshot.open(database, 60);
                Statement statement = snapshot.connection().createStatement();
                ResultSet row = statement.executeQuery("select sum(amount) from " + table)) {
            row.next();
            return row.getLong(1);
        }
    }
}
