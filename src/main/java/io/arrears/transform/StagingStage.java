package io.arrears.transform;

import io.arrears.lake.Lake;
import io.arrears.lake.SourceTable;
import io.arrears.lake.Table;
import io.arrears.pipeline.DataQualityException;
import io.arrears.pipeline.RunContext;
import io.arrears.pipeline.SideBySide;
import io.arrears.pipeline.Stage;
import io.arrears.pipeline.StageReport;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Observation;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * Raw text to typed rows, for every source table alike. Rows that cannot be used go to {@code ops_quarantine}, every rule's
 * counts to {@code ops_checks}; no row gets lost between them. Too many bad rows stop the run.
 */
public final class StagingStage implements Stage {

    @Override
    public String name() {
        return "staging";
    }

    @Override
    public Set<Table> reads() {
        Set<Table> reads = EnumSet.of(Table.OPS_SOURCES);
        for (SourceTable table : SourceTable.values()) {
            reads.add(table.raw());
        }
        return reads;
    }

    @Override
    public Set<Table> writes() {
        Set<Table> writes = EnumSet.of(Table.OPS_COUNTS, Table.OPS_QUARANTINE, Table.OPS_CHECKS);
        for (SourceTable table : SourceTable.values()) {
            writes.add(table.staging());
        }
        return writes;
    }

    @Override
    public StageReport run(RunContext context) {
        List<StagedTable> tables = tables(context);
        List<Passed> passed = SideBySide.map(tables, table -> stage(table, context));
        writeCounts(tables, context);
        writeQuarantine(passed, context);
        Checks checks = new Checks(context);
        List<String> failures = new StagingAudit(context, checks).judge(passed);
        checks.write();
        if (!failures.isEmpty()) {
            throw new DataQualityException(String.join("; ", failures));
        }
        return report(passed);
    }

    /**
     * What was counted while one table passed.
     *
     * @param rowsIn rows of raw
     * @param refused rows that cannot be used by themselves
     * @param kept source rows that staging stands for, copies included
     * @param staged rows of staging
     * @param fixes rows repaired, by rule
     */
    record Passed(StagedTable table, long rowsIn, long refused, long kept, long staged, Map<String, Long> fixes) {

        /** Source rows under keys that have different payloads, the staged first one aside. */
        long conflicting() {
            return rowsIn - refused - kept;
        }
    }

    private static List<StagedTable> tables(RunContext context) {
        SparkSession session = context.spark().newSession();
        StagingFunctions.register(session);
        Lake lake = new Lake(session, context.lake().root());
        Map<String, Object> parameters = SqlParameters.of(context.asOf(), context.settings());
        List<StagedTable> tables = new ArrayList<>();
        for (SourceTable table : SourceTable.values()) {
            Dataset<Row> raw = lake.read(table.raw(), context.slices());
            raw.withColumn("payload", functions.to_json(functions.struct(functions.col("*"))))
                    .createOrReplaceTempView(table.raw().sqlName());
            tables.add(new StagedTable(table, session, parameters));
        }
        return tables;
    }

    private static Passed stage(StagedTable table, RunContext context) {
        Observation in = new Observation();
        Observation out = new Observation();
        List<Column> counts = new ArrayList<>();
        counts.add(functions.count(functions.col(StagedTable.REFUSED)).as("refused"));
        for (String fix : table.fixes()) {
            counts.add(functions.count_if(functions.col(fix)).as(fix));
        }
        Dataset<Row> judged = table.judged()
                .observe(in, functions.count(functions.lit(1)).as("rows"), counts.toArray(Column[]::new));
        Dataset<Row> unique = table.unique(judged)
                .observe(out, functions.coalesce(functions.sum(StagedTable.COPIES), functions.lit(0L)).as("kept"));
        long staged = context.lake().append(
                table.table().staging(), context.asOf(), context.run(), context.slices(), unique);
        Map<String, Long> counted = values(in);
        Map<String, Long> fixes = new LinkedHashMap<>();
        // An empty table is optimised away, and its observations with it.
        table.fixes().forEach(fix -> fixes.put(fix.substring(StagedTable.FIX.length()), counted.getOrDefault(fix, 0L)));
        return new Passed(table, counted.getOrDefault("rows", 0L), counted.getOrDefault("refused", 0L),
                values(out).getOrDefault("kept", 0L), staged, fixes);
    }

    private static Map<String, Long> values(Observation observation) {
        try {
            Map<String, Long> values = new LinkedHashMap<>();
            observation.getAsJava().forEach((name, value) -> values.put(name, ((Number) value).longValue()));
            return values;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while counting rows", e);
        }
    }

    private static void writeCounts(List<StagedTable> tables, RunContext context) {
        Dataset<Row> counts = tables.stream().map(StagedTable::counts).reduce(Dataset::union).orElseThrow();
        context.lake().append(Table.OPS_COUNTS, context.asOf(), context.run(), context.slices(), counts.coalesce(1));
    }

    private static void writeQuarantine(List<Passed> passed, RunContext context) {
        List<Dataset<Row>> parts = new ArrayList<>();
        for (Passed each : passed) {
            if (each.refused() > 0) {
                parts.add(each.table().refused());
            }
            if (each.conflicting() > 0) {
                parts.add(each.table().conflicting());
            }
        }
        Dataset<Row> rows = parts.stream().reduce(Dataset::union).orElseGet(() -> none(passed.get(0), context));
        context.lake().append(Table.OPS_QUARANTINE, context.asOf(), context.run(), context.slices(), rows);
    }

    private static Dataset<Row> none(Passed any, RunContext context) {
        return context.spark().createDataFrame(List.of(), any.table().refused().schema());
    }

    private static StageReport report(List<Passed> passed) {
        Map<String, Number> measures = new LinkedHashMap<>();
        measures.put("rows", passed.stream().mapToLong(Passed::staged).sum());
        measures.put("quarantined", passed.stream().mapToLong(each -> each.refused() + each.conflicting()).sum());
        for (Passed each : passed) {
            if (each.rowsIn() > 0) {
                measures.put(each.table().table().staging().sqlName(), each.staged());
            }
        }
        return new StageReport(measures);
    }
}
