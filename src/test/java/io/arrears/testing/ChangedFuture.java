package io.arrears.testing;

import java.util.ArrayList;
import java.util.List;

/** Changes of a sample company's database that a run for a day must not notice: rows dated or known after it. */
public record ChangedFuture(String asOf) {

    /** Each of one kind in one table; new rows have ids that no other row has. {@code :day} is the as-of day. */
    private static final List<String> CHANGES = List.of(
            "delete from payments where payment_date > :day and payment_id % 3 = 0",
            "update payments set amount = amount * 7 + 1, payment_date = payment_date + 3, success_flag = not success_flag"
                    + " where payment_date > :day and payment_id % 3 = 1",
            "insert into payments select 1500000000 + row_number() over (), invoice_id, customer_id, :day + 1 + (payment_id % 60)::int,"
                    + " amount, true, null from payments where payment_id % 5 = 0",
            "insert into payments select 1600000000 + row_number() over (), invoice_id, customer_id, payment_date, amount, true,"
                    + " :day + 1 from payments where payment_date <= :day and payment_id % 5 = 1",
            "delete from invoices where invoice_date > :day and invoice_id % 2 = 0",
            "update invoices set amount = 1, currency = 'JPY', customer_id = 1, order_id = 1"
                    + " where invoice_date > :day and invoice_id % 2 = 1",
            "insert into invoices select 1500000000 + row_number() over (), order_id, customer_id, invoice_date, due_date,"
                    + " amount, currency, status, amount_paid, paid_date, :day + 2 from invoices where invoice_id % 9 = 0",
            "insert into charges select invoice_id, :day + 3, -amount, :day - 180, null from invoices where invoice_id % 9 = 1",
            "insert into orders select 1500000000 + row_number() over (), customer_id, :day + 4, sku, qty, price,"
                    + " discount, 'completed', sales_rep_id, currency from orders where order_id % 9 = 0",
            "insert into returns select 1500000000 + row_number() over (), order_id, customer_id, sku, :day + 5, qty,"
                    + " price, 'late', null from orders where order_id % 9 = 1",
            "insert into transactions select 1500000000 + row_number() over (), order_id, invoice_id, customer_id,"
                    + " attempted_at + interval '1 year', amount, 'success', provider, payment_method, currency, country,"
                    + " device, transaction_type, reason_code, retries, chargeback_flag, invoice_date, payment_date"
                    + " from transactions where attempted_at >= (:day - 364)::timestamptz and attempt_id % 3 = 0",
            "insert into customers select 1500000000 + row_number() over (), name, segment, region, country,"
                    + " :day + 6, credit_score, credit_limit from customers where customer_id % 9 = 0");

    private static final int LEAST = 1000;

    public static ChangedFuture of(String asOf) {
        return new ChangedFuture(asOf);
    }

    /** One query that makes all changes and returns one row with the number of rows of each. */
    public String query() {
        List<String> changes = new ArrayList<>();
        List<String> counts = new ArrayList<>();
        for (int i = 0; i < CHANGES.size(); i++) {
            changes.add("changed%d as (%s returning 1)"
                    .formatted(i, CHANGES.get(i).replace(":day", "date '" + asOf + "'")));
            counts.add("(select count(*) from changed%d)".formatted(i));
        }
        return "with " + String.join(", ", changes) + " select " + String.join(", ", counts);
    }

    /** What of the promised changes did not happen, from the row that the query returned; empty when all is well. */
    public List<String> shortage(List<String> answer) {
        List<String> wrong = new ArrayList<>();
        String[] counts = answer.get(0).split("\\|");
        int total = 0;
        for (int i = 0; i < CHANGES.size(); i++) {
            int rows = Integer.parseInt(counts[i]);
            total += rows;
            if (rows == 0) {
                wrong.add("no row met: " + CHANGES.get(i));
            }
        }
        if (total < LEAST) {
            wrong.add("only %d rows changed, %d are promised".formatted(total, LEAST));
        }
        return wrong;
    }
}
