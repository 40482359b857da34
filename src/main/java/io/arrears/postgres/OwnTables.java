package io.arrears.postgres;

import io.arrears.config.ConfigurationException;
import io.arrears.config.Settings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The tables that {@code load} and {@code generate} make in a schema. A comment marks each as made by Arrears; a table
 * without it was made by another program, and is replaced only where that is asked for.
 */
public final class OwnTables {

    private static final String MARK = "made by arrears ";
    private static final String OTHERS = """
            select c.relname
            from pg_catalog.pg_class c
            inner join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            where n.nspname = ? and c.relname = any (?) and c.relkind in ('r', 'p', 'v', 'm', 'f')
                and not starts_with(coalesce(obj_description(c.oid, 'pg_class'), ''), ?)
            order by c.relname
            """;

    /** Which tables of the same names may be dropped. */
    public enum Replace {
        OWN,
        ANY;

        /**
         * Any where it is asked for, and in the embedded server: it is Arrears' own, and former versions left no mark
         * there.
         */
        public static Replace of(boolean asked, Settings.Source source) {
            return asked || source.embedded() ? ANY : OWN;
        }
    }

    private final Connection connection;
    private final String schema;
    private final String command;

    /** @param command that makes the tables, {@code load} or {@code generate} */
    public OwnTables(Connection connection, String schema, String command) {
        this.connection = connection;
        this.schema = schema;
        this.command = command;
    }

    /**
     * Makes the schema where it is missing, and looks for tables of these names.
     *
     * @throws ConfigurationException naming every table that is there and may not be replaced
     */
    public void prepare(Collection<String> tables, Replace replace) throws SQLException {
        execute("create schema if not exists " + SqlName.quoted(schema));
        List<String> others = replace == Replace.ANY ? List.of() : others(tables);
        if (!others.isEmpty()) {
            throw new ConfigurationException(
                    "schema " + schema + " has " + (others.size() > 1 ? "tables" : "a table") + " that arrears "
                            + command + " would drop and did not make: " + String.join(", ", others)
                            + ". Nothing was changed: name another source.schema, or give --replace to drop "
                            + (others.size() > 1 ? "them" : "it") + " with all rows");
        }
    }

    /**
     * A new table in place of one of the same name.
     *
     * @param columns as in {@code create table}
     * @return its quoted name
     */
    public String create(String table, String columns) throws SQLException {
        String name = SqlName.quoted(schema, table);
        execute("drop table if exists " + name);
        execute("create table " + name + " (" + columns + ")");
        execute("comment on table " + name + " is '" + MARK + command + "'");
        return name;
    }

    private List<String> others(Collection<String> tables) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(OTHERS)) {
            statement.setString(1, schema);
            statement.setArray(2, connection.createArrayOf("text", tables.toArray()));
            statement.setString(3, MARK);
            try (ResultSet row = statement.executeQuery()) {
                List<String> names = new ArrayList<>();
                while (row.next()) {
                    names.add(row.getString(1));
                }
                return names;
            }
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
