package io.arrears.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.arrears.lake.Table;
import io.arrears.testing.HandLedger;
import io.arrears.testing.TestSpark;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** Labels at their edges and which debt is which claim, with rows small enough to check by hand. */
class AbtLabelTest {

    private static final LocalDate AS_OF = LocalDate.of(2024, 6, 30);

    private final HandLedger ledger = new HandLedger();

    @Test
    void aDefaultIsABalanceAboveACentAtTheEndOfTheHorizon() {
        ledger.invoice("cent", "2024-03-10", "2024-03-20", "100.00");
        ledger.pay("cent", "2024-04-01", "2024-04-01", "99.99");
        ledger.invoice("twocents", "2024-03-10", "2024-03-20", "100.00");
        ledger.pay("twocents", "2024-04-01", "2024-04-01", "99.98");
        ledger.invoice("lastday", "2024-03-10", "2024-03-20", "100.00");
        ledger.pay("lastday", "2024-04-19", "2024-04-19", "100.00");
        ledger.invoice("dayafter", "2024-03-10", "2024-03-20", "100.00");
        ledger.pay("dayafter", "2024-04-20", "2024-04-20", "100.00");
        ledger.invoice("booked", "2024-03-10", "2024-03-20", "100.00");
        ledger.pay("booked", "2024-04-18", "2024-04-24", "100.00");
        ledger.invoice("bookedlate", "2024-03-10", "2024-03-20", "100.00");
        ledger.pay("bookedlate", "2024-04-18", "2024-04-25", "100.00");
        assertEquals(
                List.of(
                        "2024-03-31 booked mature 0",
                        "2024-03-31 bookedlate mature 1",
                        "2024-03-31 cent mature 0",
                        "2024-03-31 dayafter mature 1",
                        "2024-03-31 lastday mature 0",
                        "2024-03-31 twocents mature 1"),
                labels(AbtBuild.at(AS_OF).with("default_settlement_lag_days", 5), "2024-03-31"));
    }

    @Test
    void anOpenWindowHasNoLabelAndAPassedOneIsADefault() {
        ledger.invoice("justover", "2024-05-20", "2024-05-31", "100.00");
        ledger.invoice("stillopen", "2024-05-20", "2024-06-01", "100.00");
        ledger.invoice("undated", "2024-05-20", null, "100.00");
        assertEquals(
                List.of("2024-05-31 justover mature 1", "2024-05-31 stillopen open_window null"),
                labels(AbtBuild.at(AS_OF), "2024-05-31"));
        assertEquals(
                List.of(
                        "2024-06-30 justover defaulted null",
                        "2024-06-30 stillopen open_window null",
                        "2024-06-30 undated no_due_date null"),
                labels(AbtBuild.at(AS_OF), "2024-06-30"));
    }

    @Test
    void horizonZeroMeansLateAndIsJudgedBeforeTheDueDateOnly() {
        ledger.invoice("intime", "2024-03-10", "2024-04-10", "100.00");
        ledger.pay("intime", "2024-04-10", "2024-04-10", "100.00");
        ledger.invoice("late", "2024-03-10", "2024-04-10", "100.00");
        ledger.pay("late", "2024-04-11", "2024-04-11", "100.00");
        ledger.invoice("duetoday", "2024-03-10", "2024-03-31", "100.00");
        AbtBuild build = AbtBuild.at(AS_OF).with("default_horizon_days", 0);
        assertEquals(List.of("2024-03-31 intime mature 0", "2024-03-31 late mature 1"), labels(build, "2024-03-31"));
        AbtBuild atIssue = build.with("default_observe", "at_issue");
        assertEquals(
                List.of("2024-03-10 duetoday mature 1", "2024-03-10 intime mature 0", "2024-03-10 late mature 1"),
                labels(atIssue, "2024-03-10"));
        assertEquals(List.of("2024-06-30 duetoday defaulted null"), labels(atIssue, "2024-06-30"));
    }

