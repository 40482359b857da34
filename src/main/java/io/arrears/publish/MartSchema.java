package io.arrears.publish;

import static io.arrears.postgres.SqlName.quoted;

import io.arrears.config.ConfigurationException;
import io.arrears.lake.LakeFormat;
import io.arrears.lake.RunId;
import io.arrears.lake.Table;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The statements the mart schema needs, over one connection. Tables are filled and altered, never dropped: views
 * stay.
 */
final class MartSchema {

    private static final String PUBLISHED = "_published";
    private static final String FORMAT = "_format";
    private static final String SIDE = "_side_";
    private static final String READER = "arrears_reader";

    private final Connection connection;
    private final String schema;

    /** A mart's days whose rows differ from the pointers, and the slices that hold the new rows. */
    record Change(Table mart, Set<LocalDate> days, Map<LocalDate, RunId> slices) {}

    MartSchema(Connection connection, String schema) {
        this.connection = connection;
        this.schema = schema;
    }

    /** Creates the schema and the table of what is published, if they are missing. */
    void prepare() throws SQLException {
        // "create schema if not exists" asks for the right to create even where there is nothing to create.
        if (!exists("select from pg_namespace where nspname = ?", schema)) {
            execute("create schema " + quoted(schema));
        }
        if (!hasTable(FORMAT)) {
            execute("create table " + table(FORMAT) + " (number integer not null); insert into " + table(FORMAT)
                    + " values (" + LakeFormat.NUMBER + "); comment on table " + table(FORMAT)
                    + " is 'the format of all tables of this schema: what their columns mean and how many "
                    + "digits they keep'");
        }
        if (!hasTable(PUBLISHED)) {
            execute("create table " + table(PUBLISHED)
                    + " (mart text, as_of_date date, run_id text not null, lake_id text not null, lake_root text not "
                    + "null,"
                    + " primary key (mart, as_of_date));"
                    + "comment on table " + table(PUBLISHED)
                    + " is 'which run''s rows each mart holds for each day, and of which lake'");
        }
    }

    /**
     * Refuses a schema whose tables are of another format: their columns would round what is put into them.
     *
     * @param place the database, for the message
     * @throws ConfigurationException naming the schema, both formats and what to do
     */
    void refuseOtherFormat(String place) throws SQLException {
        if (!hasTable(PUBLISHED) && !hasTable(FORMAT)) {
            return;
        }
        Optional<String> found = hasTable(FORMAT) ? format() : Optional.empty();
        if (!found.equals(Optional.of(String.valueOf(LakeFormat.NUMBER)))) {
            throw new ConfigurationException("the schema " + schema + " of " + place + " has "
                    + LakeFormat.called(found) + ", and this version writes format " + LakeFormat.NUMBER
                    + ": nothing was read and nothing is changed. To go on, " + LakeFormat.ADVICE
                    + ". What the schema holds stays as it is");
        }
    }

