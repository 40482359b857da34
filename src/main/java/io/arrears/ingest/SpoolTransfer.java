package io.arrears.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.arrears.pipeline.RunContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * For a snapshot that only its own connection can see: tables are streamed through it one after the other, into files
 * below {@code <lake.root>/spool} that Spark reads on any machine. While Spark stores one table the next is streamed.
 * Rows pass through memory by {@code source.fetch-size}; the files are gone when this is closed.
 */
final class SpoolTransfer implements Transfer {

    private static final JsonFactory JSON = new JsonFactory();

    private final SourceDatabase database;
    private final Snapshot snapshot;
    private final RunContext context;
    private final Path folder;
    private final FileSystem files;

    /** Also removes what a killed run has left: no other run writes to the lake. */
    SpoolTransfer(SourceDatabase database, Snapshot snapshot, RunContext context) {
        this.database = database;
        this.snapshot = snapshot;
        this.context = context;
        this.folder = new Path(context.lake().root(), "spool");
        try {
            this.files = folder.getFileSystem(context.spark().sparkContext().hadoopConfiguration());
            files.delete(folder, true);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot empty " + folder + ", where rows of the source wait for Spark", e);
        }
    }

    @Override
    public Dataset<Row> rows(Reading reading) throws SQLException {
        Path spooled = new Path(folder, reading.table().sourceName());
        // Snapshot.check, which another thread may call, waits for the table's last row.
        synchronized (snapshot.connection()) {
            stream(reading, snapshot.connection(), spooled);
        }
        if (reading.pieces().rows() == 0) {
            return context.spark().createDataFrame(List.of(), reading.schema());
        }
        return context.spark()
                .read()
                .schema(reading.schema())
                .option("mode", "FAILFAST")
                .json(spooled.toString());
    }

    private void stream(Reading reading, Connection connection, Path to) throws SQLException {
        String sql = reading.query(database.dialect(), context.settings().privacyNames())
                .sql();
        String[] columns = reading.schema().fieldNames();
        long rowsPerFile = context.settings().source().rowsPerPartition();
        try (Statement statement =
                connection.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY)) {
            statement.setFetchSize(context.settings().source().fetchSize());
            try (ResultSet rows = statement.executeQuery(sql)) {
                boolean more = rows.next();
                for (int number = 0; more; number++) {
                    more = file(rows, columns, rowsPerFile, new Path(to, String.format("part-%05d.json.gz", number)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write rows of " + reading.called() + " to " + to, e);
        }
    }

    /**
     * Writes the row the cursor is on and those after it, one JSON object a line, nulls left out; whether there are
     * more.
     */
    private boolean file(ResultSet rows, String[] columns, long most, Path path) throws SQLException, IOException {
        try (JsonGenerator json = JSON.createGenerator(new GZIPOutputStream(files.create(path), 1 << 16))) {
            json.setRootValueSeparator(null);
            boolean more = true;
            for (long written = 0; more && written < most; written++) {
                json.writeStartObject();
                for (int i = 0; i < columns.length; i++) {
                    String value = rows.getString(i + 1);
                    if (value != null) {
                        json.writeStringField(columns[i], value);
                    }
                }
                json.writeEndObject();
                json.writeRaw('\n');
                more = rows.next();
            }
            return more;
        }
    }

    @Override
    public void close() {
        try {
            files.delete(folder, true);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + folder + ", which holds rows of the source", e);
        }
    }
}
