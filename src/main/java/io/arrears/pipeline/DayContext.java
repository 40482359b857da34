package io.arrears.pipeline;

import io.arrears.config.Settings;
import io.arrears.lake.AsOf;
import io.arrears.lake.Lake;
import io.arrears.lake.Pointers;
import io.arrears.lake.Slices;
import io.arrears.lake.Table;
import java.util.Collection;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * One day of a lake, to read: the session, the lake, the settings, the day, and which slice of each table is seen. It
 * belongs to no run, so it can write nothing.
 */
public record DayContext(SparkSession spark, Lake lake, Settings settings, AsOf asOf, Slices slices) {

    /** What is published for the day; no table at all where the day was never published. */
    public static DayContext published(SparkSession spark, Lake lake, Settings settings, AsOf asOf) {
        return new DayContext(spark, lake, settings, asOf, new Slices(new Pointers(lake).of(asOf)));
    }

    /**
     * The rows of a table, without the lake's own columns.
     *
     * @throws io.arrears.config.ArrearsException when the table has no slice, naming the table
     */
    public Dataset<Row> read(Table table) {
        return lake.read(table, slices);
    }

    /** A new session in which each table is a temporary view of its name. */
    public SparkSession views(Collection<Table> tables) {
        return lake.viewsOf(tables, slices, asOf);
    }
}
