package io.arrears.transform;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import io.arrears.lake.KnownRows;
import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Money that goes back without saying of which invoice: its row names the payment that it takes back alone. Where that
 * payment is of one invoice, so is the reversal; of a payment over several invoices, or partly on account, nothing says which
 * part came back, and the reversal stays on account.
 */
final class NamedReversals {

    private static final String INVOICE = "invoice_id";
    private static final String OF = "of_invoice";
    private static final String SINCE = "paid_from";

    private NamedReversals() {}

    /** Typed rows of payments; those that take a payment of one invoice back have its invoice. */
    static Dataset<Row> placed(Dataset<Row> payments) {
        Column isLoose = coalesce(col(INVOICE).isNull().and(col("amount").lt(0)), lit(false));
        Column[] columns = Arrays.stream(payments.columns())
                .map(name ->
                        name.equals(INVOICE) ? coalesce(col(INVOICE), col(OF)).as(INVOICE) : col(name))
                .toArray(Column[]::new);
        Dataset<Row> loose = payments.where(isLoose);
        Dataset<Row> placed = loose.join(
                        taken(payments),
                        col("reverses_payment_id")
                                .equalTo(col("taken_id"))
                                .and(col(SINCE).leq(col(KnownRows.VISIBLE_FROM))),
                        "left")
                .select(columns);
        return payments.where(isLoose.equalTo(false)).unionByName(placed);
    }

    /** Payments of one invoice alone, and since when they are known. */
    private static Dataset<Row> taken(Dataset<Row> payments) {
        return payments.where("amount > 0 and is_success and refused_because is null")
                .groupBy(col("payment_id").as("taken_id"))
                .agg(
                        countDistinct(coalesce(col(INVOICE), lit(""))).as("invoices"),
                        min(INVOICE).as(OF),
                        max(KnownRows.VISIBLE_FROM).as(SINCE))
                .where("invoices = 1 and of_invoice is not null")
                .drop("invoices");
    }
}
