package io.arrears.lake;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The tables Arrears reads from a billing database, by their canonical names and columns (the contract with the source).
 *
 * <p>Each column is written {@code name}, {@code name!} when required, or {@code name=alias=alias} when the source may
 * call it otherwise. Raw tables hold exactly these columns as text, missing optional ones as null.
 */
public enum SourceTable {
    INVOICES(
            true,
            "invoice_id",
            "invoice_date",
            "amount",
            "invoice_id!",
            "order_id",
            "customer_id",
            "invoice_date!",
            "due_date",
            "amount!",
            "currency",
            "status=payment_status",
            "amount_paid",
            "paid_date",
            "known_at"),
    CHARGES(false, null, "charge_date", "amount", "invoice_id!", "charge_date!", "amount!", "new_due_date", "known_at"),
    PAYMENTS(
            true,
            "payment_id",
            "payment_date",
            "amount",
            "payment_id",
            "invoice_id!",
            "payment_date!",
            "amount!",
            "success_flag",
            "known_at"),
    CUSTOMERS(
            false,
            "customer_id",
            "signup_date",
            "credit_limit",
            "customer_id!",
            "name",
            "segment=seg",
            "region",
            "country",
            "signup_date",
            "credit_score",
            "credit_limit"),
    ORDERS(
            false,
            "order_id",
            "order_date",
            "price",
            "order_id!",
            "customer_id!",
            "order_date!",
            "sku",
            "qty",
            "price",
            "discount",
            "status",
            "sales_rep_id",
            "currency"),
    RETURNS(
            false,
            "return_id",
            "return_date",
            "refund_amount",
            "return_id",
            "order_id",
            "customer_id",
            "sku",
            "return_date!",
            "qty",
            "refund_amount!",
            "reason",
            "known_at"),
    PRODUCTS(false, "sku", null, "list_price", "sku!", "category", "cost_price", "list_price"),
    SALES_REPS(false, "sales_rep_id", null, "quota", "sales_rep_id!", "name", "territory", "quota"),
    TRANSACTIONS(
            false,
            "attempt_id",
            "attempted_at",
            "amount",
            "order_id",
            "invoice_id",
            "customer_id",
            "attempt_id",
            "attempted_at!=auth_ts",
            "amount!",
            "result_status!",
            "provider",
            "payment_method",
            "currency",
            "country",
            "device",
            "transaction_type",
            "reason_code",
            "retries",
            "chargeback_flag",
            "invoice_date",
            "payment_date"),
    FX_RATES(
            false,
            null,
            "rate_date",
            "rate",
            "from_currency!=currency",
            "to_currency",
            "rate_date!",
            "rate!",
            "known_at"),
    CREDIT_NOTES(
            false,
            "credit_note_id",
            "credit_date",
            "amount",
            "credit_note_id",
            "invoice_id!",
            "credit_date!",
            "amount!",
            "reason",
            "known_at"),
    WRITE_OFFS(
            false,
            "write_off_id",
            "write_off_date",
            "amount",
            "write_off_id",
            "invoice_id!",
            "write_off_date!",
            "amount!",
            "reason",
            "known_at"),
    DISPUTES(
            false,
            "dispute_id",
            "opened_date",
            "amount",
            "dispute_id",
            "invoice_id!",
            "opened_date!",
            "closed_date",
            "amount",
            "reason",
            "outcome",
            "known_at"),
    PROMISES(
            false,
            "promise_id",
            "promise_date",
            "amount",
            "promise_id",
            "invoice_id!",
            "promise_date!",
            "pay_by_date!",
            "amount",
            "known_at"),
    CONTACTS(
            false,
            "contact_id",
            "contact_date",
            "cost",
            "contact_id",
            "customer_id",
            "invoice_id",
            "contact_date!",
            "channel",
            "outcome",
            "cost",
            "known_at"),
    SHIPMENTS(
            false,
            "shipment_id",
            "shipped_date",
            "qty",
            "shipment_id",
            "order_id!",
            "sku",
            "shipped_date!",
            "delivered_date",
            "qty",
            "known_at");

    /** One canonical column: its name, the other names a source may use, and whether the table is useless without it. */
    public record Column(String name, List<String> aliases, boolean required) {
        static Column of(String spec) {
            String[] names = spec.replace("!", "").split("=");
            return new Column(names[0], List.of(names).subList(1, names.length), spec.contains("!"));
        }
    }

    private final boolean required;
    private final String key;
    private final String eventDate;
    private final String amount;
    private final List<Column> columns;

    SourceTable(boolean required, String key, String eventDate, String amount, String... columns) {
        this.required = required;
        this.key = key;
        this.eventDate = eventDate;
        this.amount = amount;
        this.columns = Arrays.stream(columns).map(Column::of).toList();
    }

    /** Whether a run stops when the source does not have this table. */
    public boolean required() {
        return required;
    }

    /** The column that names a row, empty when the source has none (charges, fx_rates). The column itself may be absent or null. */
    public Optional<String> key() {
        return Optional.ofNullable(key);
    }

    /** The column that says when a row happened; empty for tables without history (products, sales reps). */
    public Optional<String> eventDate() {
        return Optional.ofNullable(eventDate);
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
}
