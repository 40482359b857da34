package io.arrears.publish;

import static io.arrears.postgres.SqlName.quoted;

import io.arrears.config.Settings;
import io.arrears.lake.SourceColumn;
import io.arrears.lake.SourceTable;
import io.arrears.postgres.PostgresLogin;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What people did and decided, as rows of the tables {@code outcomes} and {@code dispositions} in the schema
 * {@code arrears_work} of the mart database. Rows are only ever appended, as a role that may do nothing else: to take
 * one back is a further row. The server says when a row became known; nothing that is sent can.
 */
public final class WorkTables {

    /** The schema, which belongs to no lake: it outlives the marts beside it. */
    public static final String SCHEMA = "arrears_work";

    /** The role that may insert there, and nothing else anywhere. */
    public static final String WRITER = "arrears_writer";

    /** Each table by its name, in the form that conf/README.md gives to other tools. */
    private static final Map<SourceTable, String> DEFINITIONS =
            Map.of(SourceTable.OUTCOMES, """
            create table arrears_work.outcomes (
                outcome_id text primary key default gen_random_uuid()::text,
                claim_id text,
                customer_id text,
                action_date date not null default current_date,
                action text,
                channel text,
                result text,
                cost numeric(19, 4),
                actor text,
                undoes_outcome_id text,
                known_at timestamp with time zone not null default now(),
                check (coalesce(claim_id, customer_id, undoes_outcome_id) is not null)
            )""", SourceTable.DISPOSITIONS, """
            create table arrears_work.dispositions (
                disposition_id text primary key default gen_random_uuid()::text,
                finding_id text not null,
                decided_date date not null default current_date,
                decision text not null check (decision in ('accepted', 'dismissed', 'withdrawn')),
                until_date date,
                reason text,
                owner text,
                known_at timestamp with time zone not null default now()
            )""");

    private static final String KNOWN_AT = "known_at";

    private final PostgresLogin login;

    private WorkTables(PostgresLogin login) {
        this.login = login;
    }

    /** Empty where {@code publish.postgres.enabled} is false. */
    public static Optional<WorkTables> of(Settings settings, Optional<Settings.Login> embedded) {
        return MartLogin.of(settings, embedded).map(WorkTables::new);
    }

    /** The columns of a table that a row may fill: all but the one that the server fills. */
    public static List<SourceColumn> columns(SourceTable table) {
        return table.columns().stream()
                .filter(column -> !column.name().equals(KNOWN_AT))
                .toList();
    }

    /** The statements that make the tables. */
    public static Collection<String> definitions() {
        return DEFINITIONS.values();
    }

    /**
     * Appends a row, and makes the schema, the tables and the role where they are missing.
     *
     * @param values by column, as text; a column that is not among them has its default
     * @throws MartDatabaseException when the database cannot be reached, or the login may not make what is missing
     */
    public void append(SourceTable table, Map<String, String> values) {
        List<SourceColumn> given = columns(table).stream()
                .filter(column -> values.get(column.name()) != null)
                .toList();
        String names = given.stream().map(column -> quoted(column.name())).collect(Collectors.joining(", "));
        String places = given.stream().map(WorkTables::place).collect(Collectors.joining(", "));
        try (Connection connection = login.open()) {
            connection.setAutoCommit(false);
            prepare(connection);
            execute(connection, "set local role " + WRITER);
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into " + quoted(SCHEMA, table.sourceName()) + " (" + names + ") values (" + places + ")")) {
                for (int i = 0; i < given.size(); i++) {
                    insert.setString(i + 1, values.get(given.get(i).name()));
                }
                insert.executeUpdate();
            }
            connection.commit();
        } catch (SQLException e) {
            throw new MartDatabaseException(
                    "the mart database " + login + " took no row of " + SCHEMA + "." + table.sourceName() + ": "
                            + e.getMessage() + ". Its role needs the right to create the schema " + SCHEMA
                            + " and the role "
                            + WRITER + ", or both made for it: conf/README.md has the statements",
                    e);
        }
    }

    private static String place(SourceColumn column) {
        return switch (column.kind()) {
            case DAY -> "cast(? as date)";
            case NUMBER -> "cast(? as numeric)";
            default -> "?";
        };
    }

    /** Within the transaction: what is missing, once, however many ask for it at a time. */
    private static void prepare(Connection connection) throws SQLException {
        if (isReady(connection)) {
            return;
        }
        execute(connection, "select pg_advisory_xact_lock(hashtext('" + SCHEMA + "'))");
        if (!exists(connection, "select from pg_roles where rolname = ?", WRITER)) {
            execute(connection, "create role " + WRITER + " nologin");
        }
        if (!exists(connection, "select where pg_has_role(current_user, ?, 'member')", WRITER)) {
            execute(connection, "grant " + WRITER + " to current_user");
        }
        if (!exists(connection, "select from pg_namespace where nspname = ?", SCHEMA)) {
            execute(connection, "create schema " + SCHEMA);
        }
        execute(connection, "grant usage on schema " + SCHEMA + " to " + WRITER);
        for (SourceTable table : List.of(SourceTable.OUTCOMES, SourceTable.DISPOSITIONS)) {
            if (!hasTable(connection, table)) {
                execute(connection, DEFINITIONS.get(table));
            }
            execute(
                    connection,
                    "grant insert ("
                            + columns(table).stream().map(SourceColumn::name).collect(Collectors.joining(", "))
                            + ") on " + SCHEMA + "." + table.sourceName() + " to " + WRITER);
        }
    }

    private static boolean isReady(Connection connection) throws SQLException {
        return exists(connection, "select from pg_roles where rolname = ?", WRITER)
                && exists(connection, "select where pg_has_role(current_user, ?, 'member')", WRITER)
                && hasTable(connection, SourceTable.OUTCOMES)
                && hasTable(connection, SourceTable.DISPOSITIONS)
                && exists(
                        connection,
                        "select where has_column_privilege(?, '" + SCHEMA + ".dispositions', 'finding_id', 'insert')",
                        WRITER)
                && exists(
                        connection,
                        "select where has_column_privilege(?, '" + SCHEMA + ".outcomes', 'outcome_id', 'insert')",
                        WRITER);
    }

    private static boolean hasTable(Connection connection, SourceTable table) throws SQLException {
        return exists(connection, "select where to_regclass(?) is not null", SCHEMA + "." + table.sourceName());
    }

    private static boolean exists(Connection connection, String query, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
