package io.arrears.lake;

import io.arrears.config.ArrearsException;
import io.arrears.config.ExitCode;
import io.delta.tables.DeltaTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.actions.Metadata;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import scala.Option;

/**
 * The Delta lake: the only code that knows Delta and paths. Rows are appended in slices, one slice per run and table,
 * and never overwritten; which slice counts is said by the pointers in {@code ops_published}.
 */
public final class Lake {

    /** Columns the lake adds to every table: the day asked about and the run that wrote the row. */
    public static final String AS_OF = "as_of_date";

    public static final String RUN = "run_id";

    private final SparkSession spark;
    private final String root;
    private final BiFunction<Table, SparkSession, StructType> absentColumns;

    /** A lake in which every table that is read has a slice. */
    public Lake(SparkSession spark, String root) {
        this(spark, root, (table, session) -> {
            throw missing(table);
        });
    }

    /**
     * @param absentColumns the columns of a staging table that the source does not have; reading it gives no rows in
     *     them
     */
    public Lake(SparkSession spark, String root, BiFunction<Table, SparkSession, StructType> absentColumns) {
        this.spark = spark;
        this.root = root.endsWith("/") ? root.substring(0, root.length() - 1) : root;
        this.absentColumns = absentColumns;
    }

    /** The same lake for another session: a dataset and its temporary views belong to the session that made them. */
    public Lake in(SparkSession session) {
        return new Lake(session, root, absentColumns);
    }

    public String root() {
        return root;
    }

    /** How the files of the lake are reached. */
    public Configuration hadoop() {
        return spark.sparkContext().hadoopConfiguration();
    }

    /** Folder of a table: {@code <root>/<layer>/<table>}. */
    public String path(Table table) {
        return root + "/" + table.layer().folder() + "/" + table.sqlName();
    }

    /** Folder of the plain table that holds exactly the published rows of a mart: {@code <root>/published/<mart>}. */
    public String publishedPath(Table mart) {
        return root + "/published/" + mart.sqlName();
    }

    public boolean exists(Table table) {
        return isTable(path(table));
    }

    boolean isTable(String path) {
        try {
            Path log = new Path(path, "_delta_log");
            return log.getFileSystem(hadoop()).exists(log);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look into the lake at " + path, e);
        }
    }

    /**
     * The slice of the table that a run sees, without the lake's own columns; no rows where the source has no such
     * table.
     *
     * @throws ArrearsException when there is no such slice, naming the table
     */
    public Dataset<Row> read(Table table, Slices slices) {
        if (isAbsent(table, slices)) {
            return spark.createDataFrame(List.of(), absentColumns.apply(table, spark));
        }
        RunId run = slices.of(table).orElseThrow(() -> missing(table));
        return slice(table, run).drop(AS_OF, RUN);
    }

    /**
     * Whether the source was read and staged, and has no such table: nothing is written for it, every table costs a
     * write.
     */
    private static boolean isAbsent(Table table, Slices slices) {
        return slices.of(table).isEmpty()
                && slices.of(Table.OPS_COUNTS).isPresent()
                && SourceTable.stagedAs(table)
                        .filter(source -> !source.required())
                        .isPresent();
    }

    private static ArrearsException missing(Table table) {
        return new ArrearsException(
                ExitCode.BAD_REQUEST,
                table.sqlName() + " has no slice yet: run the stage that writes it, or the whole run without --from");
    }

    /**
     * The files of a slice never change once they are committed, so they are read as they are: to plan a read through
     * Delta takes one Spark job for each mention of the table.
     */
    private Dataset<Row> slice(Table table, RunId run) {
        StructType schema = metadata(table).schema();
        Optional<List<String>> files = commits(path(table)).filesOf(run.text());
        if (files.isEmpty()) {
            return readAll(table).where(functions.col(RUN).equalTo(run.text()));
        }
        if (files.get().isEmpty()) {
            return spark.createDataFrame(List.of(), schema);
        }
        return spark.read()
                .schema(schema)
                .option("basePath", path(table))
                .parquet(files.get().toArray(String[]::new))
                .select(Arrays.stream(schema.fieldNames()).map(functions::col).toArray(Column[]::new));
    }

