package io.arrears.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.arrears.lake.Table;
import io.arrears.testing.HandLedger;
import io.arrears.testing.TestSpark;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

/** A customer's history at its edges, with rows small enough to check by hand. */
class AbtHistoryTest {

    private static final LocalDate AS_OF = LocalDate.of(2024, 6, 30);

    private final HandLedger ledger = new HandLedger();

    @Test
    void anInvoiceIsOverdueFromTheDayAfterItsDueDateThoughItChangesOnThatDay() {
        ledger.invoice("seen", "C", null, "EUR", "2024-04-01", "2024-07-31", "500.00");
        ledger.invoice("paidNextDay", "C", null, "EUR", "2024-04-01", "2024-05-10", "100.00");
        ledger.pay("paidNextDay", "2024-05-11", "2024-05-11", "30.00");
        ledger.invoice("movedNextDay", "C", null, "EUR", "2024-04-01", "2024-05-10", "100.00");
        ledger.charge("movedNextDay", "2024-05-11", "5.00", "2024-08-31");
        ledger.invoice("paidOnTheDay", "C", null, "EUR", "2024-04-01", "2024-05-10", "100.00");
        ledger.pay("paidOnTheDay", "2024-05-10", "2024-05-10", "40.00");
        assertEquals(
                List.of(
                        "2024-04-30|0|0.0000|null|3|300.0000",
                        "2024-05-31|2|130.0000|21.0|3|235.0000",
                        "2024-06-30|2|130.0000|51.0|3|235.0000"),
                invoices(
                        "seen",
                        "overdue_invoices",
                        "overdue_amount",
                        "mean_overdue_age_days",
                        "open_invoices",
                        "customer_open_amount"));
    }

    @Test
    void anInvoiceWithoutCurrencyHasThatOfItsOrderIfTheOrderWasKnownByThen() {
        ledger.invoice("two currencies", "another", null, "EUR", "2024-04-01", "2024-07-31", "1.00");
        ledger.order("before", "C", "USD", "2024-04-01");
        ledger.order("after", "C", "USD", "2024-04-20");
        ledger.invoice("a", "C", "before", "XXX", "2024-04-10", "2024-07-31", "500.00");
        ledger.invoice("b", "C", "after", "XXX", "2024-04-10", "2024-07-31", "30.00");
        ledger.invoice("c", "C", null, "USD", "2024-04-10", "2024-07-31", "7.00");
        assertEquals(
                List.of("2024-04-30|USD|7.0000", "2024-05-31|USD|7.0000", "2024-06-30|USD|7.0000"),
                invoices("a", "currency", "customer_open_amount"));
        // Its row says what is known today; its features are of what was known then: in no currency, so beside nothing.
        assertEquals(
                "2024-06-30|USD|0.0000",
                invoices("b", "currency", "customer_open_amount").get(2));
    }

    /** Direct debits that bounce and are paid two months late leave the same history as bills paid two months late. */
    @Test
    void aPaymentThatBouncesIsNoPunctualPayment() {
        for (String customer : List.of("bounces", "late")) {
            for (int month = 1; month <= 3; month++) {
                String id = customer + month;
                ledger.invoice(id, customer, null, "EUR", "2024-0" + month + "-01", "2024-0" + month + "-15", "100.00");
                if (customer.equals("bounces")) {
                    ledger.pay(id, "2024-0" + month + "-15", "2024-0" + month + "-15", "100.00");
                    ledger.pay(id, "2024-0" + month + "-19", "2024-0" + month + "-19", "-100.00");
                }
                ledger.pay(id, "2024-0" + (month + 2) + "-15", "2024-0" + (month + 2) + "-15", "100.00");
            }
            ledger.invoice(customer, customer, null, "EUR", "2024-05-20", "2024-07-20", "100.00");
        }
        String[] features = {
            "past_late_rate",
            "mean_days_late",
            "median_days_late_last_12",
            "late_amount_share",
            "settled_invoices",
            "days_since_last_payment",
            "open_invoices"
        };
        assertEquals(
                List.of(
                        "2024-05-31|1.0|60.333333333333336|60.0|1.0|3|16|0",
                        "2024-06-30|1.0|60.333333333333336|60.0|1.0|3|46|0"),
                invoices("late", features));
        assertEquals(invoices("late", features), invoices("bounces", features));
    }

