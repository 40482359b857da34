package io.arrears.testing;

import io.arrears.config.Settings;
import io.arrears.ingest.IngestStage;
import io.arrears.ingest.SourceDatabase;
import io.arrears.lake.AsOf;
import io.arrears.lake.Lake;
import io.arrears.lake.RunId;
import io.arrears.lake.Slices;
import io.arrears.lake.Table;
import io.arrears.pipeline.RunContext;
import io.arrears.transform.StagingColumns;
import io.arrears.transform.StagingStage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Runs of ingest and staging over a schema of {@link TestPostgres}, each with a run number of its own. */
public record TestRun(RunContext context) {

    /** A run that has read nothing yet. */
    public static TestRun of(Path lake, String asOf, int number, Settings settings) {
        SparkSession spark = TestSpark.small();
        return new TestRun(new RunContext(
                spark,
                new Lake(spark, lake.toString(), StagingColumns::of),
                settings,
                AsOf.parse(asOf),
                RunId.of(number),
                new Slices(Map.of()),
                false));
    }

    public TestRun ingest() {
        return ingest(TestPostgres.database(context.settings()));
    }

    public TestRun ingest(SourceDatabase source) {
        new IngestStage(() -> source).run(context);
        return this;
    }

    public TestRun stage() {
        new StagingStage().run(context);
        return this;
    }

    /** Rows of a query over the slices of this run, each written {@code a|b|c}, sorted. */
    public List<String> rows(String sql, Table... tables) {
        List<String> rows = new ArrayList<>();
        for (Row row : context.lake()
                .viewsOf(List.of(tables), context.slices(), context.asOf())
                .sql(sql)
                .collectAsList()) {
            rows.add(row.mkString("|"));
        }
        rows.sort(null);
        return rows;
    }
}
