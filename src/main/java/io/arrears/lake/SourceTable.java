package io.arrears.lake;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The tables Arrears reads from a billing database, by their canonical names and columns (the contract with the
 * source): whether a run needs the table, the column whose sum is conserved through staging, and the columns.
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
            required("invoice_date").day(),
            optional("due_date").day(),
            required("amount").number(),
            optional("net_amount").number(),
            optional("tax_amount").number(),
            optional("currency"),
            optional("status").orCalled("payment_status"),
            optional("status_date").day(),
            optional("discount_until").day(),
            optional("discount_amount").number(),
            optional("amount_paid").number(),
            optional("paid_date").day(),
            optional("known_at").day()),
    CHARGES(
            "amount",
            required("invoice_id"),
            required("charge_date").day(),
            required("amount").number(),
            optional("new_due_date").day(),
            optional("known_at").day()),
    INSTALMENTS(
            "amount",
            required("invoice_id"),
            required("due_date").day(),
            required("amount").number()),
    PAYMENTS(
            true,
            "amount",
            optional("payment_id"),
            required("invoice_id"),
            optional("customer_id"),
            required("payment_date").day(),
            required("amount").number(),
            optional("currency"),
            optional("success_flag"),
            optional("reverses_payment_id"),
            optional("known_at").day()),
    CUSTOMERS(
            "credit_limit",
            required("customer_id"),
            optional("name"),
            optional("segment").orCalled("seg"),
            optional("region"),
            optional("country"),
            optional("signup_date").day(),
            optional("credit_score").number(),
            optional("credit_limit").number(),
            optional("do_not_contact")),
    ORDERS(
            "price",
            required("order_id"),
            required("customer_id"),
            required("order_date").day(),
            optional("sku"),
            optional("qty").number(),
            optional("price").number(),
            optional("discount").number(),
            optional("status"),
            optional("sales_rep_id"),
            optional("currency")),
    RETURNS(
            "refund_amount",
            optional("return_id"),
            optional("order_id"),
            optional("customer_id"),
            optional("sku"),
            required("return_date").day(),
            optional("qty").number(),
            required("refund_amount").number(),
            optional("net_amount").number(),
            optional("tax_amount").number(),
            optional("currency"),
            optional("reason"),
            optional("known_at").day()),
    PRODUCTS(
            "list_price",
            required("sku"),
            optional("category"),
            optional("cost_price").number(),
            optional("list_price").number()),
    SALES_REPS(
            "quota",
            required("sales_rep_id"),
            optional("name"),
            optional("territory"),
            optional("quota").number()),
    TRANSACTIONS(
            "amount",
            optional("order_id"),
            optional("invoice_id"),
            optional("customer_id"),
            optional("attempt_id"),
            required("attempted_at").day().orCalled("auth_ts"),
            required("amount").number(),
            required("result_status"),
            optional("provider"),
            optional("payment_method"),
            optional("currency"),
            optional("country"),
            optional("device"),
            optional("transaction_type"),
            optional("reason_code"),
            optional("retries").number(),
            optional("chargeback_flag"),
            optional("invoice_date").day(),
            optional("payment_date").day()),
    FX_RATES(
            "rate",
            required("from_currency").orCalled("currency"),
            optional("to_currency"),
            required("rate_date").day(),
            required("rate").number(),
            optional("known_at").day()),
    CREDIT_NOTES(
            "amount",
            optional("credit_note_id"),
            required("invoice_id"),
            required("credit_date").day(),
            required("amount").number(),
            optional("currency"),
            optional("reason"),
            optional("known_at").day()),
    WRITE_OFFS(
            "amount",
            optional("write_off_id"),
            required("invoice_id"),
            required("write_off_date").day(),
            required("amount").number(),
            optional("currency"),
            optional("reason"),
            optional("known_at").day()),
    DISPUTES(
            "amount",
            optional("dispute_id"),
            required("invoice_id"),
            required("opened_date").day(),
            optional("closed_date").day(),
            optional("amount").number(),
            optional("reason"),
            optional("outcome"),
            optional("known_at").day()),
    PROMISES(
            "amount",
            optional("promise_id"),
            required("invoice_id"),
            required("promise_date").day(),
            required("pay_by_date").day(),
            optional("amount").number(),
            optional("known_at").day()),
    CONTACTS(
            "cost",
            optional("contact_id"),
            optional("customer_id"),
            optional("invoice_id"),
            required("contact_date").day(),
            optional("channel"),
            optional("outcome"),
            optional("cost").number(),
            optional("known_at").day()),
    INVOICE_LINES(
            "net_amount",
            required("invoice_id"),
            optional("line_id"),
            optional("order_id"),
            optional("sku"),
            optional("qty").number(),
            required("net_amount").number(),
            optional("tax_amount").number()),
    ORDER_LINES(
            "price",
            required("order_id"),
            optional("line_id"),
            optional("sku"),
            optional("qty").number(),
            optional("price").number(),
            optional("discount").number()),
    SHIPMENTS(
            "qty",
            optional("shipment_id"),
            required("order_id"),
            optional("sku"),
            required("shipped_date").day(),
            optional("delivered_date").day(),
            optional("qty").number(),
            optional("known_at").day()),
    OUTCOMES(
            "cost",
            optional("outcome_id"),
            optional("claim_id"),
            optional("customer_id"),
            required("action_date").day(),
            optional("action"),
            optional("channel"),
            optional("result"),
            optional("cost").number(),
            optional("actor"),
            optional("undoes_outcome_id"),
            optional("known_at").day()),
    DISPOSITIONS(
            SourceTable.NO_AMOUNT,
            optional("disposition_id"),
            required("finding_id"),
            required("decided_date").day(),
            optional("decision"),
            optional("until_date").day(),
            optional("reason"),
            optional("owner"),
            optional("known_at").day());

    /** The amount of rows that have none, as SQL: nothing is conserved but their number. */
    private static final String NO_AMOUNT = "null";

    private final boolean required;
    private final String amount;
    private final List<SourceColumn> columns;

    /** One that a run can do without. */
    SourceTable(String amount, SourceColumn... columns) {
        this(false, amount, columns);
    }

    SourceTable(boolean required, String amount, SourceColumn... columns) {
        this.required = required;
        this.amount = amount;
        this.columns = List.of(columns);
    }

    private static SourceColumn required(String name) {
        return new SourceColumn(name, List.of(), true, SourceColumn.Kind.TEXT);
    }

    private static SourceColumn optional(String name) {
        return new SourceColumn(name, List.of(), false, SourceColumn.Kind.TEXT);
    }

    /** Whether a run stops when the source does not have this table. */
    public boolean required() {
        return required;
    }

    /**
     * What is conserved through staging, in SQL: a column of money, or what comes closest to it; {@code null}: nothing
     * is.
     */
    public String amount() {
        return amount;
    }

    public List<SourceColumn> columns() {
        return columns;
    }

    /** Names of the columns of this kind. */
    public List<String> columns(SourceColumn.Kind kind) {
        return columns.stream()
                .filter(column -> column.kind() == kind)
                .map(SourceColumn::name)
                .toList();
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
