package io.arrears.lake;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The tables Arrears reads from a billing database, by their canonical names and columns (the contract with the source):
 * whether a run needs the table, the column whose sum is conserved through staging, and the columns.
 *
 * <p>Raw tables hold exactly these columns as text; an optional one that the source does not have is null.
 */
public enum SourceTable {
    INVOICES(
            true,
            "amount",
            required("invoice_id"),
            optional("order_id"),
            optional("customer_id"),
            required("invoice_date"),
            optional("due_date"),
            required("amount"),
            optional("currency"),
            optional("status").orCalled("payment_status"),
            optional("amount_paid"),
            optional("paid_date"),
            optional("known_at")),
    CHARGES(
            false,
            "amount",
            required("invoice_id"),
            required("charge_date"),
            required("amount"),
            optional("new_due_date"),
            optional("known_at")),
    PAYMENTS(
            true,
            "amount",
            optional("payment_id"),
            required("invoice_id"),
            required("payment_date"),
            required("amount"),
            optional("success_flag"),
            optional("known_at")),
    CUSTOMERS(
            false,
            "credit_limit",
            required("customer_id"),
            optional("name"),
            optional("segment").orCalled("seg"),
            optional("region"),
            optional("country"),
            optional("signup_date"),
            optional("credit_score"),
            optional("credit_limit")),
    ORDERS(
            false,
            "price",
            required("order_id"),
            required("customer_id"),
            required("order_date"),
            optional("sku"),
            optional("qty"),
            optional("price"),
            optional("discount"),
            optional("status"),
            optional("sales_rep_id"),
            optional("currency")),
    RETURNS(
            false,
            "refund_amount",
            optional("return_id"),
            optional("order_id"),
            optional("customer_id"),
            optional("sku"),
            required("return_date"),
            optional("qty"),
            required("refund_amount"),
            optional("reason"),
            optional("known_at")),
    PRODUCTS(
            false, "list_price", required("sku"), optional("category"), optional("cost_price"), optional("list_price")),
    SALES_REPS(false, "quota", required("sales_rep_id"), optional("name"), optional("territory"), optional("quota")),
    TRANSACTIONS(
            false,
            "amount",
            optional("order_id"),
            optional("invoice_id"),
            optional("customer_id"),
            optional("attempt_id"),
            required("attempted_at").orCalled("auth_ts"),
            required("amount"),
            required("result_status"),
            optional("provider"),
            optional("payment_method"),
            optional("currency"),
            optional("country"),
            optional("device"),
            optional("transaction_type"),
            optional("reason_code"),
            optional("retries"),
            optional("chargeback_flag"),
            optional("invoice_date"),
            optional("payment_date")),
    FX_RATES(
            false,
            "rate",
            required("from_currency").orCalled("currency"),
            optional("to_currency"),
            required("rate_date"),
            required("rate"),
            optional("known_at")),
    CREDIT_NOTES(
            false,
            "amount",
            optional("credit_note_id"),
            required("invoice_id"),
            required("credit_date"),
            required("amount"),
            optional("reason"),
            optional("known_at")),
    WRITE_OFFS(
            false,
            "amount",
            optional("write_off_id"),
            required("invoice_id"),
            required("write_off_date"),
            required("amount"),
            optional("reason"),
            optional("known_at")),
    DISPUTES(
            false,
            "amount",
            optional("dispute_id"),
            required("invoice_id"),
            required("opened_date"),
            optional("closed_date"),
            optional("amount"),
            optional("reason"),
            optional("outcome"),
            optional("known_at")),
    PROMISES(
            false,
            "amount",
            optional("promise_id"),
            required("invoice_id"),
            required("promise_date"),
            required("pay_by_date"),
            optional("amount"),
            optional("known_at")),
    CONTACTS(
            false,
            "cost",
            optional("contact_id"),
            optional("customer_id"),
            optional("invoice_id"),
            required("contact_date"),
            optional("channel"),
            optional("outcome"),
            optional("cost"),
            optional("known_at")),
    SHIPMENTS(
            false,
            "qty",
            optional("shipment_id"),
            required("order_id"),
            optional("sku"),
            required("shipped_date"),
            optional("delivered_date"),
            optional("qty"),
            optional("known_at"));

    /** One canonical column: its name, the other names a source may use, and whether the table is useless without it. */
    public record Column(String name, List<String> aliases, boolean required) {

        /** The same column, which the source may also call otherwise. */
        Column orCalled(String alias) {
            return new Column(
                    name, Stream.concat(aliases.stream(), Stream.of(alias)).toList(), required);
        }
    }

    private final boolean required;
    private final String amount;
    private final List<Column> columns;

    SourceTable(boolean required, String amount, Column... columns) {
        this.required = required;
        this.amount = amount;
        this.columns = List.of(columns);
    }

    private static Column required(String name) {
        return new Column(name, List.of(), true);
    }

    private static Column optional(String name) {
        return new Column(name, List.of(), false);
    }

    /** Whether a run stops when the source does not have this table. */
    public boolean required() {
        return required;
    }

    /** The column whose sum is conserved through staging: money, or what comes closest to it. */
    public String amount() {
        return amount;
    }

    public List<Column> columns() {
        return columns;
    }

    /** {@code invoices}: the name in the configuration and in messages. */
    public String sourceName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Table raw() {
        return Table.valueOf("RAW_" + name());
    }

    public Table staging() {
        return Table.valueOf("STG_" + name());
    }

    /** The source table that becomes this staging table; empty for tables of other layers. */
    public static Optional<SourceTable> stagedAs(Table staging) {
        return Arrays.stream(values())
                .filter(source -> source.staging() == staging)
                .findFirst();
    }
}
