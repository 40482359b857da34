package io.arrears.testing;

import io.arrears.config.Settings;
import io.arrears.config.SettingsLoader;
import io.arrears.ingest.SourceDatabase;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The one PostgreSQL server of the tests; isolate tests by a schema each. It ends with the process. */
public final class TestPostgres {

    private static EmbeddedPostgres shared;

    private TestPostgres() {}

    /** The server, started with the first call; user postgres, database postgres, no password. */
    public static synchronized EmbeddedPostgres shared() {
        try {
            if (shared == null) {
                shared = EmbeddedPostgres.builder().start();
            }
            return shared;
        } catch (IOException e) {
            throw new UncheckedIOException("the PostgreSQL server of the tests does not start", e);
        }
    }

    /** Address of the server's database {@code postgres}. */
    public static String url() {
        return "jdbc:postgresql://localhost:" + shared().getPort() + "/postgres";
    }

    /** The superuser of the server; no password. */
    public static String user() {
        return "postgres";
    }

    public static Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), user(), "");
    }

    /** From now on this role has to give its password; all others are trusted as before. */
    public static void demandPassword(String role) throws SQLException, IOException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            ResultSet setting = statement.executeQuery("show hba_file");
            setting.next();
            Path rules = Path.of(setting.getString(1));
            Files.writeString(rules, "host all " + role + " all scram-sha-256\n" + Files.readString(rules));
            statement.execute("select pg_reload_conf()");
        }
    }

    /** A fresh, empty schema of this name, filled by the statements with it as search path. */
    public static void schema(String name, String... statements) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("drop schema if exists " + name + " cascade; create schema " + name
                    + "; set search_path to " + name);
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the schema " + name + " cannot be made: " + e.getMessage(), e);
        }
    }

    /** The default settings with this schema as source, and overrides on top. */
    public static Settings settings(String schema, Map<String, String> overrides) {
        Map<String, String> all = new TreeMap<>(Map.of("source.schema", schema, "currency.default", "EUR"));
        all.putAll(overrides);
        return SettingsLoader.load(Optional.empty(), all);
    }

    /** The server as the source of these settings. */
    public static SourceDatabase database(Settings settings) {
        return SourceDatabase.at(url(), user(), settings.source());
    }
}
