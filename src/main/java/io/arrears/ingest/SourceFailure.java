package io.arrears.ingest;

import io.arrears.config.ArrearsException;
import io.arrears.config.ConfigurationException;
import io.arrears.pipeline.SourceUnavailableException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;

/**
 * Turns what a database or Spark throws into one line that says what to do.
 *
 * @param place of the database, {@code host:port/database}
 * @param kind says which failures mean that the database cannot be read now
 */
record SourceFailure(String place, Kind kind) {

    /** What a kind of database knows of its own failures. */
    interface Kind {

        /** Why the database could not be read now, in words; null where the failure means something else. */
        String unavailable(SQLException failure, String said);

        /**
         * What to do about a statement that the database refused, to stand after its own words; empty where these say
         * it.
         */
        String advice(SQLException refusal);
    }

    /**
     * The failure to throw.
     *
     * @param during what was being done, for example {@code reading source.tables.invoices.query}
     */
    RuntimeException of(Throwable thrown, String during) {
        if (thrown instanceof ArrearsException known) {
            return known;
        }
        SQLException sql = find(thrown, SQLException.class);
        if (sql == null) {
            return thrown instanceof RuntimeException known
                    ? known
                    : new IllegalStateException(during + " failed: " + oneLine(thrown), thrown);
        }
        String state = sql.getSQLState() == null ? "" : sql.getSQLState();
        String reason = reason(state, sql);
        if (reason != null) {
            return new SourceUnavailableException("source database " + place + " (" + during + "): " + reason, sql);
        }
        if (state.startsWith("42") || state.startsWith("22") || state.startsWith("0A") || state.startsWith("25")) {
            return new ConfigurationException(during + ": the database says: " + oneLine(sql) + kind.advice(sql), sql);
        }
        return new IllegalStateException(during + " failed: " + oneLine(sql), sql);
    }

    private String reason(String state, SQLException e) {
        if (find(e, UnknownHostException.class) != null) {
            return "unknown host; check source.url";
        }
        if (find(e, SocketTimeoutException.class) != null || isLateConnection(state, e)) {
            return "no answer within the time-out; check host and firewall, source.connect-timeout-seconds and"
                    + " source.socket-timeout-seconds";
        }
        if (find(e, ConnectException.class) != null) {
            return "connection refused; is the server running and is the port right? check source.url";
        }
        if (state.startsWith("28")) {
            return "the login was refused: " + oneLine(e) + "; check source.user and source.password";
        }
        return state.startsWith("08") ? oneLine(e) : kind.unavailable(e, oneLine(e));
    }

    /** The driver says so in words alone when it gives up a connection that it tries beside others. */
    private static boolean isLateConnection(String state, SQLException e) {
        return state.equals("08001") && oneLine(e).contains("timed out");
    }

    private static <T extends Throwable> T find(Throwable thrown, Class<T> kind) {
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            if (kind.isInstance(each)) {
                return kind.cast(each);
            }
        }
        return null;
    }

    private static String oneLine(Throwable e) {
        String text = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return text.replaceAll("\\s+", " ").strip();
    }
}