    /** Until a payment bounces it counts, from that day on it never did. */
    @Test
    void aBounceIsKnownFromItsDayOn() {
        ledger.invoice("seen", "C", null, "EUR", "2024-03-01", "2024-07-31", "500.00");
        ledger.invoice("bounced", "C", null, "EUR", "2024-03-01", "2024-04-10", "100.00");
        ledger.pay("bounced", "2024-04-10", "2024-04-10", "100.00");
        ledger.pay("bounced", "2024-05-02", "2024-05-02", "-100.00");
        ledger.pay("bounced", "2024-06-09", "2024-06-09", "100.00");
        assertEquals(
                List.of(
                        "2024-03-31|0|null|null|null|1",
                        "2024-04-30|1|0.0|0|20|0",
                        "2024-05-31|0|null|null|null|1",
                        "2024-06-30|1|60.0|60|21|0"),
                invoices(
                        "seen",
                        "settled_invoices",
                        "mean_days_late",
                        "days_late_last_1",
                        "days_since_last_payment",
                        "open_invoices"));
    }

    @Test
    void theNewestChargeMovesTheDueDateThoughAnOlderOneMovedItFurther() {
        ledger.invoice("moved", "C", null, "EUR", "2024-04-01", "2024-04-10", "100.00");
        ledger.charge("moved", "2024-04-12", "5.00", "2024-06-20");
        ledger.charge("moved", "2024-05-12", "5.00", "2024-06-01");
        assertEquals(List.of("2024-04-30|-51", "2024-05-31|-1", "2024-06-30|29"), invoices("moved", "days_past_due"));
    }

    /** What a claim became is in the history of the customer it had when it began, and is taken out of no other. */
    @Test
    void aClaimThatBeganAsAnothersIsNotTakenOutOfItsCustomersHistory() {
        ledger.order("others", "D", "EUR", "2024-02-01");
        ledger.attempt("declined", "seen", "others", "2024-02-10T10:00", "80.00", false, false);
        ledger.invoice("seen", "C", null, "EUR", "2024-03-01", "2024-07-31", "80.00");
        ledger.invoice("never", "C", null, "EUR", "2024-01-10", "2024-02-05", "100.00");
        assertEquals(
                List.of(
                        "2024-02-29|D|null",
                        "2024-03-31|C|0.0",
                        "2024-04-30|C|0.0",
                        "2024-05-31|C|0.0",
                        "2024-06-30|C|0.0"),
                rows(Table.ABT_CLAIMS, "invoice:seen", "customer_id", "past_recovery_rate"));
    }

    @Test
    void anAttemptOnItsWayIsNoFailure() {
        ledger.invoice("waits", "C", null, "EUR", "2024-03-01", "2024-07-31", "80.00");
        ledger.pending("debit", "waits", "2024-06-10T10:00", "80.00");
        ledger.invoice("fails", "C", null, "EUR", "2024-03-01", "2024-07-31", "80.00");
        ledger.attempt("declined", "fails", null, "2024-06-10T10:00", "80.00", false, false);
        ledger.pending("again", "fails", "2024-06-20T10:00", "80.00");
        assertEquals(List.of(), rows(Table.ABT_CLAIMS, "invoice:waits", "failed_attempts"));
        assertEquals(List.of("2024-06-30|1"), rows(Table.ABT_CLAIMS, "invoice:fails", "failed_attempts"));
    }

    @Test
    void theDaysOfACustomerAreShuffledOnce() {
        ledger.invoice("a", "C", null, "EUR", "2024-04-01", "2024-07-31", "500.00");
        SparkSession session = TestSpark.small();
        AbtBuild.at(AS_OF).over(session, ledger.rows());
        String plan = SqlFile.of(Table.INT_CUSTOMER_HISTORY)
                .on(session, Map.of())
                .queryExecution()
                .executedPlan()
                .toString();
        String overTheDays = plan.substring(0, plan.indexOf("Union"));
        assertEquals(2, overTheDays.split("Window \\[").length - 1, plan);
        assertEquals(1, overTheDays.split("Exchange ").length - 1, plan);
    }

    private List<String> invoices(String id, String... columns) {
        return rows(Table.ABT_INVOICES, id, columns);
    }

    private List<String> rows(Table abt, String entity, String... columns) {
        Map<Table, Dataset<Row>> built = AbtBuild.at(AS_OF).over(TestSpark.small(), ledger.rows());
        return built
                .get(abt)
                .where("entity_id = '" + entity + "'")
                .orderBy("observation_date")
                .select("observation_date", columns)
                .collectAsList()
                .stream()
                .map(row -> row.mkString("|"))
                .toList();
    }
}
