package io.arrears.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.arrears.config.ConfigurationException;
import io.arrears.pipeline.SourceUnavailableException;
import io.arrears.testing.TestPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** What a failure of the source means: try again later, or correct the configuration. */
class SourceFailureTest {

    private static final SourceFailure FAILURE = new SourceFailure("host:5432/books", new PostgresDialect());

    private static RuntimeException of(SQLException failure) {
        return FAILURE.of(failure, "taking a snapshot");
    }

    private static SQLException refusedBy(String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(TestPostgres.shared().getJdbcUrl("postgres", "postgres"));
                Statement statement = connection.createStatement()) {
            return assertThrows(SQLException.class, () -> statement.execute(sql));
        }
    }

    @Test
    void aSnapshotWhoseKeeperWasEndedIsNoFaultOfTheConfiguration() throws SQLException {
        RuntimeException failure = of(refusedBy(KeptSnapshot.adoptStatement("000000AD-00000003-1")));
        assertEquals(SourceUnavailableException.class, failure.getClass(), failure.getMessage());
        assertEquals(
                "source database host:5432/books (taking a snapshot): the connection that kept the snapshot was ended; run again:"
                        + " ERROR: snapshot \"000000AD-00000003-1\" does not exist",
                failure.getMessage());
    }

    @Test
    void aConnectionThatCameTooLateSaysWhatToCheck() {
        assertEquals(
                "source database host:5432/books (taking a snapshot): no answer within the time-out; check host and firewall,"
                        + " source.connect-timeout-seconds and source.socket-timeout-seconds",
                of(new SQLException("Connection attempt timed out.", "08001")).getMessage());
    }

    @Test
    void aStatementThatIsWrongIsAFaultOfTheConfiguration() throws SQLException {
        RuntimeException failure = of(refusedBy("select nothing from nowhere"));
        assertEquals(ConfigurationException.class, failure.getClass(), failure.getMessage());
    }
}
