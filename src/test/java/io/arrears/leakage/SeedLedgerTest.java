package io.arrears.leakage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.arrears.config.Settings;
import io.arrears.config.SettingsLoader;
import io.arrears.lake.AsOf;
import io.arrears.lake.SourceTable;
import io.arrears.testing.StagedValues;
import io.arrears.transform.SqlParameters;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The known answers on the sample ledger as of 2025-12-31, to the cent. Skipped where the sample data is not there. */
class SeedLedgerTest {

    private static final Path DATA =
            Path.of(System.getProperty("arrears.data", "../shared/data")).resolve("seed-leakage");
    private static final Settings SETTINGS = SettingsLoader.load(Optional.empty(), Map.of());
    private static SparkSession session;

    @BeforeAll
    static void findLeakage() throws Exception {
        assumeTrue(Files.isDirectory(DATA), DATA.toAbsolutePath() + " is not there: set -Darrears.data=<folder>");
        StagedValues staged = StagedValues.on("2025-12-31", Map.of("currency.default", "INR"));
        session = staged.session();
        staged.put(SourceTable.ORDERS, Ledger.withTotals(csv("orders").selectExpr("*", "'INR' as currency")));
        staged.put(
                SourceTable.INVOICES,
                csv("invoices")
                        .selectExpr(
                                "*",
                                "'INR' as currency",
                                "payment_status as status",
                                "round(cast(amount_paid as decimal(19, 4)), 2) as stored_amount_paid",
                                "paid_date as stored_paid_date"));
        staged.put(SourceTable.PAYMENTS, csv("payments").selectExpr("*", "success_flag as is_success"));
        staged.put(SourceTable.RETURNS, csv("returns"));
        staged.put(SourceTable.CUSTOMERS, csv("customers"));
        staged.put(SourceTable.PRODUCTS, csv("products"));
        staged.build(StateViews.STATE);
        Dataset<Row> findings = ControlsStage.findings(
                ControlCatalogue.load().controls(),
                SETTINGS.policy(),
                session,
                SqlParameters.of(AsOf.parse("2025-12-31"), SETTINGS));
        staged.keep("find_leakage", findings);
    }

    /** Money rounded to the cent, as staging does. */
    private static Dataset<Row> csv(String table) {
        Dataset<Row> rows = session.read()
                .option("header", true)
                .csv(DATA.resolve(table + ".csv").toString());
        for (String column : new String[] {"amount", "refund_amount", "price", "discount"}) {
            if (List.of(rows.columns()).contains(column)) {
                rows = rows.withColumn(column, functions.expr("round(cast(" + column + " as decimal(19, 4)), 2)"));
            }
        }
        return rows;
    }

    @Test
    void countsAndAmountsAreTheKnownOnes() {
        assertEquals(0, count("B01"));
        assertEquals(0, count("B02"));
        assertEquals(0, count("P01"));
        assertEquals(1, count("P03"));
        assertEquals(33, count("P02"));
        assertEquals(7, count("R01"));
        assertEquals("3133.25", sum("amount", "control_id = 'R01'"));
        assertEquals(8, count("R02"));
        assertEquals(9, count("R03"));
        assertEquals(13, count("R06"));
        assertEquals(43, count("R11"));
        assertEquals(65, count("A06"));
    }

    @Test
    void invoicesOnCancelledOrdersAreOwedBackOrToVoid() {
        assertEquals(54, count("B06"));
        assertEquals(51, count("B06", "actual_amount > 0"));
        assertEquals("221827.64", sum("actual_amount", "control_id = 'B06'"));
        assertEquals(6, count("B06", "expected_amount > 0"));
        assertEquals("25129.29", sum("expected_amount", "control_id = 'B06'"));
        assertEquals(3, count("B06", "expected_amount > 0 and actual_amount > 0"));
        assertEquals(
                "247023.34",
                session.sql("select cast(sum(paid_amount) as decimal(19, 2)) from int_invoices "
                                + "where invoice_id in (select invoice_id from find_leakage where control_id = 'B06')")
                        .first()
                        .get(0)
                        .toString());
    }

    @Test
    void refundsOnOrdersNotMarkedReturnedAreTwelve() {
        assertEquals(12, count("R04", "evidence not like '%order returned'"));
    }

    private static long count(String control) {
        return count(control, "true");
    }

    private static long count(String control, String condition) {
        return session.table("find_leakage")
                .where("control_id = '" + control + "' and " + condition)
                .count();
    }

    private static String sum(String column, String condition) {
        return session.table("find_leakage")
                .where(condition)
                .selectExpr("cast(sum(" + column + ") as decimal(19, 2))")
                .first()
                .get(0)
                .toString();
    }
}
