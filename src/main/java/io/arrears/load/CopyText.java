package io.arrears.load;

import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Streams rows of text into a table by COPY, in constant memory: {@code \N} for null, backslash escapes. */
final class CopyText {

    private static final int BUFFER = 1 << 16;

    private final CopyIn copy;
    private final byte[] buffer = new byte[BUFFER];
    private int filled;
    private boolean inRow;

    CopyText(Connection connection, String table) throws SQLException {
        copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn("copy " + table + " from stdin");
    }

    void field(byte[] bytes, int start, int end) throws SQLException {
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

    void nullField() throws SQLException {
        separate();
        escaped('N');
    }

    void endRow() throws SQLException {
        put((byte) '\n');
        inRow = false;
    }

    /** Sends what is left; returns the rows the server took. */
    long finish() throws SQLException {
        flush();
        return copy.endCopy();
    }

    /** Gives up after a failure of the reader; the transaction must be rolled back. */
    void cancel() throws SQLException {
        if (copy.isActive()) {
            copy.cancelCopy();
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
            flush();
        }
        buffer[filled++] = b;
    }

    private void flush() throws SQLException {
        copy.writeToCopy(buffer, 0, filled);
        filled = 0;
    }
}
