package io.arrears.ingest;

import io.arrears.config.ConfigurationException;
import io.arrears.config.Settings;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * The billing database: how to log in, and nothing read from it yet. The password travels as a driver property only,
 * never in the address, so it cannot appear in plans, logs or messages.
 */
public final class SourceDatabase {

    private final Address address;
    private final Settings.Source source;
    private final Properties properties = new Properties();

    private SourceDatabase(Address address, String user, Settings.Source source) {
        this.address = address;
        this.source = source;
        properties.putAll(address.dialect().properties(source, address.isLoopback()));
        properties.setProperty("user", user);
        source.login().password().value().ifPresent(value -> properties.setProperty("password", value));
    }

    /**
     * The database of {@code source.url}.
     *
     * @throws ConfigurationException when url or user is missing, or the address is that of another kind of database
     */
    public static SourceDatabase configured(Settings.Source source) {
        String url = source.login()
                .url()
                .orElseThrow(() -> new ConfigurationException("source.url is missing: give "
                        + "jdbc:postgresql://host:port/database (or jdbc:mysql:, jdbc:mariadb:), or "
                        + "source.embedded = true for a database of Arrears' own"));
        return at(
                url,
                source.login()
                        .user()
                        .orElseThrow(() -> new ConfigurationException(
                                "source.user is missing: give the role that may read " + url)),
                source);
    }

    /** A database at a known address, as the embedded one; the password, if any, still comes from the settings. */
    public static SourceDatabase at(String url, String user, Settings.Source source) {
        return new SourceDatabase(Address.of(url), user, source);
    }

    /** {@code host:port/database}, for messages. */
    public String place() {
        return address.place();
    }

    /** What turns failures of this database into messages. */
    SourceFailure failures() {
        return new SourceFailure(place(), dialect());
    }

    Dialect dialect() {
        return address.dialect();
    }

    /** The schema that is searched for tables without a mapping. */
    String schema(Settings.Source source) {
        return address.dialect().schema(source.schema(), address.database());
    }

    /**
     * The address Spark reads PostgreSQL from. It asks for binary transfer from the first row on, which the driver
     * accepts only in the address. It also holds the properties with capitals in their names, such as time-outs: on
     * their way through Spark's options they lose the capitals, and the driver ignores unknown properties.
     */
    String sparkUrl() {
        StringBuilder url = new StringBuilder(address.url()).append("?prepareThreshold=-1");
        driverProperties().forEach((name, value) -> {
            if (!name.equals(name.toLowerCase(Locale.ROOT))) {
                url.append('&').append(name).append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8));
            }
        });
        return url.toString();
    }

    /** Driver properties for Spark's reader of PostgreSQL. */
    Map<String, String> sparkOptions() {
        Map<String, String> options = driverProperties();
        options.put("driver", "org.postgresql.Driver");
        return options;
    }

    Map<String, String> driverProperties() {
        Map<String, String> all = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> all.put(name, properties.getProperty(name)));
        return all;
    }

    /**
     * A new connection, which may only read.
     *
     * @throws io.arrears.pipeline.SourceUnavailableException when the database cannot be reached or refuses the login
     */
    Connection connect() {
        try {
            Connection connection = DriverManager.getConnection(address.url(), properties);
            try {
                address.dialect().prepare(connection, source);
                return connection;
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw failures().of(e, "connecting");
        }
    }

    /**
     * A new connection that may write: to fill source tables, never used by a run.
     *
     * @param command {@code load} or {@code generate}
     * @throws ConfigurationException when the database is not PostgreSQL
     */
    public Connection connectToFill(String command) {
        if (!(address.dialect() instanceof PostgresDialect)) {
            throw new ConfigurationException(
                    "load and generate fill PostgreSQL only, and source.url is a MySQL or MariaDB "
                            + "database, " + place()
                            + ": fill it with its own tools, or set source.embedded = true for a database "
                            + "of Arrears' own");
        }
        try {
            Connection connection = connect();
            try (Statement statement = connection.createStatement()) {
                statement.execute("set application_name = 'arrears " + command + "'");
                statement.execute("set default_transaction_read_only = off");
                statement.execute("set statement_timeout = 0");
            }
            return connection;
        } catch (SQLException e) {
            throw failures().of(e, "connecting");
        }
    }

    @Override
    public String toString() {
        return place();
    }
}
