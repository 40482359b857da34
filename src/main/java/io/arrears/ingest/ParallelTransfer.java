package io.arrears.ingest;

import io.arrears.pipeline.RunContext;
import java.util.Arrays;
import java.util.Properties;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Spark's own reader: a connection for each piece of a table, each adopting the snapshot. */
record ParallelTransfer(SourceDatabase database, Snapshot snapshot, RunContext context) implements Transfer {

    @Override
    public Dataset<Row> rows(Reading reading) {
        TextQuery query = reading.query(database.dialect(), context.settings().privacyNames());
        Properties options = new Properties();
        options.putAll(database.sparkOptions());
        options.setProperty(
                "fetchsize", String.valueOf(context.settings().source().fetchSize()));
        options.setProperty("sessionInitStatement", snapshot.adoptStatement());
        return context.spark()
                .read()
                .jdbc(
                        database.sparkUrl(),
                        "(" + query.sql() + "\n) as arrears_rows",
                        reading.pieces().conditions().toArray(String[]::new),
                        options)
                .select(Arrays.stream(reading.schema().fieldNames())
                        .map(functions::col)
                        .toArray(Column[]::new));
    }

    @Override
    public void close() {
        // Each task closes its connection.
    }
}
