package io.arrears.testing;

import io.arrears.lake.SourceColumn;
import io.arrears.lake.SourceTable;
import io.arrears.lake.Table;
import io.arrears.pipeline.RunContext;
import io.arrears.pipeline.SideBySide;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Rows as a source prints them, written as the raw slices of a run without a database. */
public final class RawRows {

    private final Map<SourceTable, List<Map<String, String>>> rows = new EnumMap<>(SourceTable.class);

    /** One clean row of each table under this key, dated 2024-03-01. */
    public static Map<String, String> clean(SourceTable table, String key) {
        Map<String, String> row = new LinkedHashMap<>();
        for (SourceColumn column : table.columns()) {
            row.put(column.name(), value(column.name(), key));
        }
        row.replace(table.staging().key().get(0), key);
        return row;
    }

    /** The column that says when a row happened; empty for tables without history. */
    public static Optional<String> eventDate(SourceTable table) {
        return table.columns().stream()
                .map(SourceColumn::name)
                .filter(name -> name.endsWith("_date") && !name.equals("due_date") || name.endsWith("_at"))
                .findFirst();
    }

    private static String value(String column, String key) {
        return switch (column) {
            case "invoice_date",
                    "charge_date",
                    "payment_date",
                    "order_date",
                    "return_date",
                    "signup_date",
                    "attempted_at",
                    "rate_date",
                    "credit_date",
                    "write_off_date",
                    "opened_date",
                    "promise_date",
                    "contact_date",
                    "shipped_date",
                    "action_date",
                    "decided_date" -> "2024-03-01";
            case "due_date",
                    "status_date",
                    "discount_until",
                    "new_due_date",
                    "paid_date",
                    "closed_date",
                    "pay_by_date",
                    "delivered_date",
                    "until_date" -> "2024-03-31";
            case "known_at" -> "2024-03-02";
            case "amount",
                    "net_amount",
                    "refund_amount",
                    "price",
                    "amount_paid",
                    "discount_amount",
                    "list_price",
                    "cost_price",
                    "quota",
                    "credit_limit",
                    "cost" -> "100.5";
            case "qty", "retries", "credit_score" -> "2";
            case "tax_amount" -> "0";
            case "discount" -> "0.25";
            case "currency" -> "EUR";
            // Every rate of a day has a currency of its own: its key.
            case "from_currency" -> currencyOf(key);
            case "to_currency" -> "EUR";
            case "rate" -> "0.0123456789";
            case "success_flag", "chargeback_flag", "do_not_contact" -> "true";
            case "result_status" -> "captured";
            case "decision" -> "dismissed";
            default -> column + " of " + key;
        };
    }

    private static String currencyOf(String key) {
        int hash = Math.floorMod(key.hashCode(), 26 * 26 * 26);
        return "" + (char) ('A' + hash / 676) + (char) ('A' + hash / 26 % 26) + (char) ('A' + hash % 26);
    }

    /** Adds a row: the clean one of this key with other values, given as column, value, column, value … */
    public RawRows add(SourceTable table, String key, String... changes) {
        Map<String, String> row = clean(table, key);
        for (int i = 0; i < changes.length; i += 2) {
            if (!row.containsKey(changes[i])) {
                throw new IllegalArgumentException(table + " has no column " + changes[i]);
            }
            row.put(changes[i], changes[i + 1]);
        }
        rows.computeIfAbsent(table, any -> new ArrayList<>()).add(row);
        return this;
    }

    /** The source has this table, and no row in it. */
    public RawRows addEmpty(SourceTable table) {
        rows.computeIfAbsent(table, any -> new ArrayList<>());
        return this;
    }

    /** Writes the raw slices of the tables that were added or are required, and says that every column is present. */
    public void write(RunContext context) {
        List<SourceTable> tables = Stream.of(SourceTable.values())
                .filter(table -> table.required() || rows.containsKey(table))
                .toList();
        SideBySide.map(tables, table -> context.lake()
                .append(
                        table.raw(),
                        context.asOf(),
                        context.run(),
                        context.slices(),
                        context.spark()
                                .createDataFrame(rowsOf(table), schema(table))
                                .coalesce(1)));
        List<Row> present = new ArrayList<>();
        rows.keySet().forEach(table -> table.columns()
                .forEach(column -> present.add(RowFactory.create(table.sourceName(), column.name(), true))));
        context.lake()
                .append(
                        Table.OPS_SOURCES,
                        context.asOf(),
                        context.run(),
                        context.slices(),
                        context.spark()
                                .createDataFrame(
                                        present,
                                        new StructType()
                                                .add("source_table", "string")
                                                .add("column_name", "string")
                                                .add("is_present", "boolean"))
                                .coalesce(1));
    }

    private List<Row> rowsOf(SourceTable table) {
        return rows.getOrDefault(table, List.of()).stream()
                .map(row -> RowFactory.create(row.values().toArray()))
                .toList();
    }

    private static StructType schema(SourceTable table) {
        StructType schema = new StructType();
        for (SourceColumn column : table.columns()) {
            schema = schema.add(column.name(), DataTypes.StringType);
        }
        return schema;
    }
}