    private Optional<String> format() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select number from " + table(FORMAT))) {
            return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
        }
    }

    private boolean hasTable(String name) throws SQLException {
        return exists("select from pg_class where oid = to_regclass(?)", table(name));
    }

    /**
     * Which run's rows, from which lake, are there; nothing where the schema was never prepared. A mart whose table was
     * dropped holds nothing, and a table that the catalogue no longer has is ignored.
     */
    List<MartOwner.Held> held() throws SQLException {
        List<MartOwner.Held> held = new ArrayList<>();
        if (!hasTable(PUBLISHED)) {
            return held;
        }
        // As JSON, a column that an older format does not have is null: the desk shows such a schema too.
        try (PreparedStatement query = connection.prepareStatement("select mart, as_of_date, run_id, "
                + "to_jsonb(p) ->> 'lake_id' as lake_id, to_jsonb(p) ->> 'lake_root' as lake_root from "
                + table(PUBLISHED) + " p where to_regclass(format('%I.%I', ?::text, mart)) is not null "
                + "order by as_of_date desc, mart")) {
            query.setString(1, schema);
            ResultSet rows = query.executeQuery();
            while (rows.next()) {
                Optional<Table> mart = Table.named(rows.getString("mart"));
                if (mart.isPresent()) {
                    held.add(new MartOwner.Held(
                            mart.get(),
                            rows.getDate("as_of_date").toLocalDate(),
                            rows.getString("run_id"),
                            rows.getString("lake_id"),
                            rows.getString("lake_root")));
                }
            }
        }
        return held;
    }

    /** Within the transaction: makes other writers wait; readers do not. */
    void lock() throws SQLException {
        execute("lock table " + table(PUBLISHED) + " in share row exclusive mode");
    }

    /** Within the transaction: what is left of another lake names tables that are gone. */
    void forgetOthers(MartOwner owner) throws SQLException {
        try (PreparedStatement forget =
                connection.prepareStatement("delete from " + table(PUBLISHED) + " where lake_id is distinct from ?")) {
            forget.setString(1, owner.identity().orElseThrow());
            forget.executeUpdate();
        }
    }

    /** The days whose rows a mart holds, newest first; none where nothing was ever published. */
    List<LocalDate> days(Table mart) throws SQLException {
        return held().stream()
                .filter(each -> each.mart() == mart)
                .map(MartOwner.Held::day)
                .sorted(Comparator.reverseOrder())
                .toList();
    }

    /** An empty side table; one that a crash left behind goes first. */
    void createSide(MartColumns columns) throws SQLException {
        String side = side(columns);
        execute("drop table if exists " + side + "; " + columns.createSide(side));
    }

    /** After a failure: undoes the transaction and takes the side tables away, as far as the connection still works. */
    void dropSides(List<MartColumns> columns, Exception failure) {
        try {
            if (!connection.getAutoCommit()) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
            for (MartColumns mart : columns) {
                execute("drop table if exists " + side(mart));
            }
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    /** Where the rows of a mart are copied to: its side table, with the columns in the mart's order. */
    String copyInto(MartColumns columns) {
        return side(columns) + " (" + columns.list() + ")";
    }

    /** Within the transaction: the side table's rows take the place of the days' rows. */
    long replace(MartColumns columns, Change change, MartOwner owner) throws SQLException {
        String table = table(columns.mart().sqlName());
        Set<String> existing = existing(columns.mart());
        if (existing.isEmpty()) {
            execute(columns.create(table));
        }
        for (String add : existing.isEmpty() ? List.<String>of() : columns.add(table, existing)) {
            execute(add);
        }
        delete("delete from " + table + " where as_of_date = any(?)", Optional.empty(), change.days());
        delete(
                "delete from " + table(PUBLISHED) + " where as_of_date = any(?) and mart = ?",
                Optional.of(columns.mart()),
                change.days());
        long rows;
        try (Statement insert = connection.createStatement()) {
            rows = insert.executeLargeUpdate("insert into " + table + " (" + columns.list() + ") select "
                    + columns.list()
                    + " from " + side(columns));
        }
        execute("drop table " + side(columns));
        try (PreparedStatement insert = connection.prepareStatement("insert into " + table(PUBLISHED)
                + " (mart, as_of_date, run_id, lake_id, lake_root) values (?, ?, ?, ?, ?)")) {
            for (Map.Entry<LocalDate, RunId> slice : change.slices().entrySet()) {
                insert.setString(1, columns.mart().sqlName());
                insert.setDate(2, Date.valueOf(slice.getKey()));
                insert.setString(3, slice.getValue().text());
                insert.setString(4, owner.identity().orElseThrow());
                insert.setString(5, owner.lake().root());
                insert.addBatch();
            }
            insert.executeBatch();
        }
        return rows;
    }

    private void delete(String sql, Optional<Table> mart, Set<LocalDate> days) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(sql)) {
            delete.setArray(
                    1,
                    connection.createArrayOf(
                            "date", days.stream().map(Date::valueOf).toArray()));
            if (mart.isPresent()) {
                delete.setString(2, mart.get().sqlName());
            }
            delete.executeUpdate();
        }
    }

    /** The read-only role, where it exists or may be created, reads what is there and what will be. */
    void grant() throws SQLException {
        boolean exists = exists("select from pg_roles where rolname = ?", READER);
        if (!exists && !exists("select from pg_roles where rolname = current_user and (rolcreaterole or rolsuper)")) {
            return;
        }
        execute((exists ? "" : "create role " + READER + " nologin; ")
                + "grant usage on schema " + quoted(schema) + " to " + READER
                + "; grant select on all tables in schema " + quoted(schema) + " to " + READER
                + "; alter default privileges in schema " + quoted(schema) + " grant select on tables to " + READER);
    }

    private Set<String> existing(Table mart) throws SQLException {
        Set<String> columns = new LinkedHashSet<>();
        try (PreparedStatement query = connection.prepareStatement("select attname from pg_attribute "
                + "where attrelid = to_regclass(?) and attnum > 0 and not attisdropped order by attnum")) {
            query.setString(1, table(mart.sqlName()));
            ResultSet rows = query.executeQuery();
            while (rows.next()) {
                columns.add(rows.getString(1));
            }
        }
        return columns;
    }

    private boolean exists(String sql, String... values) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                query.setString(i + 1, values[i]);
            }
            return query.executeQuery().next();
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String side(MartColumns columns) {
        return table(SIDE + columns.mart().sqlName());
    }

    private String table(String name) {
        return quoted(schema, name);
    }
}
