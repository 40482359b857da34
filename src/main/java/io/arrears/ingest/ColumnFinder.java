package io.arrears.ingest;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the columns that the role may read, with their types and how the database compares their texts. */
final class ColumnFinder {

    private final Dialect dialect;
    private final Connection connection;
    /** By type and collation, for a database may have to be asked. */
    private final Map<List<String>, Relation.Comparison> comparisons = new HashMap<>();

    ColumnFinder(Dialect dialect, Connection connection) {
        this.dialect = dialect;
        this.connection = connection;
    }

    /**
     * The columns of a table or view.
     *
     * @param withheld names of those that the role may not read
     */
    record Found(List<Relation.Column> columns, List<String> withheld) {}

    Found ofPlace(String schema, String table) throws SQLException {
        List<String> granted = new ArrayList<>();
        List<String> withheld = new ArrayList<>();
        Map<String, String> collations = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(dialect.columnsQuery())) {
            statement.setString(1, schema);
            statement.setString(2, table);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    (row.getBoolean(2) ? granted : withheld).add(row.getString(1));
                    collations.put(row.getString(1), row.getString(3));
                }
            }
        }
        if (granted.isEmpty()) {
            return new Found(List.of(), withheld);
        }
        String names = String.join(", ", granted.stream().map(dialect::quoted).toList());
        return new Found(typed(names, dialect.quoted(schema, table), collations), withheld);
    }

    /** The columns of an owner's query, {@code (select …) as alias}: those that it names itself. */
    List<Relation.Column> ofQuery(String from, String alias) throws SQLException {
        List<Relation.Column> columns = typed("*", from, Map.of());
        List<String> names = columns.stream()
                .map(column -> dialect.quoted(alias) + "." + dialect.quoted(column.name()))
                .toList();
        Optional<String> query = dialect.collationsQuery(from, names);
        return query.isEmpty() ? columns : compared(columns, query.get());
    }

    private List<Relation.Column> typed(String names, String from, Map<String, String> collations) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select " + names + " from " + from + " limit 0")) {
            ResultSetMetaData found = rows.getMetaData();
            List<Relation.Column> columns = new ArrayList<>();
            for (int i = 1; i <= found.getColumnCount(); i++) {
                String name = found.getColumnLabel(i);
                columns.add(column(name, found.getColumnTypeName(i), collations.get(name)));
            }
            return List.copyOf(columns);
        }
    }

    private List<Relation.Column> compared(List<Relation.Column> columns, String collationsQuery) throws SQLException {
        List<String> collations = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(collationsQuery)) {
            row.next();
            for (int i = 1; i <= columns.size(); i++) {
                collations.add(row.getString(i));
            }
        }
        List<Relation.Column> compared = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            Relation.Column column = columns.get(i);
            compared.add(column(column.name(), column.type(), collations.get(i)));
        }
        return List.copyOf(compared);
    }

    private Relation.Column column(String name, String type, String collation) throws SQLException {
        List<String> known = Arrays.asList(type, collation);
        if (!comparisons.containsKey(known)) {
            comparisons.put(known, dialect.comparison(connection, type, collation));
        }
        return new Relation.Column(name, type, comparisons.get(known));
    }
}
