package io.arrears.ingest;

import io.arrears.pipeline.RunContext;
import java.sql.SQLException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** How the rows of a snapshot reach Spark. Several threads may ask at once. */
sealed interface Transfer extends AutoCloseable permits ParallelTransfer, SpoolTransfer {

    /** For the kind of database: through many connections where they can share the snapshot, else through its own. */
    static Transfer of(SourceDatabase database, Snapshot snapshot, RunContext context) {
        return database.dialect().sharesSnapshots()
                ? new ParallelTransfer(database, snapshot, context)
                : new SpoolTransfer(database, snapshot, context);
    }

    /** The rows, in the columns of {@link Reading#schema()}; good until this is closed. */
    Dataset<Row> rows(Reading reading) throws SQLException;

    @Override
    void close();
}
