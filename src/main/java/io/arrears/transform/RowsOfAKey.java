package io.arrears.transform;

import io.arrears.lake.KnownRows;
import io.arrears.lake.SourceColumn;
import io.arrears.lake.SourceTable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.functions;

/**
 * What rows of one key are to each other: copies of one fact, or facts that contradict each other. In most tables
 * copies are equal in all columns. Money that is spread over invoices has a key of several columns; there rows of one
 * day and amount are copies, whatever else they say, and {@code entry} parts the rows of a number that are facts beside
 * each other.
 */
final class RowsOfAKey {

    /** The column of staging with the number of source rows that a row represents. */
    static final String COPIES = "source_copies";

    private static final String ENTRY = "entry";
    private static final String REST = "rest";
    private static final String IS_COPY = "is_later_copy";
    private static final String NTH = "nth_of_key";
    private static final Column NEVER = functions.make_date(functions.lit(9999), functions.lit(12), functions.lit(31));

    private final List<String> columns;
    private final List<String> key;
    /** The columns in which copies are equal, the key first. */
    private final List<String> fact;
    /** What copies known on one day may differ in. */
    private final List<String> rest;

    /** @param columns all columns of staging, the clocks' ends and the number of copies aside */
    RowsOfAKey(SourceTable table, List<String> columns) {
        this.columns = columns;
        this.key = table.staging().key();
        this.fact = key.size() == 1 ? columns : allocation(table, key);
        this.rest = columns.stream()
                .filter(name -> !fact.contains(name) && !name.equals(KnownRows.VISIBLE_FROM))
                .toList();
    }

    private static List<String> allocation(SourceTable table, List<String> key) {
        Set<String> names = new LinkedHashSet<>(key);
        table.columns().stream()
                .map(SourceColumn::name)
                .filter(name -> name.endsWith("_date"))
                .findFirst()
                .ifPresent(names::add);
        names.add(table.amount());
        return List.copyOf(names);
    }

    /**
     * A copy that became known after the row it repeats: it contradicts itself from its first day on, and never counts.
     */
    static Column isLaterCopy() {
        return functions.col(KnownRows.CONFLICT_FROM).equalTo(functions.col(KnownRows.VISIBLE_FROM));
    }

    /**
     * The rows that count from some day on, with the number of their copies of that day; and the copies that became
     * known later, each a row by itself that never counts, so that they change no earlier day.
     */
    Dataset<Row> staged(Dataset<Row> clean) {
        Column visible = functions.col(KnownRows.VISIBLE_FROM);
        Column conflict = functions.col(KnownRows.CONFLICT_FROM);
        Dataset<Row> placed = placed(distinct(clean, List.of()));
        Column counts = functions.col(NTH).equalTo(1).and(visible.lt(conflict));
        if (rest.isEmpty()) {
            return placed.where(counts).drop(NTH, IS_COPY);
        }
        Column isCopy = functions.col(IS_COPY);
        Column known = functions.concat(functions.lit("copy known "), visible);
        return placed.where(counts.or(isCopy.and(conflict.equalTo(NEVER))))
                .withColumn(
                        ENTRY,
                        functions
                                .when(
                                        isCopy,
                                        functions.concat_ws(
                                                " ", functions.nullif(functions.col(ENTRY), functions.lit("")), known))
                                .otherwise(functions.col(ENTRY)))
                .withColumn(
                        KnownRows.CONFLICT_FROM, functions.when(isCopy, visible).otherwise(conflict))
                .drop(NTH, IS_COPY);
    }

    /**
     * All rows of the keys whose facts contradict each other, with the day from which each is refused. The first of
     * them stays in staging until the second appears, so a row that comes later never changes the past.
     *
     * @param extra what else to keep of rows that are copies, as aggregates
     */
    Dataset<Row> contradicting(Dataset<Row> clean, List<Column> extra) {
        Column visible = functions.col(KnownRows.VISIBLE_FROM);
        Column conflict = functions.col(KnownRows.CONFLICT_FROM);
        Column isFirst = functions.col(NTH).equalTo(1);
        Dataset<Row> troubled = clean.groupBy(named(key))
                .agg(
                        functions.min(functions.xxhash64(named(fact))).as("least"),
                        functions.max(functions.xxhash64(named(fact))).as("most"))
                .where(functions.col("least").notEqual(functions.col("most")))
                .select(key.stream()
                        .map(name -> functions.col(name).as("troubled_" + name))
                        .toArray(Column[]::new));
        Column sameKey = key.stream()
                .map(name -> clean.col(name).eqNullSafe(functions.col("troubled_" + name)))
                .reduce(functions.lit(true), Column::and);
        return placed(distinct(clean.join(functions.broadcast(troubled), sameKey, "left_semi"), extra))
                .withColumn("is_staged", isFirst.and(visible.lt(conflict)))
                .withColumn(
                        "first_visible_from",
                        functions
                                .when(isFirst, functions.greatest(visible, conflict))
                                .otherwise(visible));
    }

    /** Copies made one, with their number; all rows of a key in one partition: the only shuffle. */
    private Dataset<Row> distinct(Dataset<Row> clean, List<Column> extra) {
        List<String> grouped = new ArrayList<>(fact);
        if (!rest.isEmpty()) {
            grouped.add(KnownRows.VISIBLE_FROM);
        }
        List<Column> aggregates = new ArrayList<>(extra);
        if (!rest.isEmpty()) {
            aggregates.add(functions.min(functions.struct(named(rest))).as(REST));
        }
        Dataset<Row> distinct = clean.repartition(functions.col(key.get(0)))
                .groupBy(named(grouped))
                .agg(functions.count(functions.lit(1)).cast("int").as(COPIES), aggregates.toArray(Column[]::new));
        if (rest.isEmpty()) {
            return distinct;
        }
        List<Column> selected = new ArrayList<>();
        columns.forEach(name -> selected.add(
                rest.contains(name) ? functions.col(REST + "." + name).as(name) : functions.col(name)));
        for (String name : distinct.columns()) {
            if (!columns.contains(name) && !name.equals(REST)) {
                selected.add(functions.col(name));
            }
        }
        return distinct.select(selected.toArray(Column[]::new));
    }

    /**
     * The place of each row in its key, copies known later last, and the day on which a second fact contradicts the
     * first.
     */
    private Dataset<Row> placed(Dataset<Row> distinct) {
        Column visible = functions.col(KnownRows.VISIBLE_FROM);
        Column isCopy = rest.isEmpty()
                ? functions.lit(false)
                : functions
                        .row_number()
                        .over(Window.partitionBy(named(fact)).orderBy(visible))
                        .gt(1);
        // Which of two rows of one day comes first matters only where the one is a copy of a row of another day.
        List<Column> order = new ArrayList<>(List.of(visible));
        if (!rest.isEmpty()) {
            order.add(0, functions.col(IS_COPY));
            order.addAll(List.of(named(fact)));
        }
        WindowSpec ofKey = Window.partitionBy(named(key)).orderBy(order.toArray(Column[]::new));
        Column second = functions
                .nth_value(functions.when(functions.not(functions.col(IS_COPY)), visible), 2)
                .over(ofKey.rowsBetween(Window.unboundedPreceding(), Window.unboundedFollowing()));
        return distinct.withColumn(IS_COPY, isCopy)
                .withColumn(NTH, functions.row_number().over(ofKey))
                .withColumn(KnownRows.CONFLICT_FROM, functions.coalesce(second, NEVER));
    }

    private static Column[] named(List<String> names) {
        return names.stream().map(functions::col).toArray(Column[]::new);
    }
}
