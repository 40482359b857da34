package io.arrears.lake;

import io.arrears.config.Settings;
import io.arrears.terms.TermsCatalog;
import org.apache.spark.sql.SparkSession;

/** Builds the one Spark session of a process; nothing else does. Only {@link PlanExecution} sets options later. */
public final class Sessions {

    private static final String DELTA = "io.delta.sql.DeltaSparkSessionExtension";

    private Sessions() {}

    /**
     * A session with Delta, UTC and ANSI SQL. The master is the one spark-submit gives, else all cores of this machine.
     */
    public static SparkSession open(Settings.Spark settings) {
        SparkSession.Builder builder = SparkSession.builder()
                .appName("arrears")
                .config("spark.sql.extensions", extensions())
                .config("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog")
                // SQL calls the business terms by name: terms.is_void(status).
                .config("spark.sql.catalog.terms", TermsCatalog.class.getName())
                // Delta's extension loses named parameters otherwise (delta-io/delta#7640).
                .config("spark.sql.legacy.parameterSubstitution.constantsOnly", "true")
                .config("spark.sql.ansi.enabled", "true")
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS")
                .config("spark.sql.shuffle.partitions", settings.shufflePartitions())
                .config("spark.sql.sources.parallelPartitionDiscovery.parallelism", "2")
                .config("spark.databricks.delta.snapshotPartitions", "2")
                // Without these classes Hadoop starts a process for each file, and Delta's log store several.
                .config("spark.hadoop.fs.file.impl", LocalDisk.class.getName())
                // One checksum for so many bytes: with Hadoop's 512 a read goes through a hundred small pieces.
                .config("spark.hadoop.file.bytes-per-checksum", "65536")
                // Parquet writes a checksum with every page anyway; by default it is not compared when a page is read.
                .config("spark.hadoop.parquet.page.write-checksum.enabled", "true")
                .config("spark.hadoop.parquet.page.verify-checksum.enabled", "true")
                .config("spark.delta.logStore.file.impl", "io.delta.storage.LocalLogStore")
                .config(
                        "spark.sql.streaming.checkpointFileManagerClass",
                        "org.apache.spark.sql.execution.streaming."
                                + "checkpointing.FileSystemBasedCheckpointFileManager")
                // A slice is read whole, a published table by day: no query uses the least and greatest values of
                // files.
                .config("spark.databricks.delta.stats.collect", "false")
                // No reader looks for the files of a table in the checksum of a commit; keeping them there costs a job
                // a table.
                .config("spark.databricks.delta.allFilesInCrc.enabled", "false")
                // No session has classes of its own; looking for them costs a request for every name that the compiler
                // of generated code tries.
                .config("spark.sql.artifact.isolation.enabled", "false")
                // Use Java's case mapping instead of ICU, which loads the rules of every language. conf/java-options
                // fixes the language.
                .config("spark.sql.icu.caseMappings.enabled", "false")
                // Every sort and every table of groups takes a page before its first row; the default is 64 MB at this
                // heap.
                .config("spark.buffer.pageSize", "2m")
                // A run has some two thousand pieces of generated code, many of them equal; Spark keeps a hundred by
                // default. With its number in its name, a piece would differ from an equal one.
                .config("spark.sql.codegen.cache.maxEntries", "1000")
                .config("spark.sql.codegen.useIdInClassName", "false")
                .config("spark.sql.ui.retainedExecutions", "10")
                // Spark writes every plan down as text, even where no reader asks for it: the short form costs a
                // fraction.
                .config("spark.sql.ui.explainMode", "simple")
                .config("spark.sql.debug.maxToStringFields", "5")
                .config("spark.ui.enabled", "false")
                .config("spark.ui.showConsoleProgress", "false");
        if (System.getProperty("spark.master") == null) {
            builder.master("local[" + settings.cores() + "]")
                    .config("spark.driver.host", "127.0.0.1")
                    .config("spark.driver.bindAddress", "127.0.0.1");
        }
        return builder.getOrCreate();
    }

    /** Delta's, and what the system property of this name adds, as conf/openlineage-options does. */
    private static String extensions() {
        String further = System.getProperty("spark.sql.extensions", "");
        return further.isEmpty() ? DELTA : further.contains(DELTA) ? further : DELTA + "," + further;
    }
}