    private Metadata metadata(Table table) {
        return DeltaLog.forTable(spark, path(table))
                .update(false, Option.empty(), Option.empty())
                .metadata();
    }

    /**
     * A name that no other lake has, not even a new one in the same folder: the one that Delta draws at random for the
     * table of publications, in its first commit. Empty before that.
     */
    public Optional<String> identity() {
        Table first = Table.OPS_PUBLISHED;
        return exists(first) ? Optional.of(metadata(first).id()) : Optional.empty();
    }

    CommitLog commits(String table) {
        return new CommitLog(hadoop(), table);
    }

    /** The slices of some runs, with the lake's columns. */
    public Dataset<Row> readSlices(Table table, Collection<RunId> runs) {
        if (table.isLog() || runs.isEmpty()) {
            return readAll(table)
                    .where(functions
                            .col(RUN)
                            .isin(runs.stream().map(RunId::text).toArray()));
        }
        return runs.stream()
                .distinct()
                .map(run -> slice(table, run))
                .reduce(Dataset::unionByName)
                .orElseThrow();
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
        // A folder per run finds and deletes slices without reading; logs are read whole.
        String[] folders = table.isLog() ? new String[0] : new String[] {RUN};
        return counted(rows, counted -> writer(counted, SaveMode.Append, run.text())
                .partitionBy(folders)
                .save(path(table)));
    }

    static DataFrameWriter<Row> writer(Dataset<Row> rows, SaveMode mode, String metadata) {
        return rows.write()
                .format("delta")
                .mode(mode)
                .option("mergeSchema", "true")
                .option("userMetadata", metadata);
    }

    static long counted(Dataset<Row> rows, Consumer<Dataset<Row>> write) {
        Passing written =
                new Passing(rows, List.of(functions.count(functions.lit(1)).as("rows")));
        write.accept(written.rows());
        return written.figures().get("rows").longValue();
    }

    /**
     * A session in which each table is a temporary view of its name, showing the slices the run sees. Each
     * staging table also has the view of what the day knew of it, {@link KnownRows}.
     */
    public SparkSession viewsOf(Collection<Table> tables, Slices slices, AsOf asOf) {
        SparkSession session = PlanExecution.beside(spark);
        tables.forEach(table -> view(session, table, slices));
        tables.stream().filter(KnownRows::has).forEach(table -> KnownRows.show(session, table, asOf.date()));
        return session;
    }

    /** Makes the table a temporary view of its name in the session, showing the slice the run sees now. */
    public void view(SparkSession session, Table table, Slices slices) {
        in(session).read(table, slices).createOrReplaceTempView(table.sqlName());
    }

    /** Runs that have rows in the table. */
    public Set<RunId> runsIn(Table table) {
        Set<RunId> runs = new TreeSet<>(Comparator.comparing(RunId::text));
        readAll(table).select(RUN).distinct().collectAsList().forEach(row -> runs.add(new RunId(row.getString(0))));
        return runs;
    }

    /** Deletes the slices of these runs; the files stay until {@link #vacuum}, for queries that still read them. */
    public void deleteSlices(Table table, Collection<RunId> runs) {
        DeltaTable.forPath(spark, path(table))
                .delete(functions.col(RUN).isin(runs.stream().map(RunId::text).toArray()));
    }

    /** Removes the files that no version of the last seven days (Delta's default, checked by Delta) needs. */
    public void vacuum(Table table) {
        for (String path : List.of(path(table), publishedPath(table))) {
            if (isTable(path)) {
                DeltaTable.forPath(spark, path).vacuum();
            }
        }
    }

    /** Joins the many small files of a log into few; the rows stay as they are. */
    public void compact(Table log) {
        DeltaTable.forPath(spark, path(log)).optimize().executeCompaction();
    }
}
