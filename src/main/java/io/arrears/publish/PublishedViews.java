package io.arrears.publish;

import io.arrears.config.ArrearsException;
import io.arrears.config.ExitCode;
import io.arrears.lake.AsOf;
import io.arrears.lake.KnownRows;
import io.arrears.lake.Lake;
import io.arrears.lake.Layer;
import io.arrears.lake.Pointers;
import io.arrears.lake.RunId;
import io.arrears.lake.Table;
import io.arrears.transform.SqlFile;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * A temporary view for each published table: marts, scores, findings, ABT, intermediate, staging, and the logs of the
 * runs. Raw text is not among them. Each view starts with as_of_date and run_id and shows exactly what the pointers
 * name.
 */
public final class PublishedViews {

    /** The findings of all published days up to the day, with their first and last: {@code sql/findings}. */
    static final String HISTORY = "leakage_finding_history";

    private static final SqlFile HISTORY_SQL = SqlFile.read("sql/findings/" + HISTORY + ".sql");
    private static final StructType POINTER =
            new StructType().add(Lake.AS_OF, DataTypes.DateType, false).add(Lake.RUN, DataTypes.StringType, false);

    private final SparkSession session;
    private final Lake lake;
    private final Optional<AsOf> asOf;
    private final TreeMap<LocalDate, Map<Table, RunId>> pointers;

    private PublishedViews(SparkSession session, Lake lake, Optional<AsOf> asOf) {
        this.session = session;
        this.lake = lake.in(session);
        this.asOf = asOf;
        this.pointers = new Pointers(this.lake).all();
    }

    /**
     * Registers every published table in the session; readers see one state, whatever is published meanwhile.
     *
     * @throws ArrearsException when nothing is published for the day
     */
    public static Set<Table> register(SparkSession session, Lake lake, Optional<AsOf> asOf) {
        return register(session, lake, asOf, Arrays.asList(Table.values()));
    }

    /**
     * Registers those of the given tables that are published; opening a table takes time, so name the ones you
     * need.
     */
    public static Set<Table> register(SparkSession session, Lake lake, Optional<AsOf> asOf, Collection<Table> wanted) {
        PublishedViews views = new PublishedViews(session, lake, asOf);
        views.refuseUnpublishedDay();
        Set<Table> registered = new LinkedHashSet<>(views.published());
        registered.retainAll(wanted);
        registered.forEach(views::show);
        return registered;
    }

    /** What a query may name, in the order of the catalogue: {@code stg_invoices, …, mart_kpis, …}. */
    static String names(SparkSession session, Lake lake, Optional<AsOf> asOf) {
        List<Table> published = new PublishedViews(session, lake, asOf).published();
        String tables = published.stream().map(Table::sqlName).collect(Collectors.joining(", "));
        return published.contains(Table.FIND_LEAKAGE) ? tables + ", " + HISTORY : tables;
    }

    /**
     * Registers {@link #HISTORY} where findings are published, over the slices that count on each day up to the day
     * asked for: the same whatever the order in which the days were run.
     */
    static void registerHistory(SparkSession session, Lake lake, Optional<AsOf> asOf) {
        PublishedViews views = new PublishedViews(session, lake, Optional.empty());
        asOf.ifPresent(day -> views.pointers.tailMap(day.date(), false).clear());
        if (views.slices(Table.FIND_LEAKAGE).isEmpty()
                || views.slices(Table.FIND_CONTROLS).isEmpty()) {
            return;
        }
        views.rows(Table.FIND_LEAKAGE).createOrReplaceTempView("finding_slices");
        views.rows(Table.FIND_CONTROLS).createOrReplaceTempView("control_slices");
        HISTORY_SQL.on(session, Map.of()).createOrReplaceTempView(HISTORY);
    }

    /** Of a staging table also what each day knew of it. */
    private void show(Table table) {
        Dataset<Row> rows = rows(table);
        rows.createOrReplaceTempView(table.sqlName());
        if (KnownRows.has(table)) {
            rows.where(KnownRows.condition(Lake.AS_OF)).createOrReplaceTempView(KnownRows.viewOf(table));
        }
    }

    private void refuseUnpublishedDay() {
        if (asOf.isPresent() && !pointers.containsKey(asOf.get().date())) {
            throw new ArrearsException(
                    ExitCode.BAD_REQUEST,
                    "nothing is published for " + asOf.get() + " in the lake " + lake.root()
                            + (pointers.isEmpty() ? ": run it first" : "; published are " + pointers.keySet()));
        }
    }

    private List<Table> published() {
        return Arrays.stream(Table.values())
                .filter(table -> table.layer() != Layer.RAW)
                .filter(table ->
                        table.isLog() ? lake.exists(table) : !slices(table).isEmpty())
                .toList();
    }

    /** The slice that counts, by day. */
    private TreeMap<LocalDate, RunId> slices(Table table) {
        TreeMap<LocalDate, RunId> slices = new TreeMap<>();
        pointers.forEach((day, runs) -> {
            if (runs.containsKey(table)
                    && asOf.map(only -> only.date().equals(day)).orElse(true)) {
                slices.put(day, runs.get(table));
            }
        });
        return slices;
    }

    private Dataset<Row> rows(Table table) {
        if (table.isLog()) {
            return lakeColumnsFirst(logRows(table));
        }
        TreeMap<LocalDate, RunId> slices = slices(table);
        Dataset<Row> rows = lake.readSlices(table, slices.values());
        // One ingest may serve many days: its rows appear under each of them.
        return lakeColumnsFirst(table.keyedByIngest() ? rows.drop(Lake.AS_OF).join(daysOf(slices), Lake.RUN) : rows);
    }

    private Dataset<Row> logRows(Table table) {
        Dataset<Row> rows = lake.readAll(table);
        boolean dated = Arrays.asList(rows.columns()).contains(Lake.AS_OF);
        return asOf.isPresent() && dated
                ? rows.where(functions.col(Lake.AS_OF).equalTo(asOf.get().date()))
                : rows;
    }

    private Dataset<Row> daysOf(TreeMap<LocalDate, RunId> slices) {
        List<Row> days = new ArrayList<>();
        slices.forEach((day, run) -> days.add(RowFactory.create(Date.valueOf(day), run.text())));
        return functions.broadcast(session.createDataFrame(days, POINTER));
    }

    private static Dataset<Row> lakeColumnsFirst(Dataset<Row> rows) {
        Set<String> names = new LinkedHashSet<>(List.of(Lake.AS_OF, Lake.RUN));
        names.retainAll(Arrays.asList(rows.columns()));
        names.addAll(Arrays.asList(rows.columns()));
        return rows.select(
                names.stream().map(name -> functions.col('`' + name + '`')).toArray(Column[]::new));
    }
}
