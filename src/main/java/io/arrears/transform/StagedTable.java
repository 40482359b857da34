package io.arrears.transform;

import io.arrears.lake.KnownRows;
import io.arrears.lake.SourceTable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * One source table on its way from raw to staging. The SQL file judges each row by itself; {@link RowsOfAKey} compares rows,
 * and equal rows without a key of their own are numbered.
 */
final class StagedTable {

    /** Grows by one with every change of what is accepted, repaired or refused; stored with every quarantined row. */
    static final int RULE_VERSION = 4;

    /** Repairs are columns of this prefix in the SQL file; the rest of the name is the rule. */
    static final String FIX = "fix_";

    static final String REFUSED = "refused_because";
    static final String CONFLICT = "conflicting_key";

    private static final String NUMBERED = "is_numbered";
    private static final String VISIBLE = KnownRows.VISIBLE_FROM;
    static final String PAYLOAD = "payload";
    private static final String SOURCE_KEY = "source_key";
    /** Of tables without a currency column: their amounts are control totals. */
    static final String ALL_CURRENCIES = "*";
    /** One type for the amounts of all tables in the quarantine; rates have more digits and lose them here only. */
    private static final DataType CONTROL_TOTAL = DataTypes.createDecimalType(19, 4);

    private final SourceTable table;
    private final String number;
    private final Dataset<Row> judged;
    private final boolean numbered;
    private final RowsOfAKey rowsOfAKey;

    /** Judges the rows of the view {@code raw_<table>} of the session. */
    StagedTable(SourceTable table, SparkSession session, Map<String, Object> parameters) {
        this.table = table;
        this.number = table.staging().key().get(0);
        this.judged = SqlFile.of(table.staging()).on(session, parameters);
        this.numbered = Arrays.asList(judged.columns()).contains(NUMBERED);
        this.rowsOfAKey = new RowsOfAKey(table, columns());
    }

    SourceTable table() {
        return table;
    }

    /** Names of the rules that repair rows of this table. */
    List<String> fixes() {
        return Arrays.stream(judged.columns())
                .filter(name -> name.startsWith(FIX))
                .toList();
    }

    /** Every row with the columns of staging, the repairs it needed and why it is refused. */
    Dataset<Row> judged() {
        List<String> kept = new ArrayList<>(columns());
        kept.addAll(fixes());
        kept.add(REFUSED);
        return judged.select(named(kept));
    }

    /** The rows of staging among rows of {@link #judged()}: one a fact, with the day on which its key becomes doubtful. */
    Dataset<Row> unique(Dataset<Row> rows) {
        Dataset<Row> staged =
                rowsOfAKey.staged(rows.where(functions.col(REFUSED).isNull()));
        return numbered ? numbered(staged) : staged;
    }

    /** Equal rows without a key of their own are facts of their own: as many rows as copies, numbered in the key. */
    private Dataset<Row> numbered(Dataset<Row> distinct) {
        Column made = functions.col(NUMBERED);
        Dataset<Row> repeated = distinct.withColumn(
                "nth",
                functions.explode(functions.sequence(
                        functions.lit(1),
                        functions.when(made, functions.col(RowsOfAKey.COPIES)).otherwise(functions.lit(1)))));
        return repeated.withColumn(
                        number,
                        functions
                                .when(made, functions.concat_ws("-", functions.col(number), functions.col("nth")))
                                .otherwise(functions.col(number)))
                .withColumn(
                        RowsOfAKey.COPIES,
                        functions.when(made, functions.lit(1)).otherwise(functions.col(RowsOfAKey.COPIES)))
                .drop("nth", NUMBERED);
    }

    /** Rows that cannot be used, with the text the source gave. */
    Dataset<Row> refused() {
        Dataset<Row> rows = judged.where(functions.col(REFUSED).isNotNull())
                .groupBy(
                        functions.col(SOURCE_KEY),
                        functions.col(REFUSED).as("reason_code"),
                        functions.col(PAYLOAD),
                        functions.col(VISIBLE).as("first_visible_from"),
                        currency(),
                        amount())
                .agg(functions.count(functions.lit(1)).cast("int").as("copies"));
        return quarantine(rows.withColumn("is_staged", functions.lit(false)));
    }

