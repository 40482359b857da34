package io.arrears.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
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
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One of the connections that an ingest reads through ends, at any moment: what it then has is all or nothing. */
class KilledConnectionsTest {

    private static final int ROWS = 900;
    private static final String FIGURES =
            "select count(*), cast(sum(cast(amount as bigint)) as string), count(distinct %s) from %s";
    /** Slow rows, so that there is something to interrupt. */
    private static final Map<String, String> SLOWLY = Map.of(
            "source.partitions",
            "3",
            "source.rows-per-partition",
            "100",
            "source.fetch-size",
            "20",
            "source.tables.payments.query",
            "select payments.*, pg_sleep(0.001)::text as nap from killed.payments",
            "source.tables.payments.key",
            "id");

    @TempDir
    Path lake;

    private final Random random = new Random(11);
    private int ingests;

    @BeforeAll
    static void aLedgerOfKnownSums() {
        TestPostgres.schema(
                "killed",
                "create table invoices as select i::text as invoice_id, date '2024-03-01' as invoice_date, i as amount"
                        + " from generate_series(1, " + ROWS + ") i",
                "create table payments as select i as id, i::text as invoice_id, date '2024-03-01' as payment_date,"
                        + " 2 * i as amount from generate_series(1, " + ROWS + ") i",
                "alter table payments add primary key (id)");
    }

    @Test
    void threeKillsLeaveAllOrNothing() throws SQLException {
        survive(3);
    }

    @Tag("proof")
    @Test
    void aHundredKillsLeaveAllOrNothing() throws SQLException {
        survive(100);
    }

    private void survive(int wanted) throws SQLException {
        int failed = 0;
        for (int kills = 0; kills < wanted; ) {
            TestRun run = run();
            CompletableFuture<TestRun> ingest = CompletableFuture.supplyAsync(run::ingest);
            boolean killed = killsOne(ingest, random.nextInt(900));
            try {
                complete(ingest.join());
            } catch (CompletionException failure) {
                SourceUnavailableException said =
                        assertInstanceOf(SourceUnavailableException.class, failure.getCause());
                assertTrue(killed, said.getMessage());
                failed++;
            }
            kills += killed ? 1 : 0;
        }
        System.out.println(failed + " of " + wanted
                + " kills made the ingest fail, the others came when nothing was left to read");
        assertTrue(
                failed >= wanted / 3,
                failed + " of " + wanted + " were noticed: the kills come too late to prove anything");
        complete(run().ingest());
    }

    private TestRun run() {
        return TestRun.of(lake, "2024-06-30", ++ingests, TestPostgres.settings("killed", SLOWLY));
    }

    private static void complete(TestRun run) {
        long sum = ROWS * (ROWS + 1L) / 2;
        assertEquals(
                List.of(ROWS + "|" + sum + "|" + ROWS),
                run.rows(FIGURES.formatted("invoice_id", "raw_invoices"), Table.RAW_INVOICES));
        assertEquals(
                List.of(ROWS + "|" + 2 * sum + "|" + ROWS),
                run.rows(FIGURES.formatted("invoice_id", "raw_payments"), Table.RAW_PAYMENTS));
    }

    /** Ends one of the ingest's connections some milliseconds after its first is there; false when it was over before. */
    private static boolean killsOne(CompletableFuture<?> ingest, int milliseconds) throws SQLException {
        try (Connection connection = TestPostgres.connect();
                Statement statement = connection.createStatement()) {
            long due = 0;
            while (!ingest.isDone()) {
                if (due == 0
                        && yes(
                                statement,
                                "select count(*) > 0 from pg_stat_activity where application_name = 'arrears ingest'")) {
                    due = System.nanoTime() + milliseconds * 1_000_000L;
                }
                if (due != 0
                        && System.nanoTime() >= due
                        && yes(
                                statement,
                                "select coalesce(bool_or(pg_terminate_backend(pid)), false)"
                                        + " from (select pid from pg_stat_activity where application_name = 'arrears ingest' order by random() limit 1) a")) {
                    return true;
                }
                statement.execute("select pg_sleep(0.005)");
            }
            return false;
        }
    }

    private static boolean yes(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getBoolean(1);
        }
    }
}
