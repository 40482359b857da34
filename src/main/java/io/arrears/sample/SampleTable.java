package io.arrears.sample;

import java.util.Locale;

/** The source tables of the sample company, with PostgreSQL types; charges have no key, as in many systems. */
enum SampleTable {
    CUSTOMERS(
            "customer_id",
            "customer_id int, name text, segment text, region text, country text, signup_date date, "
                    + "credit_score int, credit_limit numeric(12,2)"),
    ORDERS(
            "order_id",
            "order_id bigint, customer_id int, order_date date, sku text, qty int, price numeric(12,2), "
                    + "discount numeric(12,2), status text, sales_rep_id int, currency text"),
    INVOICES(
            "invoice_id",
            "invoice_id bigint, order_id bigint, customer_id int, invoice_date date, due_date date, "
                    + "amount numeric(12,2), currency text, status text, amount_paid numeric(12,2), paid_date date, "
                    + "known_at date"),
    CHARGES(null, "invoice_id bigint, charge_date date, amount numeric(12,2), new_due_date date, known_at date"),
    PAYMENTS(
            "payment_id",
            "payment_id bigint, invoice_id bigint, customer_id int, payment_date date, amount numeric(12,2), "
                    + "success_flag boolean, known_at date"),
    RETURNS(
            "return_id",
            "return_id bigint, order_id bigint, customer_id int, sku text, return_date date, qty int, "
                    + "refund_amount numeric(12,2), reason text, known_at date"),
    PRODUCTS("sku", "sku text, category text, cost_price numeric(12,2), list_price numeric(12,2)"),
    SALES_REPS("sales_rep_id", "sales_rep_id int, name text, territory text, quota numeric(12,2)"),
    TRANSACTIONS(
            "attempt_id",
            "attempt_id bigint, order_id bigint, invoice_id bigint, customer_id int, "
                    + "attempted_at timestamptz, amount numeric(12,2), result_status text, provider text, "
                    + "payment_method text, "
                    + "currency text, country text, device text, transaction_type text, reason_code text, retries int, "
                    + "chargeback_flag boolean, invoice_date date, payment_date date");

    /** Null where the rows have none. */
    final String key;

    final String columns;

    SampleTable(String key, String columns) {
        this.key = key;
        this.columns = columns;
    }

    String sqlName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
