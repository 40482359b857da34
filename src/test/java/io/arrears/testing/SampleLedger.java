package io.arrears.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.arrears.lake.SourceTable;
import io.arrears.lake.Table;
import io.arrears.transform.SqlStages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The sample ledger of the folder that {@code arrears.data} names, typed as staging would. */
public final class SampleLedger {

    private static final Path DATA = Path.of(System.getProperty("arrears.data", "../shared/data"), "seed-leakage");
    private static final Map<String, StagedValues> BOOKS = new ConcurrentHashMap<>();

    private SampleLedger() {}

    /**
     * The books of a day with every mart, built with the first call for it: for tests that only read. Skips the test where
     * the sample is not there.
     */
    public static StagedValues books(String asOf) {
        assumeTrue(
                Files.isDirectory(DATA),
                "the sample ledger is not at " + DATA.toAbsolutePath().normalize());
        return BOOKS.computeIfAbsent(asOf, SampleLedger::build);
    }

    private static StagedValues build(String asOf) {
        StagedValues rows = StagedValues.on(asOf, Map.of("currency.default", "INR"));
        rows.put(
                SourceTable.INVOICES,
                csv(
                        rows,
                        "invoices",
                        "invoice_id, order_id, invoice_date, due_date, "
                                + "round(amount, 2) as amount, 'INR' as currency, payment_status as status"));
        rows.put(
                SourceTable.PAYMENTS,
                csv(
                        rows,
                        "payments",
                        "payment_id, invoice_id, payment_date, "
                                + "round(amount, 2) as amount, cast(success_flag as boolean) as is_success"));
        rows.put(
                SourceTable.ORDERS,
                csv(
                        rows,
                        "orders",
                        "order_id, customer_id, order_date, sku, "
                                + "round(cast(qty as decimal(19,4)) * cast(price as decimal(19,4)) - cast(discount as decimal(19,4)), 2)"
                                + " as net_amount, status, sales_rep_id, 'INR' as currency"));
        rows.put(SourceTable.CUSTOMERS, csv(rows, "customers", "customer_id, seg as segment, region, signup_date"));
        rows.put(
                SourceTable.RETURNS,
                csv(
                        rows,
                        "returns",
                        "return_id, order_id, return_date, qty, "
                                + "round(refund_amount, 2) as refund_amount, reason"));
        return rows.build(SqlStages.state()).build(Table.marts());
    }

    private static Dataset<Row> csv(StagedValues rows, String name, String select) {
        rows.maker()
                .read()
                .option("header", true)
                .csv(DATA.resolve(name + ".csv").toString())
                .createOrReplaceTempView("csv");
        return rows.maker().sql("select " + select + " from csv");
    }
}
