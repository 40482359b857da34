package io.arrears.embedded;

import io.arrears.lake.SourceTable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import org.postgresql.PGConnection;

/**
 * The yardstick of the ingest ({@code scripts/bench}): how fast the embedded database gives the same tables away by
 * binary COPY, to nowhere. Prints one line a table, {@code name rows bytes seconds}, and one named {@code total}.
 */
public final class CopyRate {

    private CopyRate() {}

    /** Expects the folder of the embedded database. */
    public static void main(String[] arguments) throws SQLException, IOException {
        if (arguments.length != 1) {
            System.err.println("CopyRate: expected one argument, the folder of the embedded database");
            System.exit(2);
        }
        try (EmbeddedDatabase database = EmbeddedDatabase.start(Path.of(arguments[0]));
                Connection connection = database.connect()) {
            Line total = new Line("total", 0, 0, 0);
            for (SourceTable table : SourceTable.values()) {
                if (exists(connection, table)) {
                    Line line = copy(connection, table);
                    line.print();
                    total = total.plus(line);
                }
            }
            total.print();
        }
    }

    private static boolean exists(Connection connection, SourceTable table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found =
                        statement.executeQuery("select to_regclass('" + table.sourceName() + "') is not null")) {
            return found.next() && found.getBoolean(1);
        }
    }

    private static Line copy(Connection connection, SourceTable table) throws SQLException, IOException {
        Counter nowhere = new Counter();
        long began = System.nanoTime();
        long rows = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut("copy " + table.sourceName() + " to stdout (format binary)", nowhere);
        return new Line(table.sourceName(), rows, nowhere.bytes, (System.nanoTime() - began) / 1e9);
    }

    private record Line(String name, long rows, long bytes, double seconds) {

        Line plus(Line other) {
            return new Line(name, rows + other.rows, bytes + other.bytes, seconds + other.seconds);
        }

        void print() {
            System.out.printf(Locale.ROOT, "%s %d %d %.3f%n", name, rows, bytes, seconds);
        }
    }

    private static final class Counter extends OutputStream {
        private long bytes;

        @Override
        public void write(int oneByte) {
            bytes++;
        }

        @Override
        public void write(byte[] buffer, int from, int length) {
            bytes += length;
        }
    }
}
