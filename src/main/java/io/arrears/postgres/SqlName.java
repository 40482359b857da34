package io.arrears.postgres;

/** Names of schemas, tables and columns, quoted for PostgreSQL's SQL. */
public final class SqlName {

    private SqlName() {}

    /** The name in double quotes, taken literally. */
    public static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    public static String quoted(String schema, String table) {
        return quoted(schema) + "." + quoted(table);
    }
}
