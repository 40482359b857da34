package io.arrears.testing;

import io.arrears.lake.Layer;
import io.arrears.lake.SourceTable;
import io.arrears.lake.Table;
import io.arrears.transform.SqlStages;
import io.arrears.transform.StagingColumns;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Rows of the staging tables, each a map from column to value; absent columns are null. Registers as temporary views. */
public record StagedRows(Map<String, List<Map<String, Object>>> tables) {

    private static final String COPIES = "source_copies";
    private static final String ENTRY = "entry";
    private static final String GIVEN_UP = "given_up_from";
    private static final Set<String> STATES = Set.of("void", "draft", "uncollectible", "written_off");
    private static final LocalDate NEVER = LocalDate.of(9999, 12, 31);

    /** The staging tables that observations read. */
    public static final Set<String> TABLES = SqlStages.abt(context -> false).reads().stream()
            .filter(table -> table.layer() == Layer.STAGING)
            .map(Table::sqlName)
            .collect(Collectors.toCollection(TreeSet::new));

    /** The same, as source tables. */
    public static final List<SourceTable> SOURCES = TABLES.stream()
            .flatMap(name -> SourceTable.stagedAs(Table.named(name).orElseThrow()).stream())
            .toList();

    public static StagedRows empty() {
        Map<String, List<Map<String, Object>>> tables = new TreeMap<>();
        TABLES.forEach(table -> tables.put(table, new ArrayList<>()));
        return new StagedRows(tables);
    }

    /** Adds a row of alternating column names and values; visible_from is given, conflict_from is never. */
    public void add(String table, LocalDate visibleFrom, Object... namesAndValues) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            row.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        row.put("visible_from", visibleFrom);
        row.put("conflict_from", NEVER);
        if (Table.named(table).orElseThrow().key().contains(ENTRY)) {
            row.putIfAbsent(ENTRY, "");
        }
        tables.get(table).add(row);
    }

    public List<Map<String, Object>> of(String table) {
        return tables.get(table);
    }

    /**
     * What the database held at the end of a day: later rows are not there, later conflicts have not come up, invoices are not
     * yet given up.
     */
    public StagedRows truncatedTo(LocalDate day) {
        StagedRows kept = copy();
        kept.tables.values().forEach(rows -> {
            rows.removeIf(row -> date(row, "visible_from").isAfter(day));
            rows.stream()
                    .filter(row -> date(row, "conflict_from").isAfter(day))
                    .forEach(row -> row.put("conflict_from", NEVER));
            rows.stream()
                    .filter(row ->
                            row.get(GIVEN_UP) != null && date(row, GIVEN_UP).isAfter(day))
                    .forEach(row -> {
                        row.put("status", "unpaid");
                        row.remove(GIVEN_UP);
                    });
        });
        return kept;
    }

    /** Rewrites every row of every table in a copy. */
    public StagedRows copy() {
        StagedRows copy = empty();
        tables.forEach((table, rows) -> rows.forEach(row -> copy.of(table).add(new LinkedHashMap<>(row))));
        return copy;
    }

    /** The same company under other names, so that several stand side by side in one database without meeting. */
    public StagedRows named(String prefix) {
        Set<String> names = Set.of(
                "invoice_id",
                "order_id",
                "customer_id",
                "charge_id",
                "instalment_id",
                "payment_id",
                "reverses_payment_id",
                "credit_note_id",
                "write_off_id",
                "return_id",
                "sku",
                "sales_rep_id",
                "attempt_id",
                "provider");
        UnaryOperator<Object> renamed = value -> value == null ? null : prefix + value;
        StagedRows copy = copy();
        copy.tables
                .values()
                .forEach(rows -> rows.forEach(row ->
                        row.replaceAll((column, value) -> names.contains(column) ? renamed.apply(value) : value)));
        return copy;
    }

    public void addAll(StagedRows other) {
        other.tables.forEach((table, rows) -> tables.get(table).addAll(rows));
    }

    /** Registers every table as a temporary view of the session. */
    public void register(SparkSession session) {
        TABLES.forEach(table -> {
            StructType schema = StagingColumns.of(Table.named(table).orElseThrow(), session);
            List<Row> rows = tables.get(table).stream()
                    .map(row -> RowFactory.create(java.util.Arrays.stream(schema.fieldNames())
                            .map(name -> sqlValue(value(row, name)))
                            .toArray()))
                    .toList();
            session.createDataFrame(rows, schema).createOrReplaceTempView(table);
        });
    }

    /** A status that is called as its state is that state, as staging reads it. */
    private static Object value(Map<String, Object> row, String column) {
        return switch (column) {
            case COPIES -> 1;
            case "stated_currency" -> "XXX".equals(row.get("currency")) ? null : row.get("currency");
            case "ledger_state" -> state(row);
            default -> row.get(column);
        };
    }

    private static Object state(Map<String, Object> row) {
        return STATES.stream()
                .filter(state -> state.equals(row.get("status")))
                .findFirst()
                .orElse(null);
    }

    private static Object sqlValue(Object value) {
        return value instanceof LocalDate day
                ? java.sql.Date.valueOf(day)
                : value instanceof java.time.LocalDateTime time
                        ? java.sql.Timestamp.from(time.toInstant(java.time.ZoneOffset.UTC))
                        : value;
    }

    public static LocalDate date(Map<String, Object> row, String column) {
        return (LocalDate) row.get(column);
    }
}
