package io.arrears.transform;

import static io.arrears.lake.SourceTable.CREDIT_NOTES;
import static io.arrears.lake.SourceTable.INVOICES;
import static io.arrears.lake.SourceTable.PAYMENTS;
import static io.arrears.lake.SourceTable.WRITE_OFFS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.arrears.lake.AsOf;
import io.arrears.lake.SourceTable;
import io.arrears.lake.Table;
import io.arrears.testing.RawRows;
import io.arrears.testing.TestPostgres;
import io.arrears.testing.TestRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** One payment, credit note or write-off over several invoices: what is a copy, what a contradiction, what a fact beside. */
@TestInstance(Lifecycle.PER_CLASS)
class AllocationsTest {

    @TempDir
    static Path lake;

    private TestRun run;

    @BeforeAll
    void stage() {
        RawRows rows = new RawRows().add(INVOICES, "I1").add(INVOICES, "I2");
        pay(rows, "over-two", "I1", "60");
        pay(rows, "over-two", "I2", "40");
        pay(rows, "copied", "I1", "60");
        pay(rows, "copied", "I1", "60.00", "customer_id", "another", "reverses_payment_id", null);
        pay(rows, "late-copy", "I1", "60");
        pay(rows, "late-copy", "I1", "60", "known_at", "2024-05-01");
        pay(rows, "late-copy", "I1", "60", "known_at", "2024-06-01");
        pay(rows, "two-amounts", "I1", "60");
        pay(rows, "two-amounts", "I1", "61", "known_at", "2024-05-01");
        pay(rows, "two-amounts", "I2", "7");
        pay(rows, "two-days", "I1", "60");
        pay(rows, "two-days", "I1", "60", "payment_date", "2024-02-01");
        pay(rows, "copy-and-two-amounts", "I1", "60");
        pay(rows, "copy-and-two-amounts", "I1", "60", "known_at", "2024-04-01");
        pay(rows, "copy-and-two-amounts", "I1", "61", "known_at", "2024-05-01");
        pay(rows, "taken-back", "I1", "60");
        pay(rows, "taken-back", "I1", "-60", "payment_date", "2024-03-09");
        pay(rows, "taken-back", "I1", "-60", "payment_date", "2024-03-09");
        pay(rows, "taken-back", "I1", "-20", "payment_date", "2024-03-19");
        pay(rows, "tried-twice", "I1", "60", "success_flag", "false");
        pay(rows, "tried-twice", "I1", "60", "payment_date", "2024-03-04");
        pay(rows, "bounced", "I1", "35");
        pay(rows, "bounce", null, "-35", "reverses_payment_id", "bounced", "payment_date", "2024-03-09");
        pay(rows, "bounce-of-two", null, "-100", "reverses_payment_id", "over-two", "payment_date", "2024-03-09");
        pay(rows, "bounce-of-part", null, "-40", "reverses_payment_id", "partly", "payment_date", "2024-03-09");
        pay(rows, "partly", "I1", "60");
        pay(rows, "partly", null, "40");
        back(rows, "bounce-of-whole-part", "-100", "partly");
        for (String each : List.of("second", "third", "fourth", "grows")) {
            pay(rows, each, "I1", "60");
            pay(rows, each, "I2", "40");
        }
        pay(rows, "grows", "I3", "40", "known_at", "2024-05-01");
        back(rows, "bounce-of-one", "-40", "second");
        back(rows, "bounce-of-rest", "-60", "second");
        back(rows, "bounce-of-some", "-50", "third");
        pay(rows, "fourth-i1", "I1", "-60", "reverses_payment_id", "fourth", "payment_date", "2024-03-08");
        back(rows, "bounce-of-left", "-40", "fourth");
        back(rows, "bounce-before", "-40", "grows");
        pay(rows, "on-account", null, "80", "customer_id", "C7");
        pay(rows, "bounce-on-account", null, "-30", "customer_id", null, "reverses_payment_id", "on-account");
        pay(rows, "alike", "I1", "50");
        pay(rows, "alike", "I2", "50");
        back(rows, "bounce-of-either", "-50", "alike");
        back(rows, "bounce-of-none", "-50", "no-such-payment");
        pay(rows, "nowhere", null, "60");
        pay(rows, "nowhere", null, "60");
        pay(rows, null, "I1", "60");
        pay(rows, null, "I1", "60");
        pay(rows, null, "I1", "60", "customer_id", "another");
        for (SourceTable table : List.of(CREDIT_NOTES, WRITE_OFFS)) {
            rows.add(table, "over-two", "invoice_id", "I1").add(table, "over-two", "invoice_id", "I2");
            rows.add(table, "copied", "invoice_id", "I1");
            rows.add(table, "copied", "invoice_id", "I1", "reason", "another");
            rows.add(table, "two-amounts", "invoice_id", "I1");
            rows.add(table, "two-amounts", "invoice_id", "I1", "amount", "7");
            rows.add(table, "taken-back", "invoice_id", "I1");
            rows.add(table, "taken-back", "invoice_id", "I1", "amount", "-100.5");
        }
        run = TestRun.of(
                lake,
                "2024-06-30",
                1,
                TestPostgres.settings(
                        "none",
                        Map.of("quality.max-quarantined-row-share", "1", "quality.max-quarantined-amount-share", "1")));
        rows.write(run.context());
        run.stage();
    }

