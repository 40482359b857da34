package io.arrears.ingest;

import io.arrears.config.ConfigurationException;
import io.arrears.config.Settings;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * MySQL and MariaDB, through MariaDB's driver: a snapshot belongs to the connection that took it, so tables are read
 * one after the other. Names are in backticks: double quotes are text in an owner's query, and stay so.
 */
record MySqlDialect() implements Dialect {

    /** The default of reference.conf, meant for PostgreSQL; here it means the database of the address. */
    private static final String DEFAULT_SCHEMA = "public";

    private static final String ALIAS = "arrears_table";
    private static final String LOOKUP = """
            select table_schema, table_name, null, 0
            from information_schema.tables
            where lower(table_schema) = lower(?) and lower(table_name) = lower(?)
            order by cast(table_schema as binary) = cast(? as binary) desc,
                cast(table_name as binary) = cast(? as binary) desc, table_schema, table_name
            limit 1
            """;
    /** Invisible columns are among them, those of which the role may read nothing are not. */
    private static final String COLUMNS = """
            select column_name, find_in_set('select', privileges) > 0, collation_name
            from information_schema.columns
            where table_schema = ? and table_name = ?
            order by ordinal_position
            """;
    /** Letters with their accents that a collation which ignores accents takes for the plain ones. */
    private static final Map<String, String> ACCENTS = Map.of("é", "e", "ö", "o", "å", "a", "ñ", "n", "ü", "u");
    /** PostgreSQL's words for TLS, which are the configuration's, and the driver's. */
    private static final Map<String, String> SSL =
            Map.of("disable", "disable", "require", "trust", "verify-ca", "verify-ca", "verify-full", "verify-full");

    @Override
    public Map<String, String> properties(Settings.Source source, boolean loopback) {
        Settings.Timeouts timeouts = source.timeouts();
        String asked = source.login().sslMode().orElse(loopback ? "disable" : "verify-full");
        if (!SSL.containsKey(asked)) {
            throw new ConfigurationException("source.ssl-mode = " + asked
                    + " is not known for MySQL and MariaDB: expected " + "disable, require, verify-ca or verify-full");
        }
        return Map.of(
                "sslMode", SSL.get(asked),
                "connectTimeout", milliseconds(timeouts.connect()),
                "socketTimeout", milliseconds(timeouts.socket()),
                "tcpKeepAlive", "true",
                "allowLocalInfile", "false",
                // Asking the server for its key is safe on loopback; elsewhere TLS protects the password.
                "allowPublicKeyRetrieval", String.valueOf(loopback),
                "connectionAttributes", "program_name:arrears ingest");
    }

    private static String milliseconds(int seconds) {
        return String.valueOf(Math.min(Integer.MAX_VALUE, seconds * 1000L));
    }

    @Override
    public void prepare(Connection connection, Settings.Source source) throws SQLException {
        Settings.Timeouts timeouts = source.timeouts();
        boolean mariadb = connection.getMetaData().getDatabaseProductName().equalsIgnoreCase("MariaDB");
        // The connection is idle while Spark stores what was read, and waits for the disk while it reads.
        int patience = Math.max(source.snapshotMaxAge(), 28800);
        try (Statement statement = connection.createStatement()) {
            statement.execute("set session time_zone = '+00:00', innodb_lock_wait_timeout = " + timeouts.lock()
                    + ", lock_wait_timeout = " + timeouts.lock() + ", wait_timeout = " + patience
                    + ", net_write_timeout = " + timeouts.socket()
                    + (mariadb
                            ? ", max_statement_time = " + timeouts.statement() + ", idle_transaction_timeout = 0"
                                    + ", idle_readonly_transaction_timeout = 0"
                            : ", max_execution_time = " + milliseconds(timeouts.statement())));
            statement.execute("set session transaction isolation level repeatable read, read only");
        }
    }

    /**
     * {@code with consistent snapshot} would be too early: a table swapped by {@code rename table} before it is held
     * would be read as the other table was, without an error. Under repeatable read, which prepare has set, the first
     * row that is read fixes the state of all tables; to hold a table reads none.
     */
    @Override
    public KeptSnapshot keep(Supplier<Connection> connect, SourceFailure failures, Collection<Relation> relations)
            throws SQLException {
        Connection keeper = connect.get();
        try (Statement statement = keeper.createStatement()) {
            statement.execute("start transaction read only");
            Held.hold(failures, keeper, relations);
            return new KeptSnapshot(keeper, Optional.empty(), Optional.empty());
        } catch (SQLException | RuntimeException e) {
            keeper.close();
            throw e;
        }
    }

