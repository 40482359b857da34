package io.arrears.postgres;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of a PostgreSQL database, {@code jdbc:postgresql://host:port/database}.
 *
 * @param hosts with ports, separated by commas
 */
public record PostgresAddress(String hosts, String database) {

    private static final Pattern URL = Pattern.compile("jdbc:postgresql:(?://([^/?]*)/?)?([^?]*)");
    private static final Pattern LOOPBACK =
            Pattern.compile("(localhost|127\\.\\d+\\.\\d+\\.\\d+|\\[::1])(:\\d+)?", Pattern.CASE_INSENSITIVE);

    /** Empty where it is the address of another kind of database, or none. */
    public static Optional<PostgresAddress> of(String url) {
        Matcher parts = URL.matcher(url);
        if (!parts.matches()) {
            return Optional.empty();
        }
        boolean named = parts.group(1) != null && !parts.group(1).isEmpty();
        return Optional.of(new PostgresAddress(named ? parts.group(1) : "localhost", parts.group(2)));
    }

    public boolean isLoopback() {
        return isLoopback(hosts);
    }

    /** Whether every one of these hosts, separated by commas, is this machine. */
    public static boolean isLoopback(String hosts) {
        for (String host : hosts.split(",")) {
            if (!LOOPBACK.matcher(host).matches()) {
                return false;
            }
        }
        return true;
    }
}