    @Test
    void aFailedPaymentGoesBeforeAnOverdueInvoiceAndOneDebtIsOneClaim() {
        ledger.invoice("both", "2024-03-10", "2024-03-20", "100.00");
        ledger.attempt("a1", "both", null, "2024-03-25T10:00", "100.00", false, false);
        ledger.invoice("overdue", "2024-03-10", "2024-03-20", "60.00");
        ledger.pay("overdue", "2024-04-30", "2024-04-30", "59.99");
        ledger.invoice("duetoday", "2024-03-10", "2024-03-31", "60.00");
        ledger.attempt("a2", null, "half", "2024-03-25T10:00", "80.00", false, false);
        ledger.attempt("a3", null, "half", "2024-03-26T10:00", "30.00", true, false);
        ledger.attempt("a4", null, "half", "2024-04-29T10:00", "50.00", true, false);
        ledger.attempt("a5", null, "prepaid", "2024-03-24T10:00", "80.00", true, false);
        ledger.attempt("a6", null, "prepaid", "2024-03-25T10:00", "80.00", false, false);
        ledger.attempt("a7", null, "refunded", "2024-03-25T10:00", "80.00", false, true);
        ledger.attempt("a8", null, "bought", "2024-03-25T10:00", "80.00", true, false);
        assertEquals(
                List.of(
                        "invoice:both failed_payment 100.0000 0",
                        "invoice:overdue overdue_invoice 60.0000 1",
                        "order:half failed_payment 50.0000 1"),
                claims("2024-03-31"));
    }

    @Test
    void anAttemptThatNamesOnlyTheOrderIsAboutTheInvoiceOfTheOrder() {
        // Paid by bank: nothing is owed, though no attempt succeeded.
        ledger.invoice("bank", null, "obank", "EUR", "2024-03-10", "2024-04-10", "100.00");
        ledger.attempt("a1", null, "obank", "2024-03-12T10:00", "100.00", false, false);
        ledger.pay("bank", "2024-03-20", "2024-03-20", "100.00");
        // Overdue: one claim, not one of the order and one of the invoice.
        ledger.invoice("late", null, "olate", "EUR", "2024-03-01", "2024-03-10", "100.00");
        ledger.attempt("a2", null, "olate", "2024-03-12T10:00", "100.00", false, false);
        // Failed before it is due, and named by both.
        ledger.invoice("early", null, "oearly", "EUR", "2024-03-10", "2024-05-10", "100.00");
        ledger.attempt("a3", null, "oearly", "2024-03-05T10:00", "100.00", false, false);
        ledger.attempt("a4", "early", "oearly", "2024-03-15T10:00", "100.00", false, false);
        ledger.pay("early", "2024-04-10", "2024-04-10", "100.00");
        // A line of the second order's own invoice: a collective invoice is one debt.
        ledger.invoice("both", null, "oone", "EUR", "2024-03-10", "2024-05-10", "90.00");
        line("both", "otwo", "2024-03-10");
        ledger.attempt("a5", null, "otwo", "2024-03-12T10:00", "40.00", false, false);
        // Billed for the second time after the attempt, which is not about that invoice; a memo bills nothing.
        ledger.invoice("first", null, "oparts", "EUR", "2024-03-01", "2024-05-10", "60.00");
        ledger.attempt("a6", null, "oparts", "2024-03-12T10:00", "60.00", false, false);
        ledger.invoice("second", null, "oparts", "EUR", "2024-03-20", "2024-05-10", "40.00");
        ledger.invoice("memo", null, "oparts", "EUR", "2024-03-11", null, "-5.00");
        assertEquals(
                List.of(
                        "invoice:both failed_payment 90.0000 0 1",
                        "invoice:early failed_payment 100.0000 1 2",
                        "invoice:first failed_payment 60.0000 0 1",
                        "invoice:late failed_payment 100.0000 0 1"),
                texts(
                        AbtBuild.at(AS_OF),
                        Table.ABT_CLAIMS,
                        "2024-03-31",
                        "claim_id",
                        "claim_type",
                        "amount",
                        "label",
                        "failed_attempts"));
    }

