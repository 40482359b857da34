package io.arrears.ingest;

import io.arrears.config.Settings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What differs between the kinds of database that can be read: how to log in, and their SQL. */
sealed interface Dialect extends SourceFailure.Kind permits PostgresDialect, MySqlDialect {

    /** Begins the message about a table that could not be locked. */
    String NOT_GRANTED =
            "another session has the table for itself, or waits for it (truncate, alter table, rename, vacuum"
                    + " full), and did not let go within source.lock-timeout-seconds; run again when it is done: ";

    /** Driver properties besides user and password. */
    Map<String, String> properties(Settings.Source source, boolean loopback);

    /** Gives a new connection the settings that the driver takes no property for. */
    void prepare(Connection connection, Settings.Source source) throws SQLException;

    /**
     * Begins a read-only transaction that holds these relations as they are, and then sees one state of the database.
     * The first statement that reads fixes that state, so the relations are held before it.
     */
    KeptSnapshot keep(Supplier<Connection> connect, SourceFailure failures, Collection<Relation> relations)
            throws SQLException;

    /** Whether other connections can see a snapshot too. */
    boolean sharesSnapshots();

    /** The schema to search, where {@code source.schema} says this and the address names that database. */
    String schema(String configured, String database);

    /**
     * The query for the table or view of a name, an exact spelling before any other: schema, table, schema, table go
     * in, the members of {@link Relation.Place} come out in their order.
     */
    String placeQuery();

    /**
     * The query for the columns of a table or view, in their order: schema and table go in; the name, whether the role
     * may read it, and its collation (null where none matters) come out.
     */
    String columnsQuery();

    /**
     * The query for the collation of each of these columns of an owner's query, as one row; empty where the type of a
     * column says all.
     */
    Optional<String> collationsQuery(String from, List<String> columns);

    /** How the database compares texts of such a column. Asks it where only it knows. */
    Relation.Comparison comparison(Connection connection, String type, String collation) throws SQLException;

    /** A table or view as a query names it. */
    Relation relation(Relation.Place place, List<Relation.Column> columns, List<String> withheld);

    /** The name in this kind's quotes, taken literally. */
    String quoted(String name);

    default String quoted(String schema, String table) {
        return quoted(schema) + "." + quoted(table);
    }

    /** The column's value as text, as the database prints it. */
    String asText(String column, String type);

    String nullText();

    /** SHA-256 of the trimmed text in UTF-8, as 64 hexadecimal digits: the same whichever database computes it. */
    String hashed(String text);
}
