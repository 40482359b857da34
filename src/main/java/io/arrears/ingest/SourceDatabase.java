package io.arrears.ingest;

import io.arrears.config.ConfigurationException;
import io.arrears.config.Settings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The billing database: how to log in, and nothing read from it yet. The password travels as a driver property only,
 * never in the address, so it cannot appear in plans, logs or messages.
 */
public final class SourceDatabase {

    private static final Pattern ADDRESS = Pattern.compile("jdbc:postgresql:(?://([^/?]*)/?)?([^?]*)");
    private static final Pattern LOOPBACK =
            Pattern.compile("(localhost|127\\.\\d+\\.\\d+\\.\\d+|\\[::1])(:\\d+)?", Pattern.CASE_INSENSITIVE);

    private final String url;
    private final String place;
    private final Properties properties;

    private SourceDatabase(String url, Settings.Login login, String user, Settings.Timeouts timeouts) {
        Matcher address = ADDRESS.matcher(url);
        if (!address.matches()) {
            throw new ConfigurationException("source.url is " + kindOf(url) + ": only PostgreSQL can be read so far, "
                    + "expected jdbc:postgresql://host:port/database");
        }
        String hosts = address.group(1) == null || address.group(1).isEmpty() ? "localhost" : address.group(1);
        this.url = url;
        this.place = hosts + "/" + address.group(2);
        this.properties = properties(login, user, timeouts, isLoopback(hosts));
    }

    /**
     * The database of {@code source.url}.
     *
     * @throws ConfigurationException when url or user is missing, or the address is not PostgreSQL's
     */
    public static SourceDatabase configured(Settings.Source source) {
        String url = source.login().url().orElseThrow(() -> new ConfigurationException("source.url is missing: give "
                + "jdbc:postgresql://host:port/database, or source.embedded = true for a database of Arrears' own"));
        return at(url, source.login().user().orElseThrow(() -> new ConfigurationException(
                "source.user is missing: give the role that may read " + url)), source);
    }

    /** A database at a known address, as the embedded one; the password, if any, still comes from the settings. */
    public static SourceDatabase at(String url, String user, Settings.Source source) {
        return new SourceDatabase(url, source.login(), user, source.timeouts());
    }

    private static String kindOf(String url) {
        Matcher kind = Pattern.compile("jdbc:[a-z0-9]+:").matcher(url);
        return kind.lookingAt() ? kind.group() + "…" : "no JDBC address";
    }

    static boolean isLoopback(String hosts) {
        for (String host : hosts.split(",")) {
            if (!LOOPBACK.matcher(host).matches()) {
                return false;
            }
        }
        return true;
    }

    private static Properties properties(
            Settings.Login login, String user, Settings.Timeouts timeouts, boolean loopback) {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        login.password().value().ifPresent(value -> properties.setProperty("password", value));
        properties.setProperty("sslmode", login.sslMode().orElse(loopback ? "prefer" : "verify-full"));
        properties.setProperty("connectTimeout", String.valueOf(timeouts.connect()));
        properties.setProperty("loginTimeout", String.valueOf(timeouts.connect()));
        properties.setProperty("socketTimeout", String.valueOf(timeouts.socket()));
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("ApplicationName", "arrears");
        properties.setProperty("options", "-c default_transaction_read_only=on -c TimeZone=UTC -c DateStyle=ISO"
                + " -c IntervalStyle=iso_8601 -c idle_in_transaction_session_timeout=0"
                + " -c statement_timeout=" + timeouts.statement() + "s -c lock_timeout=" + timeouts.lock() + "s");
        return properties;
    }

    /** {@code host:port/database}, for messages. */
    public String place() {
        return place;
    }

    /**
     * The address Spark reads from. Binary transfer from the first row on; the driver heeds this in the address alone.
     */
    String sparkUrl() {
        return url + "?prepareThreshold=-1";
    }

    /** Driver properties for Spark's reader. */
    Map<String, String> sparkOptions() {
        Map<String, String> options = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> options.put(name, properties.getProperty(name)));
        options.put("driver", "org.postgresql.Driver");
        return options;
    }

    /**
     * A new connection.
     *
     * @throws io.arrears.pipeline.SourceUnavailableException when the database cannot be reached or refuses the login
     */
    Connection connect() {
        try {
            return DriverManager.getConnection(url, properties);
        } catch (SQLException e) {
            throw SourceFailure.of(e, this, "connecting");
        }
    }

    /** A new connection that may write: to fill source tables, never used by a run. */
    public Connection connectToFill() {
        try {
            Connection connection = connect();
            connection.createStatement().execute("set default_transaction_read_only = off");
            connection.createStatement().execute("set statement_timeout = 0");
            return connection;
        } catch (SQLException e) {
            throw SourceFailure.of(e, this, "connecting");
        }
    }

    @Override
    public String toString() {
        return place;
    }
}
