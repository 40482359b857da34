package io.arrears.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.lake.Table;
import io.arrears.pipeline.SourceUnavailableException;
import io.arrears.testing.StallingProxy;
import io.arrears.testing.TestPostgres;
import io.arrears.testing.TestRun;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server falls silent while its rows are read, and every connection to it stays open. */
class SilentServerTest {

    private static final int SOCKET_TIMEOUT = 10;

    @TempDir
    Path lake;

    private int runs;

    @Test
    void theIngestEndsWithinTwiceTheTimeOut() throws IOException {
        aLedger();
        TestRun run = run("silent", Map.of("source.socket-timeout-seconds", String.valueOf(SOCKET_TIMEOUT)));
        run.ingest();
        TestRun second = run("silent", Map.of("source.socket-timeout-seconds", String.valueOf(SOCKET_TIMEOUT)));
        try (StallingProxy proxy = new StallingProxy(TestPostgres.shared().getPort(), 2_000_000)) {
            SourceDatabase database = SourceDatabase.at(
                    "jdbc:postgresql://localhost:" + proxy.port() + "/postgres",
                    TestPostgres.user(),
                    second.context().settings().source());
            String said = assertTimeoutPreemptively(Duration.ofSeconds(2 * SOCKET_TIMEOUT), () -> assertThrows(
                            SourceUnavailableException.class, () -> second.ingest(database))
                    .getMessage());
            assertTrue(proxy.hasStalled(), "the rows fit into what the proxy forwards");
            assertTrue(said.contains("(reading silent."), said);
            assertTrue(said.contains("no answer within the time-out"), said);
            assertTrue(said.contains("source.socket-timeout-seconds"), said);
        }
    }

    @Test
    void everyConnectionSaysWhatItIsFor() {
        aLedger();
        TestRun run = run(
                "silent",
                Map.of(
                        "source.tables.customers.query",
                        "select application_name as customer_id from pg_stat_activity where pid = pg_backend_pid()"));
        run.ingest();
        assertEquals(List.of("arrears ingest"), run.rows("select customer_id from raw_customers", Table.RAW_CUSTOMERS));
    }

    private static void aLedger() {
        TestPostgres.schema(
                "silent",
                "create table invoices as select repeat(md5(i::text), 20) as invoice_id, date '2024-03-01' as invoice_date,"
                        + " 7 as amount from generate_series(1, 10000) i",
                "create table payments as select repeat(md5(i::text), 20) as invoice_id, date '2024-03-01' as payment_date,"
                        + " 7 as amount from generate_series(1, 10000) i");
    }

    private TestRun run(String schema, Map<String, String> overrides) {
        return TestRun.of(lake, "2024-06-30", ++runs, TestPostgres.settings(schema, overrides));
    }
}