    @Override
    public boolean sharesSnapshots() {
        return false;
    }

    @Override
    public String schema(String configured, String database) {
        return configured.equals(DEFAULT_SCHEMA) ? database : configured;
    }

    @Override
    public String placeQuery() {
        return LOOKUP;
    }

    @Override
    public String columnsQuery() {
        return COLUMNS;
    }

    /** The condition that no row meets keeps the server from running the owner's query. */
    @Override
    public Optional<String> collationsQuery(String from, List<String> columns) {
        List<String> collations =
                columns.stream().map(column -> "collation(" + column + ")").toList();
        return Optional.of("select " + String.join(", ", collations)
                + " from (select 1 as one) as arrears_one left join " + from + " on false");
    }

    /** The name of a collation does not say what it ignores; comparing two texts does. */
    @Override
    public Relation.Comparison comparison(Connection connection, String type, String collation) throws SQLException {
        if (collation == null || collation.equals("binary")) {
            return Relation.Comparison.EXACT;
        }
        List<String> accents = new ArrayList<>();
        ACCENTS.forEach((letter, plain) -> accents.add(alike(letter, plain, collation)));
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select " + alike("A", "a", collation) + ", " + String.join(" and ", accents))) {
            row.next();
            return !row.getBoolean(1)
                    ? Relation.Comparison.EXACT
                    : row.getBoolean(2)
                            ? Relation.Comparison.WITHOUT_CASE_AND_ACCENTS
                            : Relation.Comparison.WITHOUT_CASE;
        }
    }

    /** The character set is what the name of a collation begins with. */
    private static String alike(String one, String other, String collation) {
        String set = collation.substring(0, (collation + "_").indexOf('_'));
        return "convert('" + one + "' using " + set + ") collate " + collation + " = convert('" + other + "' using "
                + set + ")";
    }

    /** The table itself, not a query around it, which an old server would copy before it sends the first row. */
    @Override
    public Relation relation(Relation.Place place, List<Relation.Column> columns, List<String> withheld) {
        String from = quoted(place.schema(), place.table()) + " as " + quoted(ALIAS);
        return new Relation(place.called(), from, ALIAS, columns, withheld, Optional.empty(), 0);
    }

    @Override
    public String quoted(String name) {
        return '`' + name.replace("`", "``") + '`';
    }

    /**
     * As the database prints it, with three exceptions: BIT is a number, not its bytes; FLOAT is printed with all its
     * digits (six, otherwise: 123456.78 would arrive as 123457); bytes that are no text are hexadecimal digits.
     */
    @Override
    public String asText(String column, String type) {
        String kind = type.toUpperCase(Locale.ROOT);
        if (kind.startsWith("BIT")) {
            return text(column + " + 0");
        }
        if (kind.startsWith("FLOAT")) {
            return text(column + " + 0e0");
        }
        if (kind.contains("BINARY") || kind.contains("BLOB")) {
            return "if(" + text(column) + " is not null and cast(" + text(column) + " as binary) = cast(" + column
                    + " as binary), " + text(column) + ", hex(" + column + "))";
        }
        return text(column);
    }

    private static String text(String expression) {
        return "cast(" + expression + " as char character set utf8mb4)";
    }

    @Override
    public String nullText() {
        return "cast(null as char)";
    }

    @Override
    public String hashed(String text) {
        return "sha2(trim(" + text + "), 256)";
    }

    /**
     * By number: the servers give most failures the state HY000, and a missing database that of a mistake in a query.
     */
    @Override
    public String unavailable(SQLException failure, String said) {
        return switch (failure.getErrorCode()) {
            case 1044 -> "the login was refused: " + said + "; check source.user, and that it may read the database";
            case 1969, 3024 -> "a statement ran longer than source.statement-timeout-seconds: " + said;
            case 1205 -> NOT_GRANTED + said;
            case 1412 -> "a table was changed or emptied after the snapshot was taken; run again: " + said;
            // No such database, no more connections (of all, of a user), host blocked, host refused, shutting down,
            // stopped.
            case 1049, 1040, 1203, 1226, 1129, 1130, 1053, 1317, 1927 -> said;
            default -> null;
        };
    }

    @Override
    public String advice(SQLException refusal) {
        return "";
    }
}
