package io.arrears.cluster;

import io.arrears.config.Settings;
import io.arrears.lake.AsOf;
import io.arrears.lake.Lake;
import io.arrears.lake.RunId;
import io.arrears.lake.Sessions;
import io.arrears.lake.Slices;
import io.arrears.lake.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A small job for a real cluster: through the session and the lake of Arrears, with code that executors must be sent. */
public final class ClusterJob {

    /** What the job leaves with, to see that exit codes reach the shell. */
    static final int EXIT_CODE = 3;

    private ClusterJob() {}

    /** Writes the master, the number of processes that did the work, and the answer to {@code <folder>/answer}. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        SparkSession spark = Sessions.open(new Settings.Spark("*", 2, 0));
        List<String> lines = List.of(
                spark.sparkContext().master(),
                processes(spark) + " processes",
                answer(spark, folder.resolve("lake").toString()));
        Files.write(folder.resolve("answer"), lines);
        System.exit(EXIT_CODE);
    }

    private static long processes(SparkSession spark) {
        Dataset<Long> pids = spark.range(0, 64, 1, 8)
                .map((MapFunction<Long, Long>) each -> ProcessHandle.current().pid(), Encoders.LONG());
        return pids.distinct().collectAsList().stream()
                .filter(pid -> pid != ProcessHandle.current().pid())
                .count();
    }

    /** Two slices appended to one table, one of them read back and added up: the same wherever it runs. */
    static String answer(SparkSession spark, String root) {
        Lake lake = new Lake(spark, root);
        Slices slices = new Slices(Map.of());
        AsOf asOf = AsOf.parse("2025-12-31");
        for (int run = 1; run <= 2; run++) {
            Dataset<Row> rows = spark.range(0, 10_000L * run, 1, 4)
                    .selectExpr(
                            "cast(id as string) as sku",
                            "cast(id % 97 as decimal(19,4)) / 7 as list_price",
                            "id % 5 as category");
            lake.append(Table.STG_PRODUCTS, asOf, RunId.of(run), slices, rows);
        }
        return lake.read(Table.STG_PRODUCTS, slices)
                .selectExpr(
                        "count(*) as rows",
                        "count(distinct sku) as skus",
                        "sum(list_price) as total",
                        "max(category) as last")
                .toJSON()
                .head();
    }
}
