package io.arrears.testing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Rows of the staging tables, each a map from column to value; absent columns are null. Registers as temporary views. */
public record StagedRows(Map<String, List<Map<String, Object>>> tables) {

    private static final String CLOCKS = ", visible_from date, conflict_from date";
    private static final LocalDate NEVER = LocalDate.of(9999, 12, 31);

    /** Columns of the staging tables that observations may read, and mutable ones they must not. */
    public static final Map<String, StructType> SCHEMAS = schemas();

    public static StagedRows empty() {
        Map<String, List<Map<String, Object>>> tables = new TreeMap<>();
        SCHEMAS.keySet().forEach(table -> tables.put(table, new ArrayList<>()));
        return new StagedRows(tables);
    }

    private static Map<String, StructType> schemas() {
        Map<String, String> ddl = new TreeMap<>();
        ddl.put(
                "stg_invoices",
                "invoice_id string, order_id string, customer_id string, invoice_date date, due_date date, "
                        + "amount decimal(19,4), currency string, status string, stored_amount_paid decimal(19,4), "
                        + "stored_paid_date date");
        ddl.put(
                "stg_charges",
                "charge_id string, invoice_id string, charge_date date, amount decimal(19,4), " + "new_due_date date");
        ddl.put(
                "stg_payments",
                "payment_id string, invoice_id string, payment_date date, amount decimal(19,4), "
                        + "is_success boolean");
        ddl.put(
                "stg_customers",
                "customer_id string, customer_name string, segment string, region string, country string, "
                        + "signup_date date, credit_score int, credit_limit decimal(19,4)");
        ddl.put(
                "stg_orders",
                "order_id string, customer_id string, order_date date, sku string, qty decimal(19,4), "
                        + "price decimal(19,4), discount decimal(19,4), gross_amount decimal(19,4), net_amount decimal(19,4), "
                        + "status string, sales_rep_id string, currency string");
        ddl.put(
                "stg_returns",
                "return_id string, order_id string, customer_id string, sku string, return_date date, "
                        + "qty decimal(19,4), refund_amount decimal(19,4), reason string");
        ddl.put("stg_products", "sku string, category string, cost_price decimal(19,4), list_price decimal(19,4)");
        ddl.put(
                "stg_transactions",
                "attempt_id string, order_id string, invoice_id string, customer_id string, "
                        + "attempted_at timestamp, attempt_date date, amount decimal(19,4), result_status string, "
                        + "is_success boolean, is_refund boolean, provider string, payment_method string, currency string, "
                        + "country string, device string, transaction_type string, reason_code string, stored_retries int, "
                        + "is_chargeback boolean, payment_date date");
        ddl.put("stg_credit_notes", "credit_note_id string, invoice_id string, credit_date date, amount decimal(19,4)");
        ddl.put("stg_write_offs", "write_off_id string, invoice_id string, write_off_date date, amount decimal(19,4)");
        ddl.put("stg_disputes", "dispute_id string, invoice_id string, opened_date date, closed_date date");
        Map<String, StructType> schemas = new TreeMap<>();
        ddl.forEach((table, columns) -> schemas.put(table, StructType.fromDDL(columns + CLOCKS)));
        return schemas;
    }

    /** Adds a row of alternating column names and values; visible_from is given, conflict_from is never. */
    public void add(String table, LocalDate visibleFrom, Object... namesAndValues) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            row.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        row.put("visible_from", visibleFrom);
        row.put("conflict_from", NEVER);
        tables.get(table).add(row);
    }

    public List<Map<String, Object>> of(String table) {
        return tables.get(table);
    }

    /** What the database held at the end of a day: later rows are not there, later conflicts have not come up. */
    public StagedRows truncatedTo(LocalDate day) {
        StagedRows kept = copy();
        kept.tables.values().forEach(rows -> {
            rows.removeIf(row -> date(row, "visible_from").isAfter(day));
            rows.stream()
                    .filter(row -> date(row, "conflict_from").isAfter(day))
                    .forEach(row -> row.put("conflict_from", NEVER));
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
                "payment_id",
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
        SCHEMAS.forEach((table, schema) -> {
            List<Row> rows = tables.get(table).stream()
                    .map(row -> RowFactory.create(java.util.Arrays.stream(schema.fieldNames())
                            .map(name -> sqlValue(row.get(name)))
                            .toArray()))
                    .toList();
            session.createDataFrame(rows, schema).createOrReplaceTempView(table);
        });
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
