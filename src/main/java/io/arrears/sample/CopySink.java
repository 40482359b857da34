package io.arrears.sample;

import io.arrears.postgres.CopyWriter;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.zip.CRC32C;

/**
 * Rows on their way into one table, value by value; several tables fill side by side on one connection, in constant
 * memory.
 */
final class CopySink {

    private static final int CENTS = 100;
    private static final int TEN = 10;
    private static final int LONGEST_NUMBER = 20;
    private static final int LONGEST_VALUE = 40;
    private static final byte[] UTC = {'+', '0', '0'};

    private final CopyWriter copy;
    private final byte[] value = new byte[LONGEST_VALUE];
    private final byte[] digits = new byte[LONGEST_NUMBER];
    private final CRC32C checksum = new CRC32C();
    private int filled;
    private long rows;

    CopySink(Connection connection, String table) {
        copy = new CopyWriter(connection, table);
    }

    CopySink number(long number) throws SQLException {
        digits(number, 1);
        return field();
    }

    /** An amount in cents. */
    CopySink money(long cents) throws SQLException {
        long absolute = Math.abs(cents);
        if (cents < 0) {
            value[filled++] = '-';
        }
        digits(absolute / CENTS, 1);
        value[filled++] = '.';
        digits(absolute % CENTS, 2);
        return field();
    }

    CopySink date(int day) throws SQLException {
        if (day == Days.NONE) {
            return missing();
        }
        put(Days.text(day));
        return field();
    }

    CopySink timestamp(int day, int second) throws SQLException {
        put(Days.text(day));
        value[filled++] = ' ';
        digits(second / 3600, 2);
        value[filled++] = ':';
        digits(second / 60 % 60, 2);
        value[filled++] = ':';
        digits(second % 60, 2);
        put(UTC);
        return field();
    }

    CopySink flag(boolean flag) throws SQLException {
        value[filled++] = (byte) (flag ? 't' : 'f');
        return field();
    }

    /** Null where it is null. */
    CopySink text(String text) throws SQLException {
        if (text == null) {
            return missing();
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return field(bytes, bytes.length);
    }

    CopySink missing() throws SQLException {
        copy.nullField();
        checksum.update('N');
        return this;
    }

    void endRow() throws SQLException {
        copy.endRow();
        checksum.update('\n');
        rows++;
        if (copy.isFull()) {
            copy.end();
        }
    }

    /** Sends the rest. */
    void end() throws SQLException {
        copy.end();
    }

    long rows() {
        return rows;
    }

    /** Of all values, in their order. */
    long checksum() {
        return checksum.getValue();
    }

    private CopySink field() throws SQLException {
        int length = filled;
        filled = 0;
        return field(value, length);
    }

    private CopySink field(byte[] bytes, int length) throws SQLException {
        copy.field(bytes, 0, length);
        checksum.update(bytes, 0, length);
        checksum.update('\t');
        return this;
    }

    private void put(byte[] bytes) {
        System.arraycopy(bytes, 0, value, filled, bytes.length);
        filled += bytes.length;
    }

    private void digits(long number, int atLeast) {
        if (number < 0) {
            put(Long.toString(number).getBytes(StandardCharsets.US_ASCII));
            return;
        }
        int count = 0;
        long rest = number;
        while (rest > 0 || count < atLeast) {
            digits[count++] = (byte) ('0' + rest % TEN);
            rest /= TEN;
        }
        while (count > 0) {
            value[filled++] = digits[--count];
        }
    }
}
