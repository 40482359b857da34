package io.arrears.testing;

import io.arrears.config.Settings;
import io.arrears.lake.AsOf;
import io.arrears.lake.SourceTable;
import io.arrears.lake.Table;
import io.arrears.transform.SqlFile;
import io.arrears.transform.SqlParameters;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Staging tables written out as values, and the tables built on them, as temporary views of one session. A table that a
 * test does not fill is empty, as an absent source table is.
 */
public final class StagedRows {

    private static final Map<SourceTable, String> COLUMNS = Map.of(
            SourceTable.INVOICES, "invoice_id string, order_id string, customer_id string, invoice_date date, "
                    + "due_date date, amount decimal(19,4), currency string, status string, "
                    + "stored_amount_paid decimal(19,4), stored_paid_date date, known_at date, is_reconstructed boolean",
            SourceTable.CHARGES, "charge_id string, invoice_id string, charge_date date, amount decimal(19,4), "
                    + "new_due_date date",
            SourceTable.PAYMENTS, "payment_id string, invoice_id string, payment_date date, amount decimal(19,4), "
                    + "is_success boolean",
            SourceTable.CUSTOMERS, "customer_id string, customer_name string, segment string, region string, "
                    + "country string, signup_date date, credit_score int, credit_limit decimal(19,4)",
            SourceTable.ORDERS, "order_id string, customer_id string, order_date date, sku string, qty decimal(19,4), "
                    + "price decimal(19,4), discount decimal(19,4), gross_amount decimal(19,4), "
                    + "net_amount decimal(19,4), status string, sales_rep_id string, currency string",
            SourceTable.RETURNS, "return_id string, order_id string, customer_id string, sku string, return_date date, "
                    + "qty decimal(19,4), refund_amount decimal(19,4), reason string",
            SourceTable.PRODUCTS, "sku string, category string, cost_price decimal(19,4), list_price decimal(19,4)",
            SourceTable.SALES_REPS, "sales_rep_id string, sales_rep_name string, territory string, quota decimal(19,4)",
            SourceTable.TRANSACTIONS, "attempt_id string, order_id string, invoice_id string, customer_id string, "
                    + "attempted_at timestamp, attempt_date date, amount decimal(19,4), result_status string, "
                    + "is_success boolean, is_refund boolean, provider string, payment_method string, currency string, "
                    + "country string, device string, transaction_type string, reason_code string, stored_retries int, "
                    + "is_chargeback boolean, invoice_date date, payment_date date");

    private final SparkSession session;
    private final Map<String, Object> parameters;

    private StagedRows(SparkSession session, Map<String, Object> parameters) {
        this.session = session;
        this.parameters = parameters;
    }

    /** All staging tables, empty, in a new session; the settings of reference.conf with the overrides given. */
    public static StagedRows on(String asOf, Map<String, String> overrides) {
        SparkSession session = TestSpark.session();
        Settings settings = Settings.load(Optional.empty(), new TreeMap<>(overrides));
        StagedRows rows = new StagedRows(session, SqlParameters.of(AsOf.parse(asOf), settings));
        for (SourceTable table : SourceTable.values()) {
            rows.put(table, session.createDataFrame(java.util.List.<Row>of(),
                    org.apache.spark.sql.types.StructType.fromDDL(COLUMNS.get(table))));
        }
        return rows;
    }

    public SparkSession session() {
        return session;
    }

    /** Fills a staging table; {@code columns} name those that {@code values} lists, the others are null. */
    public StagedRows with(SourceTable table, String columns, String values) {
        return put(table, session.sql("select * from values " + values + " as t(" + columns + ")"));
    }

    /** Fills a staging table with rows that may lack columns; they are cast to the staging types. */
    public StagedRows put(SourceTable table, Dataset<Row> rows) {
        StringBuilder select = new StringBuilder("select ");
        for (String column : COLUMNS.get(table).split(", ")) {
            String name = column.substring(0, column.indexOf(' '));
            String value = java.util.List.of(rows.columns()).contains(name) ? name : "null";
            select.append("cast(").append(value).append(" as ").append(column.substring(name.length() + 1))
                    .append(") as ").append(name).append(", ");
        }
        String date = table.eventDate().map(name -> name.equals("attempted_at") ? "attempt_date" : name).orElse(null);
        rows.createOrReplaceTempView("rows_of_" + table.sourceName());
        String when = date == null ? "date '0001-01-01'" : "coalesce(cast(" + date + " as date), date '0001-01-01')";
        boolean dated = date == null || java.util.List.of(rows.columns()).contains(date);
        keep(table.staging().sqlName(), session.sql(select + (dated ? when : "date '0001-01-01'")
                + " as visible_from, date '9999-12-31' as conflict_from from rows_of_" + table.sourceName()));
        return this;
    }

    /** Builds tables from their SQL files, in this order, each as a view of its name. */
    public StagedRows build(Collection<Table> tables) {
        tables.forEach(table -> keep(table.sqlName(), SqlFile.of(table).on(session, parameters)));
        return this;
    }

    /** The rows of a query as text, one line a row, fields parted by a bar. */
    public String rows(String query) {
        StringBuilder lines = new StringBuilder();
        for (Row row : session.sql(query).collectAsList()) {
            lines.append(row.mkString("|")).append('\n');
        }
        return lines.toString();
    }

    /** A view over the rows themselves: what reads it does not compute them again. */
    public void keep(String view, Dataset<Row> rows) {
        session.createDataFrame(rows.collectAsList(), rows.schema()).createOrReplaceTempView(view);
    }
}
