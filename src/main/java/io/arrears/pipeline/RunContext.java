package io.arrears.pipeline;

import io.arrears.config.Settings;
import io.arrears.lake.AsOf;
import io.arrears.lake.Lake;
import io.arrears.lake.RunId;
import io.arrears.lake.Slices;
import io.arrears.lake.Table;
import java.util.Collection;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * What a stage may use: the session, the lake, the settings, the day, the run, which slice of each table this run sees,
 * and whether the user asked for training ({@code --train}) though none is due.
 *
 * @param ingestDay the day that the ingest shows: the newest of the days that it serves, so the as-of day or a later
 *     one
 */
public record RunContext(
        SparkSession spark,
        Lake lake,
        Settings settings,
        AsOf asOf,
        RunId run,
        Slices slices,
        boolean forceTraining,
        AsOf ingestDay) {

    /** A run whose ingest serves its day alone. */
    public RunContext(
            SparkSession spark,
            Lake lake,
            Settings settings,
            AsOf asOf,
            RunId run,
            Slices slices,
            boolean forceTraining) {
        this(spark, lake, settings, asOf, run, slices, forceTraining, asOf);
    }

    /** The same day for code that only reads. It also sees what the run writes later. */
    public DayContext day() {
        return new DayContext(spark, lake, settings, asOf, slices);
    }

    /**
     * The rows of a table, without the lake's own columns.
     *
     * @throws io.arrears.config.ArrearsException when the run sees no slice of the table, naming the table
     */
    public Dataset<Row> read(Table table) {
        return day().read(table);
    }

    /** A new session in which each table is a temporary view of its name. */
    public SparkSession views(Collection<Table> tables) {
        return day().views(tables);
    }

    /**
     * Writes the rows as this run's slice of the table; from then on the run sees this slice.
     *
     * @return rows written
     */
    public long append(Table table, Dataset<Row> rows) {
        return lake.append(table, asOf, run, slices, rows);
    }

    /** Writes a few rows that are at hand; see {@link #append(Table, Dataset)}. */
    public long append(Table table, List<Row> rows, StructType schema) {
        return append(table, spark.createDataFrame(rows, schema).coalesce(1));
    }
}
