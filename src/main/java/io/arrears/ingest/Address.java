package io.arrears.ingest;

import io.arrears.config.ConfigurationException;
import io.arrears.postgres.PostgresAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a database is, as {@code source.url} says it.
 *
 * @param url the address as the driver wants it
 * @param hosts with ports, separated by commas
 */
record Address(Dialect dialect, String url, String hosts, String database) {

    private static final Pattern MYSQL =
            Pattern.compile("jdbc:(?:mysql|mariadb)://((?:[\\w.-]+|\\[[0-9a-fA-F:.]+])(?::\\d+)?)/([^/?&#;\\s]+)");
    private static final Pattern KIND = Pattern.compile("jdbc:[a-z0-9]+:");

    /**
     * @throws ConfigurationException when it is the address of no database that can be read; the message does not
     *     repeat it
     */
    static Address of(String url) {
        Optional<PostgresAddress> postgres = PostgresAddress.of(url);
        if (postgres.isPresent()) {
            return new Address(
                    new PostgresDialect(),
                    url,
                    postgres.get().hosts(),
                    postgres.get().database());
        }
        Matcher mysql = MYSQL.matcher(url);
        if (mysql.matches()) {
            // The driver is MariaDB's, which serves both and takes no other address.
            return new Address(
                    new MySqlDialect(),
                    "jdbc:mariadb://" + mysql.group(1) + "/" + mysql.group(2),
                    mysql.group(1),
                    mysql.group(2));
        }
        Matcher kind = KIND.matcher(url);
        throw new ConfigurationException("source.url is " + (kind.lookingAt() ? kind.group() + "…" : "no JDBC address")
                + ": PostgreSQL, MySQL and MariaDB can be read, expected jdbc:postgresql://host:port/database, "
                + "jdbc:mysql://host:port/database or jdbc:mariadb://host:port/database");
    }

    boolean isLoopback() {
        return PostgresAddress.isLoopback(hosts);
    }

    /** {@code host:port/database}, for messages. */
    String place() {
        return hosts + "/" + database;
    }
}
