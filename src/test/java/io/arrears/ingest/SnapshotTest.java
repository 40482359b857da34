package io.arrears.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.lake.Table;
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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writers move money from one table to another while it is read: the sum of both never changes in any one state. */
class SnapshotTest {

    private static final int ROWS = 200;
    private static final int WRITERS = 2;

    @TempDir
    Path lake;

    @Test
    void allTablesAreReadInOneStateWhileOthersWrite() throws Exception {
        TestPostgres.schema(
                "moving",
                "create table invoices as select i::text as invoice_id, date '2024-03-01' as invoice_date, 100 as amount"
                        + " from generate_series(1, " + ROWS + ") i",
                "create table payments as select i as id, i::text as invoice_id, date '2024-03-01' as payment_date,"
                        + " 100 as amount from generate_series(1, " + ROWS + ") i",
                "alter table payments add primary key (id)");
        AtomicBoolean stop = new AtomicBoolean();
        AtomicInteger moves = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        List<Future<Integer>> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            int seed = i;
            writers.add(threads.submit(() -> move(seed, stop, moves)));
        }
        try {
            for (int number = 1; number <= 2; number++) {
                assertEquals(200L * ROWS, sumThroughIngest(number));
            }
            assertNotEquals(200L * ROWS, sumInTurn(moves), "reading the tables in turn must break the sum");
        } finally {
            stop.set(true);
            threads.shutdown();
        }
        for (Future<Integer> writer : writers) {
            assertTrue(writer.get() > 0);
        }
    }

    private static int move(int seed, AtomicBoolean stop, AtomicInteger moves) throws SQLException {
        int moved = 0;
        try (Connection connection = TestPostgres.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (; !stop.get(); moved++) {
                int row = 1 + (seed * 101 + moved * 7) % ROWS;
                statement.execute("update moving.invoices set amount = amount - 1 where invoice_id = '" + row + "'");
                statement.execute("update moving.payments set amount = amount + 1 where id = " + row);
                connection.commit();
                moves.incrementAndGet();
            }
        }
        return moved;
    }

    private long sumThroughIngest(int number) {
        TestRun run = TestRun.of(
                        lake,
                        "2024-06-30",
                        number,
                        TestPostgres.settings(
                                "moving",
                                Map.of(
                                        "source.partitions",
                                        "3",
                                        "source.rows-per-partition",
                                        "50",
                                        "source.fetch-size",
                                        "20")))
                .ingest();
        return Long.parseLong(run.rows(
                        "select cast(sum(cast(amount as bigint)) as string) from (select amount from raw_invoices"
                                + " union all select amount from raw_payments)",
                        Table.RAW_INVOICES,
                        Table.RAW_PAYMENTS)
                .get(0));
    }

    /** What a reader without a snapshot sees when another session writes between its two queries. */
    private static long sumInTurn(AtomicInteger moves) throws SQLException {
        try (Connection connection = TestPostgres.connect();
                Statement statement = connection.createStatement()) {
            long invoices = sum(statement, "moving.invoices");
            int before = moves.get();
            while (moves.get() < before + WRITERS + 1) {
                Thread.onSpinWait();
            }
            return invoices + sum(statement, "moving.payments");
        }
    }

    private static long sum(Statement statement, String table) throws SQLException {
        try (ResultSet row = statement.executeQuery("select sum(amount) from " + table)) {
            row.next();
            return row.getLong(1);
        }
    }
}
