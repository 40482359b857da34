package io.arrears.lake;

import java.util.Collection;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Observation;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * The Delta lake: the only code that knows Delta and paths. Rows are appended in slices, one slice per run and table, and
 * never overwritten; which slice counts is said by the pointers in {@code ops_published}.
 */
public final class Lake {

    /** Columns the lake adds to every table: the day asked about and the run that wrote the row. */
    public static final String AS_OF = "as_of_date";
    public static final String RUN = "run_id";

    private final SparkSession spark;
    private final String root;

    public Lake(SparkSession spark, String root) {
        this.spark = spark;
        this.root = root.endsWith("/") ? root.substring(0, root.length() - 1) : root;
    }

    public String root() {
        return root;
    }

    /** Folder of a table: {@code <root>/<layer>/<table>}. */
    public String path(Table table) {
        return root + "/" + table.layer().folder() + "/" + table.sqlName();
    }

    public boolean exists(Table table) {
        try {
            Path log = new Path(path(table), "_delta_log");
            return log.getFileSystem(spark.sparkContext().hadoopConfiguration()).exists(log);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException("cannot look into the lake at " + path(table), e);
        }
    }

    /**
     * The slice of the table that a run sees, without the lake's own columns.
     *
     * @throws IllegalStateException when there is no such slice, naming the table
     */
    public Dataset<Row> read(Table table, Slices slices) {
        RunId run = slices.of(table).orElseThrow(() -> new IllegalStateException(
                table.sqlName() + " has no slice yet: run the stage that writes it, or the whole run without --from"));
        return readAll(table).where(functions.col(RUN).equalTo(run.text())).drop(AS_OF, RUN);
    }

    /** Every row ever written, with the lake's columns; for pointers, logs and history. */
    public Dataset<Row> readAll(Table table) {
        return spark.read().format("delta").load(path(table));
    }

    /**
     * Appends the rows as this run's slice and points the run's slices at it. The commit is tagged with the run.
     *
     * @return rows written
     */
    public long append(Table table, AsOf asOf, RunId run, Slices slices, Dataset<Row> rows) {
        Dataset<Row> stamped = rows.select(
                functions.lit(asOf.date()).as(AS_OF), functions.lit(run.text()).as(RUN), functions.col("*"));
        long written = write(table, run, stamped);
        slices.wrote(table, run);
        return written;
    }

    /** Appends rows that already carry the lake's columns: to logs and pointers. One commit. */
    public long appendLog(Table table, RunId run, Dataset<Row> rows) {
        return write(table, run, rows);
    }

    private long write(Table table, RunId run, Dataset<Row> rows) {
        Observation written = new Observation();
        rows.observe(written, functions.count(functions.lit(1)).as("rows")).write()
                .format("delta")
                .mode(SaveMode.Append)
                .option("mergeSchema", "true")
                .option("userMetadata", run.text())
                .partitionBy(RUN)
                .save(path(table));
        return rowsOf(written);
    }

    private static long rowsOf(Observation written) {
        try {
            return ((Number) written.getAsJava().get("rows")).longValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while writing to the lake", e);
        }
    }

    /** A session in which each table is a temporary view of its name, showing the slices the run sees. */
    public SparkSession viewsOf(Collection<Table> tables, Slices slices) {
        SparkSession session = spark.newSession();
        for (Table table : tables) {
            // A dataset belongs to the session that made it, and so do its temporary views: read within the new one.
            new Lake(session, root).read(table, slices).createOrReplaceTempView(table.sqlName());
        }
        return session;
    }

    /** Which run's slice of each table is published for a day. Empty for a day never published. */
    public Map<Table, RunId> published(AsOf asOf) {
        return new Pointers(this).of(asOf);
    }
}