    private static void pay(RawRows rows, String number, String invoice, String amount, String... others) {
        List<String> changes = new ArrayList<>(List.of("payment_id", "", "invoice_id", "", "amount", amount));
        changes.set(1, number);
        changes.set(3, invoice);
        changes.addAll(List.of("reverses_payment_id", ""));
        changes.set(7, null);
        changes.addAll(java.util.Arrays.asList(others));
        rows.add(PAYMENTS, String.valueOf(number), changes.toArray(String[]::new));
    }

    /** Money that goes back of a payment and names no invoice. */
    private static void back(RawRows rows, String number, String amount, String payment) {
        pay(rows, number, null, amount, "reverses_payment_id", payment, "payment_date", "2024-03-09");
    }

    /** Invoice, amount, whether it counts as money, copies; of the rows that the day knows. */
    private List<String> known(String number, String day) {
        return run.rows(
                "select invoice_id, cast(amount as decimal(9, 2)), is_success, source_copies from stg_payments where "
                        + "payment_id = '" + number + "' and visible_from <= date '" + day
                        + "' and conflict_from > date '"
                        + day + "'",
                Table.STG_PAYMENTS);
    }

    @Test
    void aPaymentOverSeveralInvoicesIsARowOfEach() {
        assertEquals(List.of("I1|60.00|true|1", "I2|40.00|true|1"), known("over-two", "2024-06-30"));
    }

    @Test
    void aReversalThatNamesAPaymentOfOneInvoiceIsOfThatInvoice() {
        assertEquals(List.of("I1|-35.00|true|1"), known("bounce", "2024-06-30"));
    }

    @Test
    void aReversalOfAllThatIsLeftOfAPaymentIsARowOfEachInvoice() {
        assertEquals(List.of("I1|-60.00|true|1", "I2|-40.00|true|1"), known("bounce-of-two", "2024-06-30"));
        assertEquals(List.of("I1|-60.00|true|1", "null|-40.00|true|1"), known("bounce-of-whole-part", "2024-06-30"));
        assertEquals(List.of("I2|-40.00|true|1"), known("bounce-of-left", "2024-06-30"));
    }

    @Test
    void aReversalOfThePartOfOneInvoiceIsOfThatInvoice() {
        assertEquals(List.of("I2|-40.00|true|1"), known("bounce-of-one", "2024-06-30"));
        assertEquals(List.of("I1|-60.00|true|1"), known("bounce-of-rest", "2024-06-30"));
        assertEquals(List.of("null|-40.00|true|1"), known("bounce-of-part", "2024-06-30"));
    }

    @Test
    void aReversalThatFitsNoPartOrSeveralStaysOnAccount() {
        for (String each : List.of("bounce-of-some", "bounce-of-either", "bounce-of-none")) {
            assertEquals(List.of("null|-50.00|true|1"), known(each, "2024-06-30"), each);
        }
    }

    @Test
    void aReversalOfMoneyOnAccountIsOfItsCustomer() {
        assertEquals(
                List.of("null|C7|-30.00"),
                run.rows(
                        "select invoice_id, customer_id, cast(amount as decimal(9, 2)) from stg_payments"
                                + " where payment_id = 'bounce-on-account'",
                        Table.STG_PAYMENTS));
    }

