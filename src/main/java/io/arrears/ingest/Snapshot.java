package io.arrears.ingest;

import io.arrears.pipeline.SourceUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.concurrent.TimeUnit;

/**
 * One state of the database for every table and every connection. A keeper connection holds a read-only transaction
 * open and, where the database can, lends its snapshot; a reader that comes after the keeper is gone fails instead of
 * reading another state. Where it cannot, everything is read through the keeper.
 *
 * <p>The keeper also locks what will be read, before the snapshot is taken. Without this a table that is emptied by
 * {@code truncate}, rewritten, or swapped for another of its name has no rows in the snapshot, and no error says so.
 */
final class Snapshot implements AutoCloseable {

    private final SourceDatabase database;
    private final KeptSnapshot kept;
    private final long openedAt = System.nanoTime();
    private final int maxAgeSeconds;

    private Snapshot(SourceDatabase database, KeptSnapshot kept, int maxAgeSeconds) {
        this.database = database;
        this.kept = kept;
        this.maxAgeSeconds = maxAgeSeconds;
    }

    /**
     * Locks the relations, then takes a snapshot.
     *
     * @throws SourceUnavailableException naming the relation that another session does not let go within the lock
     *     time-out
     */
    static Snapshot open(SourceDatabase database, Collection<Relation> relations, int maxAgeSeconds) {
        try {
            return new Snapshot(
                    database,
                    database.dialect().keep(database::connect, database.failures(), relations),
                    maxAgeSeconds);
        } catch (SQLException e) {
            throw database.failures().of(e, "taking a snapshot");
        }
    }

    SourceDatabase database() {
        return database;
    }

    /** The keeper's connection, inside the snapshot; for one thread at a time. */
    Connection connection() {
        return kept.keeper();
    }

    /** What a reading connection runs first. */
    String adoptStatement() {
        return KeptSnapshot.adoptStatement(kept.id().orElseThrow());
    }

    /**
     * Makes sure that what was read so far came from this snapshot.
     *
     * @throws SourceUnavailableException when it is too old, its keeper was lost, or a name has another table by now
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
        // A transfer that streams rows through the keeper holds it meanwhile: another statement would load all rows
        // that are left.
        synchronized (kept.keeper()) {
            ask();
            kept.held().ifPresent(Held::check);
        }
    }

    private void ask() {
        try (Statement statement = kept.keeper().createStatement()) {
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
        try {
            kept.keeper().close();
        } catch (SQLException ignored) {
            // The transaction only read; the server ends it with the connection.
        }
    }
}
