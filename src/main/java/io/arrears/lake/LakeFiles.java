package io.arrears.lake;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import scala.Option;

/** The files of the lake's tables, one by one, to check them. */
public final class LakeFiles {

    /**
     * A file of a table.
     *
     * @param partition values by which the table is divided into folders, such as the run of a slice
     * @param bytes the size it must have, negative where it is unknown
     */
    public record Stored(Path path, Map<String, String> partition, long bytes) {}

    private final SparkSession spark;
    private final FileCheck check;

    public LakeFiles(SparkSession spark) {
        this.spark = spark;
        this.check = new FileCheck(configuration());
    }

    private Configuration configuration() {
        return spark.sparkContext().hadoopConfiguration();
    }

    /** What is wrong with a file, in a line; empty when it is whole. Reads it to its end. */
    public Optional<String> damage(Stored file) {
        return check.damage(file.path(), file.bytes());
    }

    /** The files that hold the rows of a table now. Fails when its log cannot be read. */
    public List<Stored> data(String table) {
        List<Stored> files = new ArrayList<>();
        for (Row row : DeltaLog.forTable(spark, table)
                .update(false, Option.empty(), Option.empty())
                .allFiles()
                .toDF()
                .select("path", "size", "partitionValues")
                .collectAsList()) {
            // Paths in the log are relative to the table, and encoded as in a URI.
            Path path = new Path(new Path(table), new Path(URI.create(row.getAs("path"))));
            files.add(new Stored(path, row.getJavaMap(row.fieldIndex("partitionValues")), row.getAs("size")));
        }
        return files;
    }

    /** The files of the log of a table; none where there is no such table. */
    public List<Stored> log(String table) {
        Path log = new Path(table, "_delta_log");
        try {
            return Arrays.stream(log.getFileSystem(configuration()).listStatus(log))
                    .filter(FileStatus::isFile)
                    .map(file -> new Stored(file.getPath(), Map.of(), -1))
                    .toList();
        } catch (FileNotFoundException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("the log " + log + " cannot be listed", e);
        }
    }
}
