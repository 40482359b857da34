package io.arrears.publish;

import static io.arrears.postgres.SqlName.quoted;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The comments on the tables of the mart schema and their columns, over one connection. */
final class MartDescriptions {

    private final Connection connection;
    private final String schema;

    MartDescriptions(Connection connection, String schema) {
        this.connection = connection;
        this.schema = schema;
    }

    /** Comments that are not there yet or say something else. */
    void describe(List<MartColumns> marts, MartComments comments) throws SQLException {
        Map<String, String> present = comments();
        StringBuilder statements = new StringBuilder();
        for (MartColumns columns : marts) {
            String mart = columns.mart().sqlName();
            comment(statements, present, mart, "table " + quoted(schema, mart), comments.table(columns.mart()));
            for (String column : columns.names()) {
                comments.column(columns.mart(), column)
                        .ifPresent(text -> comment(
                                statements,
                                present,
                                mart + "." + column,
                                "column " + quoted(schema, mart) + "." + quoted(column),
                                text));
            }
        }
        if (!statements.isEmpty()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(statements.toString());
            }
        }
    }

    private static void comment(
            StringBuilder statements, Map<String, String> present, String name, String object, String text) {
        if (!text.equals(present.get(name))) {
            // With standard strings, the default, a quote is the only character with a meaning.
            statements
                    .append("comment on ")
                    .append(object)
                    .append(" is '")
                    .append(text.replace("'", "''"))
                    .append("';\n");
        }
    }

    private Map<String, String> comments() throws SQLException {
        Map<String, String> comments = new HashMap<>();
        try (PreparedStatement query =
                connection.prepareStatement("select c.relname || coalesce('.' || a.attname, ''), d.description "
                        + "from pg_class c join pg_description d on d.objoid = c.oid and d.classoid = "
                        + "'pg_class'::regclass left join pg_attribute a on a.attrelid = c.oid "
                        + "and a.attnum = d.objsubid and d.objsubid > 0 where c.relnamespace = to_regnamespace(?)")) {
            query.setString(1, quoted(schema));
            ResultSet rows = query.executeQuery();
            while (rows.next()) {
                comments.put(rows.getString(1), rows.getString(2));
            }
        }
        return comments;
    }
}
