package io.arrears.publish;

import io.arrears.config.SettingsLoader;
import io.arrears.lake.Table;
import io.arrears.postgres.PostgresLogin;
import io.arrears.testing.TestPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A schema of PostgreSQL that holds what a Spark session holds, in a database that orders text by bytes as Spark does and
 * has Spark's functions. Rows arrive by the COPY that brings marts to PostgreSQL.
 */
final class PostgresTwin implements AutoCloseable {

    private static final String DATABASE = "twin";

    private final String schema;
    private final PostgresLogin login;
    private final Connection connection;

    /** A fresh, empty schema of this name. */
    PostgresTwin(String schema) throws SQLException {
        this.schema = schema;
        prepare();
        login = MartLogin.of(
                        SettingsLoader.load(
                                Optional.empty(),
                                Map.of(
                                        "publish.postgres.enabled",
                                        "true",
                                        "publish.postgres.url",
                                        url(),
                                        "publish.postgres.user",
                                        TestPostgres.user())),
                        Optional.empty())
                .orElseThrow();
        connection = login.open();
        execute("drop schema if exists " + schema + " cascade; create schema " + schema + "; set search_path to "
                + schema + ", spark, pg_catalog");
    }

    private static String url() {
        return TestPostgres.url().replaceFirst("/postgres$", "/" + DATABASE);
    }

    private static synchronized void prepare() throws SQLException {
        try (Connection server = TestPostgres.connect();
                Statement statement = server.createStatement()) {
            if (statement
                    .executeQuery("select from pg_database where datname = '" + DATABASE + "'")
                    .next()) {
                return;
            }
            statement.execute("create database " + DATABASE + " template template0 encoding 'UTF8' locale 'C'");
        }
        try (Connection twin = java.sql.DriverManager.getConnection(url(), TestPostgres.user(), "");
                Statement statement = twin.createStatement()) {
            statement.execute("create schema spark; create schema terms");
            statement.execute(resource("spark_functions.sql"));
            statement.execute(resource("terms_functions.sql"));
        }
    }

    /** A text under {@code postgres/} of the test resources. */
    static String resource(String name) {
        try (InputStream in = PostgresTwin.class.getClassLoader().getResourceAsStream("postgres/" + name)) {
            if (in == null) {
                throw new IllegalArgumentException("postgres/" + name + " is not among the test resources");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Copies the rows into a table of the catalogue's name. */
    void load(Table table, Dataset<Row> rows) throws SQLException {
        MartColumns columns = new MartColumns(table, rows.schema());
        String name = schema + "." + table.sqlName();
        execute(columns.createSide(name));
        try {
            rows.select(columns.asText())
                    .coalesce(1)
                    .foreachPartition(new CopyRows(login, name + " (" + columns.list() + ")"));
        } catch (RuntimeException e) {
            throw new SQLException(table.sqlName() + " cannot be copied", e);
        }
    }

    /** Keeps the rows of a select, in PostgreSQL's words, as a table. */
    void make(String name, String select) throws SQLException {
        try {
            execute("create table " + schema + "." + name + " as " + select + "; analyze " + schema + "." + name);
        } catch (SQLException e) {
            throw new SQLException(
                    name + " does not run on PostgreSQL: " + e.getMessage() + "\n" + select, e.getSQLState(), e);
        }
    }

    /** Plans a select without running it; refused where PostgreSQL does not understand it. */
    void plan(String select) throws SQLException {
        execute("explain " + select);
    }

    List<String> columns(String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select * from " + schema + "." + name + " limit 0")) {
            return names(result);
        }
    }

    private static List<String> names(ResultSet result) throws SQLException {
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
            names.add(result.getMetaData().getColumnLabel(i));
        }
        return names;
    }

    /** The rows of a table, each from column to value in the order of the columns. */
    List<Map<String, Object>> rows(String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select * from " + schema + "." + name)) {
            List<String> columns = names(result);
            List<Map<String, Object>> rows = new ArrayList<>();
            while (result.next()) {
                Map<String, Object> row = new LinkedHashMap<>();
                for (String column : columns) {
                    row.put(column, result.getObject(column));
                }
                rows.add(row);
            }
            return rows;
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        execute("drop schema " + schema + " cascade");
        connection.close();
    }
}
