package io.arrears.lake;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Staging tables of what the source need not have. Where it has none, nothing is written to the lake: who reads the table
 * gets no rows, in the columns that {@code sql/staging} would give them.
 */
public final class AbsentTable {

    private static final String MONEY = " decimal(19,4)";
    private static final String KNOWN = ", known_at date, is_reconstructed boolean";
    private static final String CLOCKS = ", visible_from date, source_copies int, conflict_from date";
    private static final Map<Table, StructType> COLUMNS = new EnumMap<>(Table.class);

    static {
        put(
                Table.STG_CHARGES,
                "charge_id string, invoice_id string, charge_date date, amount" + MONEY + ", new_due_date date"
                        + KNOWN);
        put(
                Table.STG_CUSTOMERS,
                "customer_id string, customer_name string, segment string, region string, "
                        + "country string, signup_date date, credit_score int, credit_limit" + MONEY);
        put(
                Table.STG_ORDERS,
                "order_id string, customer_id string, order_date date, sku string, qty" + MONEY + ", price"
                        + MONEY + ", discount" + MONEY + ", gross_amount" + MONEY + ", net_amount" + MONEY
                        + ", status string, sales_rep_id string, currency string");
        put(
                Table.STG_RETURNS,
                "return_id string, order_id string, customer_id string, sku string, return_date date, qty" + MONEY
                        + ", refund_amount" + MONEY + ", reason string" + KNOWN);
        put(Table.STG_PRODUCTS, "sku string, category string, cost_price" + MONEY + ", list_price" + MONEY);
        put(Table.STG_SALES_REPS, "sales_rep_id string, sales_rep_name string, territory string, quota" + MONEY);
        put(
                Table.STG_TRANSACTIONS,
                "attempt_id string, order_id string, invoice_id string, customer_id string, "
                        + "attempted_at timestamp, attempt_date date, amount" + MONEY + ", result_status string, "
                        + "is_success boolean, is_refund boolean, provider string, payment_method string, currency string, "
                        + "country string, device string, transaction_type string, reason_code string, stored_retries int, "
                        + "is_chargeback boolean, invoice_date date, payment_date date");
        put(
                Table.STG_FX_RATES,
                "fx_rate_id string, from_currency string, to_currency string, rate_date date, " + "rate decimal(24,10)"
                        + KNOWN);
        put(
                Table.STG_CREDIT_NOTES,
                "credit_note_id string, invoice_id string, credit_date date, amount" + MONEY + ", reason string"
                        + KNOWN);
        put(
                Table.STG_WRITE_OFFS,
                "write_off_id string, invoice_id string, write_off_date date, amount" + MONEY + ", reason string"
                        + KNOWN);
        put(
                Table.STG_DISPUTES,
                "dispute_id string, invoice_id string, opened_date date, closed_date date, amount" + MONEY
                        + ", reason string, outcome string" + KNOWN);
        put(
                Table.STG_PROMISES,
                "promise_id string, invoice_id string, promise_date date, pay_by_date date, amount" + MONEY + KNOWN);
        put(
                Table.STG_CONTACTS,
                "contact_id string, customer_id string, invoice_id string, contact_date date, "
                        + "channel string, outcome string, cost" + MONEY + KNOWN);
        put(
                Table.STG_SHIPMENTS,
                "shipment_id string, order_id string, sku string, shipped_date date, " + "delivered_date date, qty"
                        + MONEY + KNOWN);
    }

    private AbsentTable() {}

    private static void put(Table table, String columns) {
        COLUMNS.put(table, StructType.fromDDL(columns + CLOCKS));
    }

    /** The columns of each staging table that a source may lack. */
    public static Map<Table, StructType> columns() {
        return Map.copyOf(COLUMNS);
    }

    /** Whether the source was read and staged, and had no such table. */
    static boolean is(Table table, Slices slices) {
        return COLUMNS.containsKey(table)
                && slices.of(table).isEmpty()
                && slices.of(Table.OPS_COUNTS).isPresent();
    }

    static Dataset<Row> rows(Table table, SparkSession spark) {
        return spark.createDataFrame(List.of(), COLUMNS.get(table));
    }
}
