package io.arrears.ingest;

import io.arrears.pipeline.SourceUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * One state of the database for every table and every connection. A keeper connection holds a read-only transaction
 * open and, where the database can, lends its snapshot; a reader that comes after the keeper is gone fails instead of
 * reading another state. Where it cannot, everything is read through the keeper.
 */
final class Snapshot implements AutoCloseable {

    private final SourceDatabase database;
    private final Connection keeper;
    private final Optional<String> id;
    private final long openedAt = System.nanoTime();
    private final int maxAgeSeconds;

    private Snapshot(SourceDatabase database, Connection keeper, Optional<String> id, int maxAgeSeconds) {
        this.database = database;
        this.keeper = keeper;
        this.id = id;
        this.maxAgeSeconds = maxAgeSeconds;
    }

    static Snapshot open(SourceDatabase database, int maxAgeSeconds) {
        Connection keeper = database.connect();
        try {
            return new Snapshot(database, keeper, database.dialect().beginSnapshot(keeper), maxAgeSeconds);
        } catch (SQLException e) {
            closeQuietly(keeper);
            throw SourceFailure.of(e, database, "taking a snapshot");
        }
    }

    SourceDatabase database() {
        return database;
    }

    /** The keeper's connection, inside the snapshot; for one thread at a time. */
    Connection connection() {
        return keeper;
    }

    /**
     * What a reading connection runs first. Exactly this form: others fail silently and read another state. The zone comes
     * last: the driver sends that of its machine, whatever the options of the connection say.
     */
    String adoptStatement() {
        return "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET TRANSACTION SNAPSHOT '" + id.orElseThrow()
                + "'; SET LOCAL TIME ZONE 'UTC'";
    }

    /**
     * Makes sure that what was read so far came from this snapshot.
     *
     * @throws SourceUnavailableException when it is too old or its keeper was lost
     */
    void check() {
        long age = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - openedAt);
        if (age > maxAgeSeconds) {
            throw new SourceUnavailableException(
                    "the snapshot of " + database.place() + " is " + age + " s old, more "
                            + "than source.snapshot-max-age-seconds = " + maxAgeSeconds
                            + ": read when the database is less busy, "
                            + "or allow more",
                    null);
        }
        // Whoever streams rows through the keeper holds it meanwhile: another statement would load all that is left of
        // them.
        synchronized (keeper) {
            ask();
        }
    }

    private void ask() {
        try (Statement statement = keeper.createStatement()) {
            statement.execute("select 1");
        } catch (SQLException e) {
            throw new SourceUnavailableException(
                    "the connection that kept the snapshot of " + database.place()
                            + " was lost; nothing of this ingest is used, run again",
                    e);
        }
    }

    @Override
    public void close() {
        closeQuietly(keeper);
    }

    private static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException ignored) {
            // The transaction only read; the server ends it with the connection.
        }
    }
}
