package io.arrears.transform;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.explode_outer;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.negate;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.arrears.lake.KnownRows;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;

/**
 * Money that goes back without saying of which invoice: its row names the payment that it takes back alone. It takes
 * back what is left of the payment: all of it where the amounts are equal, in a row for each invoice that the payment
 * was for; else the one part that is equal; of a payment of one invoice any amount. Otherwise nothing says which
 * invoice is open again, and the reversal stays on account: of the payment's customer, where it names none. What became
 * known after the reversal decides nothing.
 */
final class NamedReversals {

    private static final String INVOICE = "invoice_id";
    private static final String AMOUNT = "amount";
    private static final String NAMED = "reverses_payment_id";
    private static final String SEEN = KnownRows.VISIBLE_FROM;
    private static final String PARTS = "parts_of_payment";
    private static final String PART = "part_of_payment";
    private static final String BACK = "back";
    private static final String CUSTOMER = "customer_id";
    private static final String PAYER = "customer_of_payment";
    /** Amounts are not yet rounded here: what differs by less is equal in every currency. */
    private static final double EQUAL = 0.0005;

    private NamedReversals() {}

    /**
     * Typed rows of payments; a reversal without an invoice has that of the payment it takes back, or a row for each.
     */
    static Dataset<Row> placed(Dataset<Row> payments) {
        Column isLoose = coalesce(
                col(INVOICE)
                        .isNull()
                        .and(col(AMOUNT).lt(0))
                        .and(col(NAMED).isNotNull())
                        .and(col("is_success")),
                lit(false));
        Dataset<Row> loose = payments.where(isLoose);
        Dataset<Row> parts = parts(loose, payments);
        Column theirs = col(NAMED)
                .equalTo(col("of_id"))
                .and(col(AMOUNT).equalTo(col("of_amount")))
                .and(col(SEEN).equalTo(col("of_day")));
        List<Column> columns = new ArrayList<>();
        for (String name : payments.columns()) {
            columns.add(
                    switch (name) {
                        case INVOICE -> col(PART).getField(INVOICE).as(INVOICE);
                        case AMOUNT ->
                            coalesce(col(PART).getField(BACK), col(AMOUNT)).as(AMOUNT);
                        case CUSTOMER -> coalesce(col(CUSTOMER), col(PAYER)).as(CUSTOMER);
                        default -> col(name);
                    });
        }
        Dataset<Row> placed = loose.join(parts, theirs, "left")
                .withColumn(PART, explode_outer(col(PARTS)))
                .select(columns.toArray(Column[]::new));
        return payments.where(isLoose.equalTo(false)).unionByName(placed);
    }

    /**
     * For the name, amount and day of each reversal: the invoices it takes money back from, and how much; null:
     * unknown.
     */
    private static Dataset<Row> parts(Dataset<Row> loose, Dataset<Row> payments) {
        Dataset<Row> reversals = loose.where("refused_because is null")
                .select(
                        col(NAMED).as("of_id"),
                        col(AMOUNT).as("of_amount"),
                        col(SEEN).as("of_day"))
                .distinct();
        Column isPaid = col(AMOUNT).gt(0);
        Dataset<Row> left = reversals
                .join(
                        moved(payments),
                        col("of_id").equalTo(col("id")).and(col("day").leq(col("of_day"))))
                .groupBy("of_id", "of_amount", "of_day", INVOICE)
                .agg(
                        sum(AMOUNT).as("left"),
                        count_if(isPaid).as("paid_rows"),
                        min(CUSTOMER).as("first"),
                        max(CUSTOMER).as("last"))
                .where("paid_rows > 0");
        DataType type = payments.schema().apply(AMOUNT).dataType();
        Column one = struct(col(INVOICE), negate(col("left")).cast(type).as(BACK));
        Column isLeft = col("left").gt(0);
        return left.groupBy("of_id", "of_amount", "of_day")
                .agg(
                        sum(when(isLeft, col("left"))).as("whole"),
                        collect_list(when(isLeft, one)).as("all"),
                        collect_list(when(isEqual("left"), one)).as("equal"),
                        min(INVOICE).as("only"),
                        min("first").as("first"),
                        max("last").as("last"),
                        count_if(lit(true)).as("invoices"),
                        max(col(INVOICE).isNull()).as("is_on_account"))
                .select(
                        col("of_id"),
                        col("of_amount"),
                        col("of_day"),
                        when(col("first").equalTo(col("last")), col("first")).as(PAYER),
                        when(isEqual("whole"), col("all"))
                                .when(expr("size(equal) = 1"), col("equal"))
                                .when(
                                        expr("invoices = 1 and not is_on_account"),
                                        array(struct(
                                                col("only").as(INVOICE),
                                                col("of_amount").cast(type).as(BACK))))
                                .as(PARTS));
    }

    private static Column isEqual(String amount) {
        return abs(col(amount).plus(col("of_amount"))).lt(EQUAL);
    }

    /** What each payment is for, once, and what reversals that name both have taken back of it. */
    private static Dataset<Row> moved(Dataset<Row> payments) {
        Dataset<Row> sound = payments.where("is_success and refused_because is null");
        Dataset<Row> paid = sound.where("amount > 0")
                .select(
                        col("payment_id").as("id"),
                        col(INVOICE),
                        day(),
                        col(AMOUNT),
                        col("payment_date"),
                        col(CUSTOMER),
                        lit("").as("by"));
        Dataset<Row> back = sound.where("amount < 0 and invoice_id is not null and reverses_payment_id is not null")
                .select(
                        col(NAMED).as("id"),
                        col(INVOICE),
                        day(),
                        col(AMOUNT),
                        col("payment_date"),
                        lit(null).cast("string").as(CUSTOMER),
                        col("payment_id").as("by"));
        return paid.union(back)
                .groupBy("id", INVOICE, AMOUNT, "payment_date", "by")
                .agg(min("day").as("day"), min(CUSTOMER).as(CUSTOMER));
    }

    private static Column day() {
        return col(SEEN).as("day");
    }
}
