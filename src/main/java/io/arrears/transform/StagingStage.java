package io.arrears.transform;

import io.arrears.config.Settings;
import io.arrears.lake.Passing;
import io.arrears.lake.PlanExecution;
import io.arrears.lake.SourceTable;
import io.arrears.lake.Table;
import io.arrears.pipeline.DataQualityException;
import io.arrears.pipeline.RunContext;
import io.arrears.pipeline.SideBySide;
import io.arrears.pipeline.Stage;
import io.arrears.pipeline.StageReport;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Raw text to typed rows, for every source table alike. Rows that cannot be used go to {@code ops_quarantine}, every
 * rule's counts to {@code ops_checks}; no row gets lost between them. Too many bad rows stop the run.
 */
public final class StagingStage implements Stage {

    private static final StructType COUNTS = new StructType()
            .add("source_table", DataTypes.StringType, false)
            .add("currency", DataTypes.StringType, false)
            .add("rows_in", DataTypes.LongType, false)
            .add("amount_in", DataTypes.createDecimalType(38, 4), false);

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
        SparkSession session = PlanExecution.beside(context.spark());
        Map<String, Set<String>> present = present(context);
        // An optional table that the source lacks costs nothing: no slice, no query.
        List<SourceTable> tables = Stream.of(SourceTable.values())
                .filter(table -> table.required() || present.containsKey(table.sourceName()))
                .toList();
        List<TextStyles> styles = SideBySide.map(
                tables, table -> styles(table, present.getOrDefault(table.sourceName(), Set.of()), session, context));
        refuseOpen(styles);
        Map<SourceTable, Dataset<Row>> typed = new EnumMap<>(SourceTable.class);
        styles.forEach(style -> typed.put(style.table(), typed(style, session, context)));
        if (states(context, "reverses_payment_id").contains(SourceTable.PAYMENTS)) {
            typed.computeIfPresent(SourceTable.PAYMENTS, (table, rows) -> NamedReversals.placed(rows));
        }
        Set<SourceTable> stating = states(context, "currency");
        Currencies currencies = Currencies.of(
                typed,
                stating,
                context.asOf().date(),
                context.settings().currency().fallback());
        List<Passed> passed = SideBySide.map(
                styles,
                style -> stage(new StagedTable(style.table(), typed.get(style.table()), currencies), session, context));
        SideBySide.map(
                List.<Runnable>of(() -> writeCounts(passed, stating, context), () -> writeQuarantine(passed, context)),
                write -> {
                    write.run();
                    return 0;
                });
        currencies.close();
        Checks checks = new Checks(context);
        StagingAudit audit = new StagingAudit(context, checks);
        List<String> failures = audit.judge(passed);
        LedgerWords.note(context, checks);
        checks.write();
        if (!failures.isEmpty()) {
            throw new DataQualityException(String.join("; ", failures));
        }
        return report(passed, audit.notes());
    }

    /** The tables the source has, each with the columns it has as text: those of other types have one reading. */
    private static Map<String, Set<String>> present(RunContext context) {
        Dataset<Row> sources = context.read(Table.OPS_SOURCES).where("is_present");
        // A lake that an older version filled does not say: all its columns are judged as text.
        boolean says = List.of(sources.columns()).contains("is_typed");
        Column isTyped = says ? functions.expr("coalesce(is_typed, false)") : functions.lit(false);
        Map<String, Set<String>> present = new HashMap<>();
        for (Row row : sources.select(
                        functions.col("source_table"), functions.col("column_name"), isTyped.as("is_typed"))
                .collectAsList()) {
            Set<String> columns = present.computeIfAbsent(row.getAs("source_table"), table -> new HashSet<>());
            if (!row.<Boolean>getAs("is_typed")) {
                columns.add(row.getAs("column_name"));
            }
        }
        return present;
    }

    private static TextStyles styles(SourceTable table, Set<String> text, SparkSession session, RunContext context) {
        return new TextStyles(
                table,
                context.lake().in(session).read(table.raw(), context.slices()),
                text,
                context.settings().source().tables().getOrDefault(table.sourceName(), Settings.Mapping.NONE));
    }

    private static void refuseOpen(List<TextStyles> styles) {
        List<String> problems =
                styles.stream().flatMap(style -> style.problems().stream()).toList();
        if (!problems.isEmpty()) {
            throw new DataQualityException(
                    "days or numbers have two meanings, and nothing in their table or column says" + " which:\n  "
                            + String.join("\n  ", problems));
        }
    }

    /** The tables whose rows may state something: the source has the column. */
    private static Set<SourceTable> states(RunContext context, String column) {
        Set<String> names = new HashSet<>();
        context.read(Table.OPS_SOURCES)
                .where(functions
                        .expr("is_present")
                        .and(functions.col("column_name").equalTo(column)))
                .select("source_table")
                .collectAsList()
                .forEach(row -> names.add(row.getString(0)));
        return Stream.of(SourceTable.values())
                .filter(table -> names.contains(table.sourceName()))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(SourceTable.class)));
    }

    private static Dataset<Row> typed(TextStyles styles, SparkSession session, RunContext context) {
        SourceTable source = styles.table();
        styles.settled(styles.raw()
                        .withColumn(StagedTable.PAYLOAD, functions.to_json(functions.struct(functions.col("*")))))
                .createOrReplaceTempView(source.raw().sqlName());
        Map<String, Object> parameters = SqlParameters.of(context.day());
        parameters.put("ingest_day", context.ingestDay().date());
        return StagedTable.typed(source, session, parameters);
    }

    private static Passed stage(StagedTable table, SparkSession session, RunContext context) {
        Passing in = new Passing(table.judged(), table.figuresIn());
        Dataset<Row> unique = table.unique(in.rows());
        Passing out = new Passing(
                table.table() == SourceTable.INVOICES ? GivenUp.since(unique, context, session) : unique,
                table.figuresOut(context.asOf().date()));
        long staged = append(table, out.rows(), context);
        return new Passed(table, staged, in.figures(), out.figures());
    }

    private static long append(StagedTable table, Dataset<Row> rows, RunContext context) {
        return context.append(table.table().staging(), rows);
    }

    /** By currency where the table has one; that takes another, narrow read of raw. */
    private static void writeCounts(List<Passed> passed, Set<SourceTable> stating, RunContext context) {
        List<Row> totals = new ArrayList<>();
        List<Dataset<Row>> parts = new ArrayList<>();
        for (Passed each : passed) {
            if (each.rowsIn() > 0 && stating.contains(each.table().table())) {
                parts.add(each.table().counts());
            } else if (each.rowsIn() > 0) {
                totals.add(RowFactory.create(
                        each.table().table().sourceName(), StagedTable.ALL_CURRENCIES, each.rowsIn(), each.amountIn()));
            }
        }
        Dataset<Row> counts = parts.stream().reduce(context.spark().createDataFrame(totals, COUNTS), Dataset::union);
        context.append(Table.OPS_COUNTS, counts.coalesce(1));
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
        Dataset<Row> rows = parts.stream().reduce(Dataset::union).orElseGet(() -> context.spark()
                .createDataFrame(List.of(), passed.get(0).table().refused().schema()));
        context.append(Table.OPS_QUARANTINE, rows);
    }

    private static StageReport report(List<Passed> passed, List<String> notes) {
        Map<String, Number> measures = new LinkedHashMap<>();
        measures.put("rows", passed.stream().mapToLong(Passed::staged).sum());
        measures.put(
                "quarantined",
                passed.stream()
                        .mapToLong(each -> each.refused() + each.conflicting())
                        .sum());
        for (Passed each : passed) {
            measures.put(each.table().table().staging().sqlName(), each.staged());
        }
        return new StageReport(measures, notes);
    }
}
