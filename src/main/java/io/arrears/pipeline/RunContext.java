package io.arrears.pipeline;

import io.arrears.config.Settings;
import io.arrears.lake.AsOf;
import io.arrears.lake.Lake;
import io.arrears.lake.RunId;
import io.arrears.lake.Slices;
import org.apache.spark.sql.SparkSession;

/**
 * What a stage may use: the session, the lake, the settings, the day, the run, which slice of each table this run sees,
 * and whether the user asked for training ({@code --train}) though none is due.
 */
public record RunContext(
        SparkSession spark, Lake lake, Settings settings, AsOf asOf, RunId run, Slices slices, boolean forceTraining) {}
