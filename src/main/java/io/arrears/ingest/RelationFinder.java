package io.arrears.ingest;

import io.arrears.config.ConfigurationException;
import io.arrears.config.Settings;
import io.arrears.lake.SourceTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what the configuration maps a source table to, or the table of its name in the source schema. */
final class RelationFinder {

    private static final Pattern NAME = Pattern.compile("(?:\"([^\"]+)\"|([\\w$]+))");
    private static final Pattern QUALIFIED =
            Pattern.compile("\\s*(?:" + NAME + "\\s*\\.\\s*)?" + NAME + "\\s*", Pattern.UNICODE_CHARACTER_CLASS);
    private static final String QUERY = "arrears_query";

    private final SourceDatabase database;
    private final Dialect dialect;
    private final Connection connection;
    private final Settings.Source source;
    private final ColumnFinder columns;

    RelationFinder(SourceDatabase database, Connection connection, Settings.Source source) {
        this.database = database;
        this.dialect = database.dialect();
        this.connection = connection;
        this.source = source;
        this.columns = new ColumnFinder(dialect, connection);
    }

    /**
     * The relation of a source table; empty when it is to be left out, or is not mapped and no table has its name.
     *
     * @throws ConfigurationException when the mapping names nothing that can be read
     */
    Optional<Relation> find(SourceTable table) {
        Settings.Mapping mapping = source.tables().getOrDefault(table.sourceName(), Settings.Mapping.NONE);
        String key = "source.tables." + table.sourceName();
        String during = mapping.isByName()
                ? "looking for " + schema() + "." + table.sourceName()
                : key + (mapping.query().isPresent() ? ".query" : ".table");
        try {
            if (mapping.isLeftOut()) {
                return Optional.empty();
            }
            if (mapping.isByName()) {
                return named(schema(), table.sourceName(), Optional.empty());
            }
            if (mapping.query().isPresent()) {
                return Optional.of(query(key + ".query", mapping.query().get(), mapping.key()));
            }
            return Optional.of(mapped(key, mapping.table().orElseThrow(), mapping.key()));
        } catch (SQLException e) {
            throw database.failures().of(e, during);
        }
    }

    private Relation mapped(String key, String text, Optional<String> splitBy) throws SQLException {
        Matcher name = QUALIFIED.matcher(text);
        if (!name.matches()) {
            throw new ConfigurationException(key + ".table = " + text + " is no table name: expected \"schema.table\"; "
                    + "for anything else give " + key + ".query");
        }
        String schema = name.group(1) != null ? name.group(1) : name.group(2) != null ? name.group(2) : schema();
        String table = name.group(3) != null ? name.group(3) : name.group(4);
        Optional<Relation> found = named(schema, table, splitBy);
        return found.orElseThrow(() -> new ConfigurationException(key + ".table = " + text + ": there is no such table"
                + " in " + database.place() + "; schema " + schema + " has " + tablesOf(schema)));
    }

    private Optional<Relation> named(String schema, String table, Optional<String> splitBy) throws SQLException {
        Optional<Relation.Place> found = lookUp(schema, table);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Relation.Place place = found.get();
        ColumnFinder.Found its = columns.ofPlace(place.schema(), place.table());
        return Optional.of(checked(dialect.relation(
                new Relation.Place(
                        place.schema(),
                        place.table(),
                        splitBy.isPresent() ? splitBy : place.integerKey(),
                        place.blocks()),
                its.columns(),
                its.withheld())));
    }

    private Optional<Relation.Place> lookUp(String schema, String table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(dialect.placeQuery())) {
            statement.setString(1, schema);
            statement.setString(2, table);
            statement.setString(3, schema);
            statement.setString(4, table);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new Relation.Place(
                                row.getString(1),
                                row.getString(2),
                                Optional.ofNullable(row.getString(3)),
                                row.getLong(4)))
                        : Optional.empty();
            }
        }
    }

    private Relation query(String called, String text, Optional<String> key) throws SQLException {
        String query = text.strip();
        while (query.endsWith(";")) {
            query = query.substring(0, query.length() - 1).strip();
        }
        // The line break ends a comment the owner's query may end with.
        String from = "(" + query + "\n) as " + dialect.quoted(QUERY);
        Optional<String> splitBy = dialect.sharesSnapshots() ? key : Optional.empty();
        return checked(new Relation(called, from, QUERY, columns.ofQuery(from, QUERY), List.of(), splitBy, 0));
    }

    /** A configured key must be a column, and an integer one. */
    private static Relation checked(Relation relation) {
        if (relation.integerKey().isEmpty()) {
            return relation;
        }
        String key = relation.integerKey().get();
        for (Relation.Column column : relation.columns()) {
            if (column.name().equalsIgnoreCase(key)) {
                if (!List.of("int2", "int4", "int8", "serial", "bigserial", "smallserial")
                        .contains(column.type())) {
                    throw new ConfigurationException("the key " + key + " of " + relation.called() + " is of type "
                            + column.type() + ": expected an integer column, or leave the key out");
                }
                return new Relation(
                        relation.called(),
                        relation.from(),
                        relation.alias(),
                        relation.columns(),
                        relation.withheld(),
                        Optional.of(column.name()),
                        relation.blocks());
            }
        }
        throw new ConfigurationException("the key " + key + " of " + relation.called() + " is none of its columns: "
                + ColumnMatch.names(relation));
    }

    /** The schema that is searched for tables without a mapping. */
    String schema() {
        return database.schema(source);
    }

    /** Names of tables and views of a schema, for messages. */
    String tablesOf(String schema) {
        try (PreparedStatement statement = connection.prepareStatement("select table_name from "
                + "information_schema.tables where lower(table_schema) = lower(?) order by table_name limit 30")) {
            statement.setString(1, schema);
            List<String> names = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    names.add(row.getString(1));
                }
            }
            return names.isEmpty() ? "no tables" : String.join(", ", names);
        } catch (SQLException e) {
            throw database.failures().of(e, "listing the tables of " + schema);
        }
    }

    /** Names in source.tables that no table of the catalogue bears. */
    static void refuseUnknown(Map<String, Settings.Mapping> mappings) {
        List<String> known = new ArrayList<>();
        for (SourceTable table : SourceTable.values()) {
            known.add(table.sourceName());
        }
        for (String name : mappings.keySet()) {
            if (!known.contains(name)) {
                throw new ConfigurationException("source.tables." + name + ": Arrears reads no table of this name; it "
                        + "reads " + String.join(", ", known));
            }
        }
    }
}
