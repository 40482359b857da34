package io.arrears.publish;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Iterator;
import org.apache.spark.api.java.function.ForeachPartitionFunction;
import org.apache.spark.sql.Row;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Sends the rows of a partition, all columns as text, to a table by one COPY. A failed COPY leaves no row; a partition
 * that is sent twice meets the primary key when the rows are inserted, so nothing is ever counted double.
 */
final class CopyRows implements ForeachPartitionFunction<Row> {

    private static final long serialVersionUID = 1L;
    private static final int BUFFER = 1 << 16;

    private final MartLogin login;
    private final String copy;

    CopyRows(MartLogin login, String copy) {
        this.login = login;
        this.copy = copy;
    }

    @Override
    public void call(Iterator<Row> rows) throws SQLException {
        if (!rows.hasNext()) {
            return;
        }
        try (Connection connection = login.open()) {
            CopyIn in = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(copy);
            try {
                send(rows, in);
                in.endCopy();
            } finally {
                if (in.isActive()) {
                    in.cancelCopy();
                }
            }
        }
    }

    private static void send(Iterator<Row> rows, CopyIn in) throws SQLException {
        StringBuilder lines = new StringBuilder(BUFFER + 4096);
        while (rows.hasNext()) {
            line(rows.next(), lines);
            if (lines.length() >= BUFFER || !rows.hasNext()) {
                byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
                in.writeToCopy(bytes, 0, bytes.length);
                lines.setLength(0);
            }
        }
    }

    /** PostgreSQL's text format: tab between columns, \N for null, backslash before what has a meaning. */
    static void line(Row row, StringBuilder line) {
        for (int i = 0; i < row.size(); i++) {
            if (i > 0) {
                line.append('\t');
            }
            if (row.isNullAt(i)) {
                line.append("\\N");
            } else {
                escape(row.getString(i), line);
            }
        }
        line.append('\n');
    }

    private static void escape(String value, StringBuilder line) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> line.append("\\\\");
                case '\t' -> line.append("\\t");
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                case '\0' -> line.append('\uFFFD'); // PostgreSQL's text cannot hold it
                default -> line.append(c);
            }
        }
    }
}
