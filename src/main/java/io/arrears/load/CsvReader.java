package io.arrears.load;

import io.arrears.config.ArrearsException;
import io.arrears.config.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads a CSV file record by record in constant memory and refuses what is no CSV, with file and line.
 *
 * <p>UTF-8, with or without a byte-order mark; fields separated by commas; lines ended by LF, CRLF or CR; quotes
 * doubled inside quoted fields. A field that is empty without quotes is null. Empty lines are skipped where there is
 * more than one column.
 */
final class CsvReader {

    private static final int CHUNK = 1 << 16;
    private static final int FIRST_FIELDS = 32;
    private static final int MAX_RECORD = 1 << 28;
    private static final int[] BYTE_ORDER_MARK = {0xEF, 0xBB, 0xBF};

    private final String name;
    private final InputStream in;
    private final byte[] chunk = new byte[CHUNK];
    private int at;
    private int filled;
    private long line = 1;
    private long recordLine;
    private int pendingUtf8;

    /** The bytes of the current record's fields, unquoted, one after the other. */
    private byte[] record = new byte[CHUNK];

    private int length;
    private int[] ends = new int[FIRST_FIELDS];
    private boolean[] quoted = new boolean[FIRST_FIELDS];
    private int fields;
    private boolean skipsEmptyLines = true;

    CsvReader(String name, InputStream in) throws IOException {
        this.name = name;
        this.in = in;
        fill();
        if (filled >= BYTE_ORDER_MARK.length
                && (chunk[0] & 0xFF) == BYTE_ORDER_MARK[0]
                && (chunk[1] & 0xFF) == BYTE_ORDER_MARK[1]
                && (chunk[2] & 0xFF) == BYTE_ORDER_MARK[2]) {
            at = BYTE_ORDER_MARK.length;
        }
    }

    /** Reads the next record; false at the end of the file. */
    boolean next() throws IOException {
        do {
            length = 0;
            fields = 0;
            recordLine = line;
            if (peek() < 0) {
                return false;
            }
            readRecord();
        } while (fields == 1 && isNull(0) && skipsEmptyLines);
        return true;
    }

    /** A table of one column has empty values, not empty lines. */
    void keepEmptyLines() {
        skipsEmptyLines = false;
    }

    /** The line on which the current record begins, from 1. */
    long line() {
        return recordLine;
    }

    int fields() {
        return fields;
    }

    boolean isNull(int field) {
        return !quoted[field] && start(field) == ends[field];
    }

    String text(int field) {
        return new String(record, start(field), ends[field] - start(field), StandardCharsets.UTF_8);
    }

    byte[] bytes() {
        return record;
    }

    int start(int field) {
        return field == 0 ? 0 : ends[field - 1];
    }

    int end(int field) {
        return ends[field];
    }

    ArrearsException broken(long where, String what) {
        return new ArrearsException(ExitCode.BAD_REQUEST, name + ", line " + where + ": " + what);
    }

    private void readRecord() throws IOException {
        boolean more = true;
        while (more) {
            more = peek() == '"' ? readQuoted() : readPlain();
        }
    }

    /** True when another field follows. */
    private boolean readPlain() throws IOException {
        while (true) {
            int b = read();
            if (b == ',' || b == '\n' || b == '\r' || b < 0) {
                return endField(b, false);
            }
            if (b == '"') {
                throw broken(
                        line,
                        "a quote in the middle of an unquoted field (field " + (fields + 1)
                                + "): quote the whole field and double the quotes inside it");
            }
            append(b);
        }
    }

    private boolean readQuoted() throws IOException {
        long opened = line;
        read();
        while (true) {
            int b = read();
            if (b < 0) {
                throw broken(
                        opened,
                        "the quote that opens field " + (fields + 1) + " is never closed: the file ends inside it");
            }
            if (b == '"' && peek() != '"') {
                break;
            }
            if (b == '"') {
                read();
            }
            if (b == '\n' || b == '\r' && peek() != '\n') {
                line++;
            }
            append(b);
        }
        int after = read();
        if (after != ',' && after != '\n' && after != '\r' && after >= 0) {
            throw broken(
                    line,
                    "after the closing quote of field " + (fields + 1) + " comes " + shown(after)
                            + ": expected a comma or the end of the line");
        }
        return endField(after, true);
    }

    private boolean endField(int delimiter, boolean inQuotes) throws IOException {
        if (pendingUtf8 > 0) {
            throw notUtf8();
        }
        if (fields == ends.length) {
            ends = Arrays.copyOf(ends, fields * 2);
            quoted = Arrays.copyOf(quoted, fields * 2);
        }
        quoted[fields] = inQuotes;
        ends[fields++] = length;
        if (delimiter == '\r' && peek() == '\n') {
            read();
        }
        if (delimiter == '\n' || delimiter == '\r') {
            line++;
        }
        return delimiter == ',';
    }

    private void append(int b) {
        if (b == 0) {
            throw broken(line, "a zero byte in field " + (fields + 1) + ": this is no text file, or not UTF-8");
        }
        if (b >= 0x80 || pendingUtf8 > 0) {
            followUtf8(b);
        }
        if (length == record.length) {
            if (length >= MAX_RECORD) {
                throw broken(recordLine, "a record longer than " + MAX_RECORD + " bytes: is a quote missing?");
            }
            record = Arrays.copyOf(record, length * 2);
        }
        record[length++] = (byte) b;
    }

    private void followUtf8(int b) {
        boolean continues = (b & 0xC0) == 0x80;
        if (continues != pendingUtf8 > 0) {
            throw notUtf8();
        }
        if (continues) {
            pendingUtf8--;
        } else if ((b & 0xE0) == 0xC0) {
            pendingUtf8 = 1;
        } else if ((b & 0xF0) == 0xE0) {
            pendingUtf8 = 2;
        } else if ((b & 0xF8) == 0xF0) {
            pendingUtf8 = 3;
        } else {
            throw notUtf8();
        }
    }

    private ArrearsException notUtf8() {
        return broken(line, "field " + (fields + 1) + " is not UTF-8: save the file as UTF-8");
    }

    private static String shown(int b) {
        return b > ' ' && b < 0x7F ? "'" + (char) b + "'" : String.format("byte 0x%02X", b);
    }

    private int peek() throws IOException {
        return at < filled || fill() ? chunk[at] & 0xFF : -1;
    }

    private int read() throws IOException {
        return at < filled || fill() ? chunk[at++] & 0xFF : -1;
    }

    private boolean fill() throws IOException {
        at = 0;
        filled = Math.max(0, in.readNBytes(chunk, 0, CHUNK));
        return filled > 0;
    }
}