    @Test
    void anOrderIsAClaimUntilItsInvoiceIsKnownAndWhatThatReceivesRecoversIt() {
        ledger.attempt("a1", null, "o", "2024-03-12T10:00", "100.00", false, false);
        ledger.invoice("i", null, "o", "EUR", "2024-04-05", "2024-05-10", "100.00");
        ledger.pay("i", "2024-04-20", "2024-04-20", "100.00");
        // Half by card and by bank is the same half.
        ledger.attempt("a2", null, "half", "2024-03-12T10:00", "100.00", false, false);
        ledger.attempt("a3", null, "half", "2024-04-10T10:00", "50.00", true, false);
        ledger.invoice("h", null, "half", "EUR", "2024-04-05", "2024-05-10", "100.00");
        ledger.pay("h", "2024-04-10", "2024-04-10", "50.00");
        assertEquals(
                List.of("order:half failed_payment 100.0000 0", "order:o failed_payment 100.0000 1"),
                claims("2024-03-31"));
        assertEquals(List.of("invoice:h failed_payment 50.0000 0"), claims("2024-04-30"));
    }

    @Test
    void aClaimThatIsTooOldToLearnFromIsListedUnlessALimitLeavesItOut() {
        ledger.invoice("old", "2022-03-10", "2023-05-01", "5000.00");
        ledger.invoice("learnt", "2023-03-10", "2023-07-01", "100.00");
        ledger.attempt("a1", null, "oold", "2023-05-20T10:00", "80.00", false, false);
        ledger.invoice("notdue", "2024-03-10", "2024-07-01", "100.00");
        AbtBuild build = AbtBuild.at(AS_OF);
        String[] columns = {"claim_id", "claim_type", "is_scoring", "is_aged"};
        assertEquals(
                List.of(
                        "invoice:learnt overdue_invoice true false",
                        "invoice:old overdue_invoice true true",
                        "order:oold failed_payment true true"),
                texts(build, Table.ABT_CLAIMS, "2024-06-30", columns));
        assertEquals(
                List.of("invoice:learnt overdue_invoice true false", "order:oold failed_payment true true"),
                texts(build.with("oldest_claim_date", AS_OF.minusDays(410)), Table.ABT_CLAIMS, "2024-06-30", columns));
        assertEquals(
                List.of("invoice:learnt overdue_invoice false false"),
                texts(build, Table.ABT_CLAIMS, "2024-05-31", columns));
    }

    private void line(String invoice, String order, String day) {
        ledger.rows()
                .add(
                        "stg_invoice_lines",
                        LocalDate.parse(day),
                        "invoice_line_id",
                        invoice + order,
                        "invoice_id",
                        invoice,
                        "order_id",
                        order,
                        "net_amount",
                        new BigDecimal("40.00"));
    }

    @Test
    void aCreditIsNoDefaultAWriteOffIsOneAndADisputeIsNeither() {
        for (String id : List.of("credited", "halfcredited", "writtenoff", "disputed", "settled", "latedispute")) {
            ledger.invoice(id, "2024-03-10", "2024-03-20", "100.00");
        }
        reduce("stg_credit_notes", "credit_note_id", "credit_date", "credited", "2024-04-10", "100.00");
        reduce("stg_credit_notes", "credit_note_id", "credit_date", "halfcredited", "2024-04-10", "60.00");
        ledger.pay("halfcredited", "2024-04-12", "2024-04-12", "40.00");
        reduce("stg_write_offs", "write_off_id", "write_off_date", "writtenoff", "2024-04-10", "100.00");
        dispute("disputed", "2024-04-01", null);
        dispute("settled", "2024-04-01", "2024-04-15");
        dispute("latedispute", "2024-04-20", null);
        assertEquals(
                List.of(
                        "2024-03-31 credited excluded:credited null",
                        "2024-03-31 disputed excluded:disputed null",
                        "2024-03-31 halfcredited mature 0",
                        "2024-03-31 latedispute mature 1",
                        "2024-03-31 settled mature 1",
                        "2024-03-31 writtenoff mature 1"),
                labels(AbtBuild.at(AS_OF), "2024-03-31"));
        assertEquals(
                List.of(
                        "2024-06-30 disputed defaulted null",
                        "2024-06-30 latedispute defaulted null",
                        "2024-06-30 settled defaulted null"),
                labels(AbtBuild.at(AS_OF), "2024-06-30"));
    }

