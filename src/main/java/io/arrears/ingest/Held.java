package io.arrears.ingest;

import io.arrears.pipeline.SourceUnavailableException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a transaction of PostgreSQL locks: tables, their partitions, and whatever views and the owner's queries
 * read. A table that only a function reads is not among them: the database does not say what a function reads.
 *
 * @param locked by number, which a new table of an old name does not share
 */
record Held(SourceFailure failures, Connection keeper, Collection<Relation> relations, Map<Long, String> locked) {

    /** A table made after the snapshot has no row in pg_class as the keeper sees it. */
    private static final String LOCKED = """
            select l.relation::bigint, l.relation::regclass::text
            from pg_catalog.pg_locks l
            left join pg_catalog.pg_class c on c.oid = l.relation
            where l.locktype = 'relation' and l.pid = pg_backend_pid()
                and (c.oid is null or c.relkind in ('r', 'p', 'v', 'm', 'f')
                    and c.relnamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace))
            """;

    static Held by(SourceFailure failures, Connection keeper, Collection<Relation> relations) throws SQLException {
        return new Held(failures, keeper, relations, locked(keeper));
    }

    /**
     * Plans a query of each relation, which locks all that it reads until the end of the transaction, and reads no row.
     *
     * @throws SourceUnavailableException naming the relation that cannot be locked in time
     */
    static void hold(SourceFailure failures, Connection connection, Collection<Relation> relations) {
        for (Relation relation : relations) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("select 1 from " + relation.from() + " limit 0");
            } catch (SQLException e) {
                throw failures.of(e, "locking " + relation.called());
            }
        }
    }

    /**
     * Makes sure that every name still means what was locked. A lock does not stop the renaming of a schema or the
     * attaching of a partition.
     */
    void check() {
        hold(failures, keeper, relations);
        try {
            Map<Long, String> now = locked(keeper);
            now.keySet().removeAll(locked.keySet());
            if (!now.isEmpty()) {
                throw new SourceUnavailableException(
                        "source database " + failures.place() + ": " + String.join(", ", now.values())
                                + " took the place of another table, or was added to one, while it was read;"
                                + " nothing of this ingest is used, run again",
                        null);
            }
        } catch (SQLException e) {
            throw failures.of(e, "looking at what is locked");
        }
    }

    private static Map<Long, String> locked(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(LOCKED)) {
            Map<Long, String> locked = new TreeMap<>();
            while (row.next()) {
                locked.put(row.getLong(1), row.getString(2));
            }
            return locked;
        }
    }
}
