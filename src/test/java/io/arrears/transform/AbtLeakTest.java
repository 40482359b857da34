package io.arrears.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.arrears.testing.StagedRows;
import io.arrears.testing.TestSpark;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The checks of {@link AbtPointInTimeTest} find what they are for: each planted leak is caught by at least one. */
class AbtLeakTest {

    private static final List<PlantedLeak> TEN = List.of(
            new PlantedLeak(
                    "payments after the day",
                    "int_movement_lines",
                    "from known_payments\nwhere is_success",
                    "from stg_payments\nwhere conflict_from > :as_of and is_success"),
            new PlantedLeak(
                    "the stored paid date counts as a payment",
                    "int_movement_lines",
                    "invoice_id, visible_from, 'a', '', invoice_date, amount, cast(0 as decimal(19, 4)), null, 0, 0\nfrom known_invoices",
                    "invoice_id, visible_from, 'a', '', invoice_date, amount, cast(0 as decimal(19, 4)), null, 0, 0\nfrom known_invoices\n"
                            + "    union all select invoice_id, stored_paid_date, 'c', 'stored', stored_paid_date,\n"
                            + "    cast(0 as decimal(19, 4)), stored_amount_paid, null, 0, 0 from known_invoices"),
            new PlantedLeak(
                    "an immature label counts",
                    "int_observation_invoices",
                    "when label_settled_on > :as_of then 'open_window'",
                    ""),
            new PlantedLeak(
                    "payments after the window count",
                    "int_observation_invoices",
                    "movement -> movement.event_date <= window_ends_on\n            and ",
                    "movement -> "),
            new PlantedLeak(
                    "attempts still to come",
                    "int_observation_claims",
                    "attempt -> attempt.visible_from <= observation_date",
                    "attempt -> true"),
            new PlantedLeak(
                    "the window runs to the end",
                    "int_customer_history",
                    "so_far as (partition by customer_id order by seen_on range between unbounded preceding and current row)",
                    "so_far as (partition by customer_id order by seen_on range between unbounded preceding and unbounded following)"),
            new PlantedLeak(
                    "a window without order or frame",
                    "int_customer_history",
                    "so_far_money as (partition by customer_id, currency order by seen_on\n"
                            + "            range between unbounded preceding and current row)",
                    "so_far_money as (partition by customer_id, currency)"),
            new PlantedLeak(
                    "the invoice is in its own history",
                    "int_observation_features",
                    "history.open_amount - if(is_billed, own.open_amount, 0)",
                    "history.open_amount"),
            new PlantedLeak(
                    "its own outcome is in its history",
                    "int_observation_features",
                    "filter(recent_outcomes, outcome -> not outcome.invoice_id <=> own.invoice_id)",
                    "recent_outcomes"),
            new PlantedLeak(
                    "the final retry count",
                    "abt_claims",
                    "if(:trust_final_retries, claim.stored_retries, null)",
                    "claim.stored_retries"));

    private static final List<PlantedLeak> MORE = List.of(
            new PlantedLeak(
                    "payments before they were known",
                    "int_movement_lines",
                    "invoice_id, visible_from, 'c', concat(payment_id",
                    "invoice_id, payment_date, 'c', concat(payment_id"),
            new PlantedLeak(
                    "a reversal takes back what is known later",
                    "int_reversals",
                    " and payments.visible_from <= days.known_on",
                    ""),
            new PlantedLeak(
                    "a payment that was taken back settles",
                    "int_stayed",
                    "where not coalesce(undone.is_undone, false)",
                    "where true"),
            new PlantedLeak(
                    "later conflicts change the past",
                    "int_movement_lines",
                    "from known_payments\nwhere is_success",
                    "from stg_payments\n"
                            + "where visible_from <= :as_of and conflict_from > date_add(:as_of, 3000) and is_success"),
            new PlantedLeak(
                    "the stored status closes an invoice",
                    "int_invoice_states",
                    "cast(owed_amount - given_up_so_far as decimal(19, 4)) as open_amount",
                    "if(status = 'paid', cast(0 as decimal(19, 4)), owed_amount) as open_amount"),
            new PlantedLeak(
                    "a state gives up what is open before its day",
                    "int_state_write_offs",
                    "greatest(given_up_from, visible_from) as written_off_on",
                    "visible_from as written_off_on"),
            new PlantedLeak(
                    "receipts known before the observation count",
                    "int_observation_claims",
                    "receipt.visible_from > observation_date\n            and receipt.event_date",
                    "receipt.event_date"),
            new PlantedLeak(
                    "overdue no more before it was overdue",
                    "int_customer_events",
                    "previous_due_date < date_sub(valid_from, 1)",
                    "previous_due_date < valid_from"),
            new PlantedLeak(
                    "customers not yet signed up",
                    "int_observation_features",
                    " and known_customers.visible_from <= own.observation_date",
                    ""),
            new PlantedLeak(
                    "outcomes before their window ended",
                    "int_reason_history",
                    "outcome, label_settled_on\n",
                    "outcome, observation_date as label_settled_on\n"));

    @Test
    void eachOfTenPlantedLeaksIsCaught() {
        assertEquals(List.of(), missed(TEN));
    }

    @Tag("proof")
    @Test
    void eachOfTheOtherPlantedLeaksIsCaught() {
        assertEquals(List.of(), missed(MORE));
    }

    @Test
    void everyLeakHasItsPlaceInTheSql() {
        Stream.concat(TEN.stream(), MORE.stream())
                .forEach(leak -> AbtBuild.files(leak.first()).forEach(leak::in));
    }

    private static List<String> missed(List<PlantedLeak> leaks) {
        AbtBuild build = AbtBuild.at(LocalDate.of(2024, 12, 15))
                .with("default_settlement_lag_days", 6)
                .with("recovery_settlement_lag_days", 6);
        Map<String, StagedRows> company = AbtChecks.random(240, 5);
        SparkSession session = TestSpark.small();
        AbtSnapshot clean = AbtSnapshot.of(build.over(session, AbtChecks.variants(company, build, 60)));
        assertEquals(
                List.of(), AbtPointInTimeTest.first(caught(new AbtChecks(company, build, clean))), "without a leak");
        List<String> missed = new ArrayList<>();
        // Late tables first: a leak overwrites those from the first that it reaches on, those before stay clean.
        for (PlantedLeak leak : leaks.stream()
                .sorted(Comparator.comparing(PlantedLeak::first).reversed())
                .toList()) {
            AbtBuild leaking = build.altered(leak::in);
            AbtSnapshot snapshot = AbtSnapshot.of(leaking.over(session, leak.first()));
            if (caught(new AbtChecks(company, leaking, snapshot)).isEmpty()) {
                missed.add(leak.what());
            }
        }
        return missed;
    }

    /** What the checks say, the cheap ones first; those that need no second build. */
    private static List<String> caught(AbtChecks checks) {
        List<String> wrong = new ArrayList<>(checks.mutated());
        wrong.addAll(checks.truncated());
        wrong.addAll(checks.poisoned());
        return wrong.isEmpty() ? checks.naive() : wrong;
    }
}