    @Test
    void aCreditIsNoRecoveryAndADisputeNone() {
        for (String id :
                List.of("credited", "halfcredited", "creditedBefore", "creditedLater", "disputed", "settled", "open")) {
            ledger.invoice(id, "2024-03-01", "2024-03-20", "100.00");
        }
        reduce("stg_credit_notes", "credit_note_id", "credit_date", "credited", "2024-04-10", "100.00");
        reduce("stg_credit_notes", "credit_note_id", "credit_date", "halfcredited", "2024-04-10", "60.00");
        ledger.pay("halfcredited", "2024-04-12", "2024-04-12", "40.00");
        reduce("stg_credit_notes", "credit_note_id", "credit_date", "creditedBefore", "2024-03-25", "60.00");
        ledger.pay("creditedBefore", "2024-04-12", "2024-04-12", "39.00");
        reduce("stg_credit_notes", "credit_note_id", "credit_date", "creditedLater", "2024-05-01", "100.00");
        dispute("disputed", "2024-04-01", null);
        dispute("settled", "2024-04-01", "2024-04-15");
        assertEquals(
                List.of(
                        "invoice:credited excluded:credited null",
                        "invoice:creditedBefore mature 0",
                        "invoice:creditedLater mature 0",
                        "invoice:disputed excluded:disputed null",
                        "invoice:halfcredited mature 1",
                        "invoice:open mature 0",
                        "invoice:settled mature 0"),
                texts(AbtBuild.at(AS_OF), Table.ABT_CLAIMS, "2024-03-31", "claim_id", "label_status", "label"));
    }

    private void reduce(String table, String key, String date, String invoice, String day, String amount) {
        ledger.rows()
                .add(
                        table,
                        LocalDate.parse(day),
                        key,
                        invoice + "-less",
                        "invoice_id",
                        invoice,
                        date,
                        LocalDate.parse(day),
                        "amount",
                        new BigDecimal(amount));
    }

    private void dispute(String invoice, String opened, String closed) {
        ledger.rows()
                .add(
                        "stg_disputes",
                        LocalDate.parse(opened),
                        "dispute_id",
                        invoice + "-no",
                        "invoice_id",
                        invoice,
                        "opened_date",
                        LocalDate.parse(opened),
                        "closed_date",
                        closed == null ? null : LocalDate.parse(closed));
    }

    private List<String> labels(AbtBuild build, String day) {
        return texts(build, Table.ABT_INVOICES, day, "invoice_id", "label_status", "label").stream()
                .map(text -> day + " " + text)
                .toList();
    }

    private List<String> claims(String day) {
        return texts(AbtBuild.at(AS_OF), Table.ABT_CLAIMS, day, "claim_id", "claim_type", "amount", "label");
    }

    private List<String> texts(AbtBuild build, Table table, String day, String... columns) {
        Map<Table, Dataset<Row>> built = build.over(TestSpark.small(), ledger.rows());
        List<String> texts = new ArrayList<>();
        for (Row row : built.get(table)
                .where("observation_date = '" + day + "'")
                .orderBy("entity_id")
                .collectAsList()) {
            texts.add(String.join(
                    " ",
                    List.of(columns).stream()
                            .map(column -> String.valueOf(row.<Object>getAs(column)))
                            .toList()));
        }
        assertFalse(texts.isEmpty(), table + " has no row on " + day);
        return texts;
    }
}