    /**
     * All rows of the keys that have different payloads. The first of them stays in staging until the second appears,
     * so a row that comes later never changes the past.
     */
    Dataset<Row> conflicting() {
        Dataset<Row> rows = rowsOfAKey
                .contradicting(
                        judged.where(functions.col(REFUSED).isNull()),
                        List.of(
                                functions.min(PAYLOAD).as(PAYLOAD),
                                functions.min(SOURCE_KEY).as(SOURCE_KEY)))
                .withColumn("reason_code", functions.lit(CONFLICT))
                .withColumn("copies", functions.col(RowsOfAKey.COPIES));
        return quarantine(rows.withColumn("currency", currency()).withColumn("amount", amount()));
    }

    private Dataset<Row> quarantine(Dataset<Row> rows) {
        return rows.select(
                functions.lit(table.sourceName()).as("source_table"),
                functions.col(SOURCE_KEY),
                functions.col("reason_code"),
                functions.lit(RULE_VERSION).as("rule_version"),
                functions.col(PAYLOAD),
                functions.col("copies"),
                functions.col("first_visible_from"),
                functions.col("is_staged"),
                functions.col("currency"),
                functions.col("amount"));
    }

    /** Rows and amounts the source gave, by currency, whatever becomes of them. Reads two columns. */
    Dataset<Row> counts() {
        return judged.groupBy(currency())
                .agg(
                        functions.count(functions.lit(1)).as("rows_in"),
                        functions
                                .coalesce(functions.sum(amount()), functions.lit(0))
                                .cast("decimal(38,4)")
                                .as("amount_in"))
                .select(
                        functions.lit(table.sourceName()).as("source_table"), functions.col("currency"),
                        functions.col("rows_in"), functions.col("amount_in"));
    }

    /** What is counted of every row on its way in: the name of each figure and the aggregate. */
    List<Column> figuresIn() {
        List<Column> figures = new ArrayList<>(List.of(
                functions.count(functions.lit(1)).as("rows"),
                functions.count(functions.col(REFUSED)).as("refused"),
                functions.sum(amount()).as("amount"),
                functions.sum(functions.abs(amount())).as("gross")));
        fixes().forEach(fix -> figures.add(functions
                .count_if(functions.col(fix).and(functions.col(REFUSED).isNull()))
                .as(fix)));
        return figures;
    }

    /** What is counted of every row on its way out, at the as-of day where it matters. */
    List<Column> figuresOut(LocalDate asOf) {
        Column copies = functions.col(RowsOfAKey.COPIES);
        Column future = functions.col(VISIBLE).gt(functions.lit(asOf));
        Column clean =
                functions.not(future).and(functions.col(KnownRows.CONFLICT_FROM).gt(functions.lit(asOf)));
        List<Column> figures = new ArrayList<>(List.of(functions.sum(copies).as("kept")));
        figures.addAll(rowsAndAmount("clean", functions.when(clean, 1)));
        Column later = RowsOfAKey.isLaterCopy();
        figures.add(functions.count_if(later).as("later_copies"));
        figures.addAll(rowsAndAmount(
                "duplicate", functions.when(clean, copies.minus(1)).when(later.and(functions.not(future)), copies)));
        figures.addAll(rowsAndAmount("not_yet", functions.when(future, copies)));
        return figures;
    }

    private List<Column> rowsAndAmount(String name, Column count) {
        return List.of(
                functions.sum(count).as(name),
                functions.sum(amount().multiply(count)).as(name + "_amount"));
    }

    /** Whether the source names a currency in each row. */
    boolean hasCurrency() {
        return Arrays.asList(judged.columns()).contains("currency");
    }

    private Column currency() {
        return (hasCurrency() ? functions.col("currency") : functions.lit(ALL_CURRENCIES)).as("currency");
    }

    private Column amount() {
        return functions.col(table.amount()).cast(CONTROL_TOTAL).as("amount");
    }

    private List<String> columns() {
        return Arrays.stream(judged.columns())
                .filter(name -> !name.startsWith(FIX)
                        && !List.of(REFUSED, PAYLOAD, SOURCE_KEY).contains(name))
                .toList();
    }

    private static Column[] named(List<String> names) {
        return names.stream().map(functions::col).toArray(Column[]::new);
    }
}
