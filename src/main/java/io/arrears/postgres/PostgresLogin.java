package io.arrears.postgres;

import io.arrears.config.Settings;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * How driver and executors reach a PostgreSQL database. It travels in task closures, never in plans or options, and its
 * text is the address alone.
 */
public final class PostgresLogin implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String url;
    private final Properties properties = new Properties();

    /**
     * @param login has an address
     * @param stage the stage that connects, which {@code pg_stat_activity} shows
     * @param session options of the session, {@code -c name=value …}
     */
    public PostgresLogin(Settings.Login login, Settings.Timeouts timeouts, String stage, String session) {
        this.url = login.url().orElseThrow();
        boolean loopback =
                PostgresAddress.of(url).map(PostgresAddress::isLoopback).orElse(false);
        properties.putAll(properties(login, timeouts, loopback, stage, session));
        login.user().ifPresent(user -> properties.setProperty("user", user));
        login.password().value().ifPresent(password -> properties.setProperty("password", password));
    }

    /** The driver's properties besides user and password. */
    public static Map<String, String> properties(
            Settings.Login login, Settings.Timeouts timeouts, boolean loopback, String stage, String session) {
        Map<String, String> properties = new TreeMap<>();
        properties.put("sslmode", login.sslMode().orElse(loopback ? "prefer" : "verify-full"));
        properties.put("connectTimeout", String.valueOf(timeouts.connect()));
        properties.put("loginTimeout", String.valueOf(timeouts.connect()));
        properties.put("socketTimeout", String.valueOf(timeouts.socket()));
        properties.put("tcpKeepAlive", "true");
        properties.put("ApplicationName", "arrears " + stage);
        properties.put(
                "options",
                "-c TimeZone=UTC -c DateStyle=ISO -c statement_timeout=" + timeouts.statement() + "s -c lock_timeout="
                        + timeouts.lock() + "s " + session);
        return properties;
    }

    public Connection open() throws SQLException {
        return DriverManager.getConnection(url, properties);
    }

    @Override
    public String toString() {
        return url;
    }
}
