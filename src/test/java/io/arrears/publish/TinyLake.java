package io.arrears.publish;

import io.arrears.config.Settings;
import io.arrears.config.SettingsLoader;
import io.arrears.lake.AsOf;
import io.arrears.lake.Lake;
import io.arrears.lake.RunId;
import io.arrears.lake.Slices;
import io.arrears.lake.Table;
import io.arrears.pipeline.RunContext;
import io.arrears.testing.TestSpark;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A lake with two small tables a run: an aggregate mart and a row-level mart. */
final class TinyLake {

    static final List<Table> TABLES = List.of(Table.MART_KPIS, Table.MART_INVOICE_RISK);

    final SparkSession spark = TestSpark.session();
    final Lake lake;
    final Settings settings;

    TinyLake(Path folder, Map<String, String> overrides) {
        lake = new Lake(spark, folder.resolve("lake").toString());
        Map<String, String> all = new HashMap<>(Map.of("publish.postgres.enabled", "false"));
        all.putAll(overrides);
        settings = SettingsLoader.load(Optional.empty(), all);
    }

    TinyLake(Path folder) {
        this(folder, Map.of());
    }

    /** With the mart database that the settings name. */
    Copies copies() {
        return new Copies(lake, settings, Optional::empty);
    }

    /** A run that has written its slices and published nothing yet; the amount tells runs apart. */
    RunContext written(String day, long run, int amount) {
        RunContext context = context(day, run);
        append(context, Table.MART_KPIS, """
                select currency, cast(%d as decimal(14, 2)) as invoiced_amount, 0.5D as leakage_rate, 3L as invoices
                from values ('EUR'), ('USD') as t(currency)""".formatted(amount));
        append(context, Table.MART_INVOICE_RISK, """
                select invoice_id, name as customer_name, cast(%d as decimal(14, 2)) as open_amount,
                    7 as days_past_due, true as is_overdue, date'2025-01-31' as due_date
                from values ('I1', 'Ann\\tO''Neil\\\\ "é"'), ('I2', null) as t(invoice_id, name)""".formatted(amount));
        return context;
    }

    RunContext context(String day, long run) {
        Slices slices = new Slices(Map.of());
        return new RunContext(spark, lake, settings, AsOf.parse(day), RunId.of(run), slices, false);
    }

    void append(RunContext context, Table table, String query) {
        lake.append(table, context.asOf(), context.run(), context.slices(), spark.sql(query));
    }

    /** A whole run: slices, pointers, plain tables. */
    RunContext published(String day, long run, int amount) {
        RunContext context = written(day, run, amount);
        new PublishStage().run(context);
        new PublishedTablesStage().run(context);
        return context;
    }

    /** A row of ops_runs as a run writes it when it starts, and another when it ends. */
    void log(RunContext context, String status, String startedAt, String finishedAt) {
        lake.appendLog(Table.OPS_RUNS, context.run(), spark.sql("""
                select date'%s' as as_of_date, '%s' as status, timestamp'%s' as started_at,
                    cast(nullif('%s', '') as timestamp) as finished_at, 12.34D as seconds, 5L as rows,
                    cast(null as string) as message, '%s' as run_id""".formatted(
                        context.asOf(), status, startedAt, finishedAt, context.run())));
    }

    /** Rows of ops_runs for runs 1 to n, all started at the same time, in one commit. */
    void logRuns(int runs, String startedAt) {
        lake.appendLog(
                Table.OPS_RUNS,
                RunId.of(runs),
                spark.sql("select timestamp'%s' as started_at, format_string('r%%06d', id) as run_id from range(1, %d)"
                        .formatted(startedAt, runs + 1)));
    }

    /** {@code 2025-12-31 r000001 100.00, …}: what the plain table of the KPIs holds, by day. */
    String plain() {
        return described(spark.read().format("delta").load(lake.publishedPath(Table.MART_KPIS)));
    }

    /** The same of the rows that the pointers name. */
    String pointed() {
        SparkSession session = spark.newSession();
        PublishedViews.register(session, lake, Optional.empty(), List.of(Table.MART_KPIS));
        return described(session.table("mart_kpis"));
    }

    private static String described(Dataset<Row> kpis) {
        return kpis
                .where("currency = 'EUR'")
                .select("as_of_date", "run_id", "invoiced_amount")
                .orderBy("as_of_date", "run_id")
                .collectAsList()
                .stream()
                .map(row -> row.get(0) + " " + row.get(1) + " " + row.get(2))
                .collect(Collectors.joining(", "));
    }
}
