package io.arrears.postgres;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Streams rows of text into a table by COPY, in constant memory: tab between fields, {@code \N} for null, a backslash
 * before what has a meaning. Closing it before {@link #end} gives up, and the table has none of the rows.
 */
public final class CopyWriter implements AutoCloseable {

    private static final int BUFFER = 1 << 18;
    private static final int ROOM = 1 << 12;

    private final Connection connection;
    private final String copy;
    private final byte[] buffer = new byte[BUFFER];
    private CopyIn sending;
    private int filled;
    private boolean inRow;

    /** @param into the quoted table, with a list of columns in brackets where they are not in the table's order */
    public CopyWriter(Connection connection, String into) {
        this.connection = connection;
        this.copy = "copy " + into + " from stdin";
    }

    /** The bytes of UTF-8 from start to end, without a zero byte. */
    public void field(byte[] bytes, int start, int end) throws SQLException {
        separate();
        for (int i = start; i < end; i++) {
            switch (bytes[i]) {
                case '\\' -> escaped('\\');
                case '\t' -> escaped('t');
                case '\n' -> escaped('n');
                case '\r' -> escaped('r');
                default -> put(bytes[i]);
            }
        }
    }

    /** Null where it is null; PostgreSQL's text cannot hold a zero character, which becomes U+FFFD. */
    public void field(String text) throws SQLException {
        if (text == null) {
            nullField();
        } else {
            byte[] bytes = text.replace('\0', '\uFFFD').getBytes(StandardCharsets.UTF_8);
            field(bytes, 0, bytes.length);
        }
    }

    public void nullField() throws SQLException {
        separate();
        escaped('N');
    }

    public void endRow() throws SQLException {
        put((byte) '\n');
        inRow = false;
    }

    /**
     * Whether the rows written so far should be ended now. A caller that fills several tables side by side on one
     * connection asks after each row, for a connection has one COPY at a time.
     */
    public boolean isFull() {
        return sending != null || filled > BUFFER - ROOM;
    }

    /** Sends what is left and ends the COPY; returns the rows the server took. The next row begins another. */
    public long end() throws SQLException {
        send();
        long rows = sending.endCopy();
        sending = null;
        return rows;
    }

    @Override
    public void close() throws SQLException {
        if (sending != null && sending.isActive()) {
            sending.cancelCopy();
        }
    }

    private void separate() throws SQLException {
        if (inRow) {
            put((byte) '\t');
        }
        inRow = true;
    }

    private void escaped(char letter) throws SQLException {
        put((byte) '\\');
        put((byte) letter);
    }

    private void put(byte b) throws SQLException {
        if (filled == BUFFER) {
            send();
        }
        buffer[filled++] = b;
    }

    private void send() throws SQLException {
        if (sending == null) {
            sending = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(copy);
        }
        sending.writeToCopy(buffer, 0, filled);
        filled = 0;
    }
}
