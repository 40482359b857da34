package io.arrears.transform;

import io.arrears.lake.KnownRows;
import io.arrears.lake.SourceTable;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * One source table on its way from raw to staging. The SQL file judges each row by itself; {@link RowsOfAKey} compares
 * rows, and equal rows without a key of their own are numbered.
 */
final class StagedTable {

    /** Grows by one with every change of what is accepted, repaired or refused; stored with every quarantined row. */
    static final int RULE_VERSION = 4;

    static final String CONFLICT = "conflicting_key";

    private static final String NUMBERED = "is_numbered";
    private static final String VISIBLE = KnownRows.VISIBLE_FROM;
    static final String PAYLOAD = "payload";
    private static final String SOURCE_KEY = "source_key";
    private static final String CURRENCY = "currency";
    private static final String VALUE = "gross_amount";
    /** Of rows that state no currency: their amounts are control totals. */
    static final String ALL_CURRENCIES = "*";
    /** One type for the amounts of all tables in the quarantine; rates have more digits and lose them here only. */
    private static final DataType CONTROL_TOTAL = DataTypes.createDecimalType(19, 4);

    private final SourceTable table;
    private final String number;
    private final Dataset<Row> judged;
    private final boolean numbered;
    private final RowsOfAKey rowsOfAKey;

    /** @param typed rows of {@link #typed} */
    StagedTable(SourceTable table, Dataset<Row> typed, Currencies currencies) {
        this.table = table;
        this.number = table.staging().key().get(0);
        this.judged = currencies.settled(table, typed);
        this.numbered = Arrays.asList(judged.columns()).contains(NUMBERED);
        this.rowsOfAKey = new RowsOfAKey(table, columns());
    }

    /** The rows of the view {@code raw_<table>} of the session, each judged by itself; money is not yet rounded. */
    static Dataset<Row> typed(SourceTable table, SparkSession session, Map<String, Object> parameters) {
        return SqlFile.of(table.staging()).on(session, parameters);
    }

    SourceTable table() {
        return table;
    }

    /** Names of the rules that repair rows of this table. */
    List<String> fixes() {
        return Arrays.stream(judged.columns())
                .filter(name -> name.startsWith(RowMarks.FIX))
                .toList();
    }

    /** Every row with the columns of staging, the repairs it needed and why it is refused. */
    Dataset<Row> judged() {
        List<String> kept = new ArrayList<>(columns());
        kept.addAll(fixes());
        kept.add(RowMarks.REFUSED);
        return judged.select(named(kept));
    }

    /**
     * The rows of staging among rows of {@link #judged()}: one a fact, with the day on which its key becomes doubtful.
     */
    Dataset<Row> unique(Dataset<Row> rows) {
        Dataset<Row> staged =
                rowsOfAKey.staged(rows.where(functions.col(RowMarks.REFUSED).isNull()));
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
        Dataset<Row> rows = judged.where(functions.col(RowMarks.REFUSED).isNotNull())
                .groupBy(
                        functions.col(SOURCE_KEY),
                        functions.col(RowMarks.REFUSED).as("reason_code"),
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
                        judged.where(functions.col(RowMarks.REFUSED).isNull()),
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
                functions.count(functions.col(RowMarks.REFUSED)).as("refused"),
                functions.sum(amount()).as("amount"),
                functions.sum(functions.abs(amount())).as("gross"),
                functions.sum(functions.abs(worth())).as("worth")));
        fixes().forEach(fix -> figures.add(functions
                .count_if(functions.col(fix).and(functions.col(RowMarks.REFUSED).isNull()))
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

    /** What the source itself says: money of rows that state no currency is a control total. */
    private Column currency() {
        Column all = functions.lit(ALL_CURRENCIES);
        return (states(judged) ? functions.coalesce(functions.col(RowMarks.STATED), all) : all).as("currency");
    }

    private static boolean states(Dataset<Row> rows) {
        return Arrays.asList(rows.columns()).contains(RowMarks.STATED);
    }

    /**
     * Sums of what {@link #figuresIn} counts as worth, by currency; {@link #ALL_CURRENCIES} where rows have none of
     * their own.
     */
    Map<String, BigDecimal> worthByCurrency() {
        Column currency = has(CURRENCY) ? functions.col(CURRENCY) : functions.lit(ALL_CURRENCIES);
        Map<String, BigDecimal> sums = new TreeMap<>();
        judged.groupBy(currency.as(CURRENCY))
                .agg(functions.sum(functions.abs(worth())).cast("decimal(38,4)"))
                .collectAsList()
                .forEach(row -> sums.put(row.getString(0), row.isNullAt(1) ? BigDecimal.ZERO : row.getDecimal(1)));
        return sums;
    }

    private boolean has(String column) {
        return Arrays.asList(judged.columns()).contains(column);
    }

    /** The money of a row: of an order its value, of other rows their amount. */
    private Column worth() {
        return has(VALUE) ? functions.col(VALUE) : amount();
    }

    private Column amount() {
        return functions.expr(table.amount()).cast(CONTROL_TOTAL).as("amount");
    }

    private List<String> columns() {
        return Arrays.stream(judged.columns())
                .filter(name -> !name.startsWith(RowMarks.FIX)
                        && !List.of(RowMarks.REFUSED, PAYLOAD, SOURCE_KEY).contains(name))
                .toList();
    }

    private static Column[] named(List<String> names) {
        return names.stream().map(functions::col).toArray(Column[]::new);
    }
}
