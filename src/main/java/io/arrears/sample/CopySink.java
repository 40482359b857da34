package io.arrears.sample;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.zip.CRC32C;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Rows on their way into one table: collected as text and sent by COPY whenever half a megabyte is full, so that
 * several tables fill side by side on one connection in constant memory.
 */
final class CopySink {

    private static final int FULL = 1 << 19;
    private static final int LONGEST_ROW = 1 << 12;
    private static final int CENTS = 100;
    private static final int TEN = 10;
    private static final int LONGEST_NUMBER = 20;

    private final Connection connection;
    private final String table;
    private final byte[] buffer = new byte[FULL + LONGEST_ROW];
    private final byte[] digits = new byte[LONGEST_NUMBER];
    private final CRC32C checksum = new CRC32C();
    private int filled;
    private int rowStart;
    private long rows;

    CopySink(Connection connection, String table) {
        this.connection = connection;
        this.table = table;
    }

    CopySink number(long value) {
        separate();
        digits(value, 1);
        return this;
    }

    /** An amount in cents. */
    CopySink money(long cents) {
        separate();
        long absolute = Math.abs(cents);
        if (cents < 0) {
            buffer[filled++] = '-';
        }
        digits(absolute / CENTS, 1);
        buffer[filled++] = '.';
        digits(absolute % CENTS, 2);
        return this;
    }

    CopySink date(int day) {
        if (day == Days.NONE) {
            return missing();
        }
        separate();
        put(Days.text(day));
        return this;
    }

    CopySink timestamp(int day, int second) {
        date(day);
        buffer[filled++] = ' ';
        digits(second / 3600, 2);
        buffer[filled++] = ':';
        digits(second / 60 % 60, 2);
        buffer[filled++] = ':';
        digits(second % 60, 2);
        put(new byte[] {'+', '0', '0'});
        return this;
    }

    CopySink flag(boolean value) {
        separate();
        buffer[filled++] = (byte) (value ? 't' : 'f');
        return this;
    }

    /** Plain text without tabs, line ends and backslashes; null where it is null. */
    CopySink text(String value) {
        if (value == null) {
            return missing();
        }
        separate();
        put(value.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    CopySink missing() {
        separate();
        buffer[filled++] = '\\';
        buffer[filled++] = 'N';
        return this;
    }

    void endRow() throws SQLException {
        buffer[filled++] = '\n';
        rowStart = filled;
        rows++;
        if (filled >= FULL) {
            flush();
        }
    }

    void flush() throws SQLException {
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn("copy " + table + " from stdin");
        copy.writeToCopy(buffer, 0, filled);
        copy.endCopy();
        checksum.update(buffer, 0, filled);
        filled = 0;
        rowStart = 0;
    }

    long rows() {
        return rows;
    }

    /** Of everything sent. */
    long checksum() {
        return checksum.getValue();
    }

    private void separate() {
        if (filled > rowStart) {
            buffer[filled++] = '\t';
        }
    }

    private void put(byte[] bytes) {
        System.arraycopy(bytes, 0, buffer, filled, bytes.length);
        filled += bytes.length;
    }

    private void digits(long value, int atLeast) {
        if (value < 0) {
            put(Long.toString(value).getBytes(StandardCharsets.US_ASCII));
            return;
        }
        int count = 0;
        long rest = value;
        while (rest > 0 || count < atLeast) {
            digits[count++] = (byte) ('0' + rest % TEN);
            rest /= TEN;
        }
        while (count > 0) {
            buffer[filled++] = digits[--count];
        }
    }
}
