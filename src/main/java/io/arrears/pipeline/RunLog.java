package io.arrears.pipeline;

import io.arrears.config.Json;
import io.arrears.lake.AsOf;
import io.arrears.lake.Lake;
import io.arrears.lake.RunId;
import io.arrears.lake.Table;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * What a run learned about itself: rows of {@code ops_runs} (one when it starts, one when it ends) and
 * {@code ops_stages}, and one JSON file {@code <lake>/runs/<run_id>.json}.
 */
final class RunLog {

    private static final StructType RUNS = new StructType()
            .add(Lake.AS_OF, DataTypes.DateType)
            .add("status", DataTypes.StringType)
            .add("started_at", DataTypes.TimestampType)
            .add("finished_at", DataTypes.TimestampType)
            .add("seconds", DataTypes.DoubleType)
            .add("rows", DataTypes.LongType)
            .add("message", DataTypes.StringType)
            .add(Lake.RUN, DataTypes.StringType);

    private static final StructType STAGES = new StructType()
            .add(Lake.AS_OF, DataTypes.DateType)
            .add("stage", DataTypes.StringType)
            .add("position", DataTypes.IntegerType)
            .add("status", DataTypes.StringType)
            .add("rows", DataTypes.LongType)
            .add("seconds", DataTypes.DoubleType)
            .add("measures", DataTypes.StringType)
            .add(Lake.RUN, DataTypes.StringType);

    record StageLine(String name, String status, double seconds, long rows, Map<String, Number> measures) {}

    private final SparkSession spark;
    private final Lake lake;
    private final AsOf asOf;
    private final RunId run;
    private final Timestamp started = Timestamp.from(Instant.now());
    private final long began = System.nanoTime();
    private final List<StageLine> stages = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private Map<String, Object> summary = Map.of();

    private RunLog(SparkSession spark, Lake lake, AsOf asOf, RunId run) {
        this.spark = spark;
        this.lake = lake;
        this.asOf = asOf;
        this.run = run;
    }

    /** Takes the next free run id and writes the first row. The caller holds the lake's lock. */
    static RunLog begin(SparkSession spark, Lake lake, AsOf asOf) {
        RunLog log = new RunLog(spark, lake, asOf, RunId.of(lastRun(lake) + 1));
        log.appendRun("running", null, null, 0, null);
        return log;
    }

    private static long lastRun(Lake lake) {
        if (!lake.exists(Table.OPS_RUNS)) {
            return 0;
        }
        Row last = lake.readAll(Table.OPS_RUNS).agg(functions.max(Lake.RUN)).head();
        return last.isNullAt(0) ? 0 : new RunId(last.getString(0)).number();
    }

    /** Rows that a stage of a run wrote; more than any limit when that is not known. */
    static long rows(Lake lake, RunId run, String stage) {
        return lake.exists(Table.OPS_STAGES)
                ? lake
                        .readAll(Table.OPS_STAGES)
                        .where(functions
                                .col(Lake.RUN)
                                .equalTo(run.text())
                                .and(functions.col("stage").equalTo(stage)))
                        .collectAsList()
                        .stream()
                        .mapToLong(row -> row.getLong(row.fieldIndex("rows")))
                        .findFirst()
                        .orElse(Long.MAX_VALUE)
                : Long.MAX_VALUE;
    }

    RunId run() {
        return run;
    }

    void stage(String name, String status, double seconds, StageReport report) {
        long rows = report.rows();
        stages.add(new StageLine(name, status, seconds, rows, report.measures()));
        notes.addAll(report.notes());
    }

    /** What the stages had to say, in their order. */
    List<String> notes() {
        return List.copyOf(notes);
    }

    /** Writes the last row, the stages and the JSON file; returns the seconds the run took. */
    double end(String status, String message) {
        double seconds = (System.nanoTime() - began) / 1e9;
        long rows = stages.stream().mapToLong(StageLine::rows).sum();
        appendStages();
        appendRun(status, Timestamp.from(Instant.now()), seconds, rows, message);
        summary = summary(status, seconds, rows, message);
        writeJson();
        return seconds;
    }

    /** What the JSON file says; empty until the run ended. */
    Map<String, Object> summary() {
        return summary;
    }

    private void appendRun(String status, Timestamp finished, Double seconds, long rows, String message) {
        Row row = RowFactory.create(
                Date.valueOf(asOf.date()), status, started, finished, seconds, rows, message, run.text());
        lake.appendLog(
                Table.OPS_RUNS, run, spark.createDataFrame(List.of(row), RUNS).coalesce(1));
    }

    private void appendStages() {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < stages.size(); i++) {
            StageLine line = stages.get(i);
            rows.add(RowFactory.create(
                    Date.valueOf(asOf.date()),
                    line.name(),
                    i + 1,
                    line.status(),
                    line.rows(),
                    line.seconds(),
                    Json.line(line.measures()),
                    run.text()));
        }
        lake.appendLog(
                Table.OPS_STAGES, run, spark.createDataFrame(rows, STAGES).coalesce(1));
    }

    private Map<String, Object> summary(String status, double seconds, long rows, String message) {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("run_id", run.text());
        summary.put("as_of_date", asOf.toString());
        summary.put("status", status);
        summary.put("started_at", started.toInstant().toString());
        summary.put("seconds", seconds);
        summary.put("rows", rows);
        summary.put("message", message);
        summary.put("notes", notes);
        summary.put("stages", stages);
        return summary;
    }

    private void writeJson() {
        Path file = new Path(lake.root() + "/runs/" + run.text() + ".json");
        try (OutputStream out =
                file.getFileSystem(spark.sparkContext().hadoopConfiguration()).create(file, true)) {
            out.write(Json.indented(summary).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("the summary of the run cannot be written to " + file, e);
        }
    }
}
