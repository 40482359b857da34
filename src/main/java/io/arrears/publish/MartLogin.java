package io.arrears.publish;

import io.arrears.config.ConfigurationException;
import io.arrears.config.Settings;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;

/**
 * How driver and executors reach the mart database. It travels in task closures, never in plans or options, and its
 * text is the address alone.
 */
final class MartLogin implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String url;
    private final Properties properties = new Properties();

    private MartLogin(Settings.Login login, Settings.Timeouts timeouts) {
        this.url = login.url().orElseThrow();
        login.user().ifPresent(user -> properties.setProperty("user", user));
        login.password().value().ifPresent(password -> properties.setProperty("password", password));
        properties.setProperty("sslmode", login.sslMode().orElse(isLoopback(url) ? "prefer" : "verify-full"));
        properties.setProperty("connectTimeout", String.valueOf(timeouts.connect()));
        properties.setProperty("socketTimeout", String.valueOf(timeouts.socket()));
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("ApplicationName", "arrears");
        properties.setProperty(
                "options",
                "-c TimeZone=UTC -c DateStyle=ISO -c client_min_messages=warning"
                        + " -c lock_timeout=" + timeouts.lock() * 1000L
                        + " -c statement_timeout=" + timeouts.statement() * 1000L);
    }

    /**
     * The login of {@code publish.postgres}, else that of the embedded source; empty when the mart database is
     * switched off.
     *
     * @throws ConfigurationException when it is switched on and nobody says where it is, or it is not PostgreSQL
     */
    static Optional<MartLogin> of(Settings settings, Optional<Settings.Login> embedded) {
        if (!settings.postgres().enabled()) {
            return Optional.empty();
        }
        Settings.Login own = settings.postgres().login();
        Settings.Login login = own.url().isPresent()
                ? own
                : embedded.orElseThrow(() -> new ConfigurationException(
                        "publish.postgres.url is not set and the source is not embedded: give the address of the mart "
                                + "database, or set publish.postgres.enabled = false"));
        if (!login.url().orElseThrow().startsWith("jdbc:postgresql:")) {
            throw new ConfigurationException(
                    "publish.postgres.url is not the address of a PostgreSQL database, expected "
                            + "jdbc:postgresql://host:port/database: the marts go nowhere else");
        }
        return Optional.of(new MartLogin(login, settings.source().timeouts()));
    }

    private static boolean isLoopback(String url) {
        return url.matches("jdbc:postgresql://(localhost|127\\.[0-9.]+|\\[::1])([:/].*)?");
    }

    Connection open() throws SQLException {
        return DriverManager.getConnection(url, properties);
    }

    @Override
    public String toString() {
        return url;
    }
}