    @Test
    void whatIsKnownAfterAReversalDoesNotMoveIt() {
        assertEquals(List.of("I2|-40.00|true|1"), known("bounce-before", "2024-04-30"));
        assertEquals(List.of("I2|-40.00|true|1"), known("bounce-before", "2024-06-30"));
    }

    @Test
    void rowsOfOneInvoiceDayAndAmountAreCopiesWhateverElseTheySay() {
        assertEquals(List.of("I1|60.00|true|2"), known("copied", "2024-06-30"));
        assertEquals(List.of("null|60.00|true|2"), known("nowhere", "2024-06-30"));
    }

    @Test
    void aCopyThatIsKnownLaterChangesNoDay() {
        for (String day : List.of("2024-03-02", "2024-05-01", "2024-06-30")) {
            assertEquals(List.of("I1|60.00|true|1"), known("late-copy", day), day);
        }
    }

    @Test
    void rowsOfOneInvoiceThatDifferInDayOrAmountContradictEachOther() {
        assertEquals(List.of("I1|60.00|true|1", "I2|7.00|true|1"), known("two-amounts", "2024-04-30"));
        assertEquals(List.of("I2|7.00|true|1"), known("two-amounts", "2024-05-01"));
        assertEquals(List.of(), known("two-days", "2024-06-30"));
        assertEquals(List.of("I1|60.00|true|1"), known("copy-and-two-amounts", "2024-04-30"));
        assertEquals(List.of(), known("copy-and-two-amounts", "2024-05-01"));
        assertEquals(
                List.of("copy-and-two-amounts|3", "two-amounts|2", "two-days|2"),
                run.rows(
                        "select source_key, sum(copies) from ops_quarantine where source_table = 'payments' and "
                                + "reason_code = 'conflicting_key' group by source_key",
                        Table.OPS_QUARANTINE));
    }

    @Test
    void aReversalAndAFailedTryStandBesideThePayment() {
        assertEquals(
                List.of("I1|-20.00|true|1", "I1|-60.00|true|2", "I1|60.00|true|1"), known("taken-back", "2024-06-30"));
        assertEquals(List.of("I1|60.00|false|1", "I1|60.00|true|1"), known("tried-twice", "2024-06-30"));
    }

    @Test
    void withoutANumberEveryRowCounts() {
        assertEquals(
                List.of("180.00"),
                run.rows(
                        "select cast(sum(amount) as decimal(9, 2)) from stg_payments where payment_id like 'payment-%'",
                        Table.STG_PAYMENTS));
    }

    @Test
    void creditNotesAndWriteOffsFollowTheSameRule() {
        for (SourceTable table : List.of(CREDIT_NOTES, WRITE_OFFS)) {
            assertEquals(
                    List.of(
                            "copied|I1|100.50|2",
                            "over-two|I1|100.50|1",
                            "over-two|I2|100.50|1",
                            "taken-back|I1|-100.50|1",
                            "taken-back|I1|100.50|1"),
                    run.rows(
                            "select " + table.staging().key().get(0) + ", invoice_id, cast(amount as decimal(9, 2)), "
                                    + "source_copies from " + table.staging().sqlName(),
                            table.staging()));
        }
    }

    @Test
    void everyRowIsSomewhereOnEveryDay() {
        SqlFile file = SqlViews.of("int_conservation");
        for (String day : List.of("2024-03-01", "2024-03-02", "2024-04-01", "2024-05-01", "2024-06-01", "2024-07-01")) {
            List<Row> lost = SqlViews.rows(
                            file,
                            run.context()
                                    .lake()
                                    .viewsOf(SqlViews.reads(file), run.context().slices(), AsOf.parse(day)),
                            SqlParameters.of(AsOf.parse(day), run.context().settings()))
                    .where("""
                    rows_in <> rows_clean + rows_quarantined + rows_duplicate + rows_not_yet
                    or amount_in <> amount_clean + amount_quarantined + amount_duplicate + amount_not_yet""")
                    .collectAsList();
            assertEquals(List.of(), lost, day);
        }
        assertEquals(
                5,
                run.context()
                        .lake()
                        .readAll(Table.OPS_CHECKS)
                        .where("table_name = 'stg_payments' and rule = 'exact_duplicate'")
                        .selectExpr("sum(rows)")
                        .head()
                        .getLong(0));
    }
}
