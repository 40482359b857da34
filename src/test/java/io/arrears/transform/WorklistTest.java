package io.arrears.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.lake.SourceTable;
import io.arrears.lake.Table;
import io.arrears.testing.StagedValues;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What holds a claim, who is called first, and how the places of the team are shared out. */
class WorklistTest {

    /** One overdue invoice of 100 for each of the customers a to p; h and n have two; each expects half of it. */
    private static StagedValues books(Map<String, String> settings) {
        StagedValues rows = StagedValues.on("2025-06-30", settings);
        StringBuilder customers = new StringBuilder();
        StringBuilder invoices = new StringBuilder();
        StringBuilder claims = new StringBuilder();
        for (String name : List.of("a", "b", "c", "d", "e", "f", "g", "h", "h2", "i", "j", "k", "m", "n", "n2", "p")) {
            String customer = name.substring(0, 1);
            String currency = name.equals("p") ? "GBP" : "EUR";
            String amount = name.equals("k") ? "0.99" : "100.00";
            String due = name.equals("i") ? "2025-06-25" : "2025-05-0" + (name.length() == 1 ? 1 : 2);
            if (name.length() == 1) {
                customers.append(", ('%s', %b)".formatted(customer, customer.equals("j")));
            }
            invoices.append(", ('%s', 'o%s', '%s', date '2025-04-01', date '%s', %s, '%s')"
                    .formatted(name, name, customer, due, amount, currency));
            claims.append(
                    ", ('invoice:%1$s', 'overdue_invoice', '%1$s', 'o%1$s', '%2$s', '%3$s', %4$s, 0.5D, cast(%4$s / 2 as decimal(19, 4)))"
                            .formatted(name, customer, currency, amount));
        }
        rows.with(SourceTable.CUSTOMERS, "customer_id, do_not_contact", customers.substring(2));
        rows.with(
                SourceTable.INVOICES,
                "invoice_id, order_id, customer_id, invoice_date, due_date, amount, currency",
                invoices.substring(2) + ", ('memo', null, 'h', date '2025-06-01', null, -120.00, 'EUR')");
        rows.with(
                SourceTable.ORDERS,
                "order_id, customer_id, order_date, net_amount, status, currency",
                "('oc', 'c', date '2025-04-01', 100.00, 'cancelled', 'EUR')");
        rows.with(SourceTable.DISPUTES, "dispute_id, invoice_id, opened_date", "('d', 'a', date '2025-06-01')");
        rows.with(SourceTable.PROMISES, "promise_id, invoice_id, promise_date, pay_by_date, amount", """
                ('1', 'a', date '2025-06-01', date '2025-07-01', 100.00), ('2', 'b', date '2025-06-01', date '2025-06-30', 100.00),
                ('3', 'm', date '2025-06-01', date '2025-06-29', 100.00)""");
        rows.with(
                SourceTable.PAYMENTS,
                "payment_id, invoice_id, customer_id, payment_date, amount, is_success",
                "('x', null, 'g', date '2025-06-20', 100.00, true)");
        rows.given(
                Table.SCORE_CLAIMS,
                "claim_id, claim_type, invoice_id, order_id, customer_id, currency, amount, "
                        + "p_recover_30d, ev_recovered",
                claims.substring(2) + ", ('order:z', 'failed_payment', null, 'z', null, 'EUR', 40.00, 0.5D, 20.00)");
        rows.given(Table.FIND_LEAKAGE, "finding_id, control_id, invoice_id, order_id", """
                ('1', 'B05', 'd', 'od'), ('2', 'R05', null, 'oe'), ('3', 'C02', 'f', 'of')""");
        return rows.build(SqlStages.state()).build(Table.marts());
    }

    @Test
    void theFirstReasonHoldsAClaim() {
        assertEquals(
                """
                a|disputed
                b|promised
                c|order cancelled
                d|found by B05
                e|found by R05
                f|null
                g|covered by credit
                h|covered by credit
                h2|null
                i|within grace
                j|do not contact
                k|too small
                m|null
                n|null
                n2|null
                p|null
                z|null
                """,
                books(Map.of("recovery.grace-days", "5"))
                        .rows(
                                "select coalesce(invoice_id, order_id), hold_reason from mart_recovery_worklist order by 1"));
    }

    @Test
    void customersAreFlaggedWithAllTheirClaimsThatNothingHolds() {
        StagedValues rows = books(Map.of("recovery.grace-days", "5", "recovery.capacity", "4"));
        assertEquals(
                """
                EUR|1|n|true|null|2|0|200.00|100.00|invoice:n
                EUR|2|h|true|null|2|1|200.00|50.00|invoice:h2
                EUR|3|f|true|null|1|0|100.00|50.00|invoice:f
                EUR|4|m|false|null|1|0|100.00|50.00|invoice:m
                EUR|5|order:z|false|null|1|0|40.00|20.00|order:z
                EUR|6|a|false|disputed|1|1|100.00|0.00|invoice:a
                GBP|1|p|true|null|1|0|100.00|50.00|invoice:p
                """,
                rows.rows(
                        "select currency, priority_rank, debtor_id, priority_flag, hold_reason, claims, held_claims, amount, "
                                + "ev_recovered, best_claim_id from mart_customer_worklist where priority_rank < 7 order by 1, 2"));
        assertEquals(
                "f\nh2\nn\nn2\np\n",
                rows.rows("select invoice_id from mart_recovery_worklist where priority_flag order by 1"));
        assertEquals(
                "g|100.00|0.00|null\nh|0.00|120.00|null\nm|0.00|0.00|broken\n",
                rows.rows(
                        "select debtor_id, unapplied_amount, credit_amount, promise_status from mart_customer_worklist"
                                + " where debtor_id in ('g', 'h', 'm') order by 1"));
    }

    @Test
    void claimsAreFlaggedOneByOneWhereTheCapacityCountsThem() {
        StagedValues rows =
                books(Map.of("recovery.grace-days", "5", "recovery.capacity", "4", "recovery.capacity-unit", "claim"));
        assertEquals(
                "f\nh2\nm\np\n",
                rows.rows("select invoice_id from mart_recovery_worklist where priority_flag order by 1"));
        assertEquals(
                "f|true\nh|true\nm|true\nn|false\np|true\n",
                rows.rows("select debtor_id, priority_flag from mart_customer_worklist"
                        + " where debtor_id in ('f', 'h', 'm', 'n', 'p') order by 1"));
    }

    @Test
    void whatTheContactCostsIsEarnedByAllClaimsOfACustomer() {
        assertEquals(
                "n\nn2\n",
                books(Map.of("recovery.contact-cost", "60"))
                        .rows("select invoice_id from mart_recovery_worklist where priority_flag order by 1"));
    }

    private static final String TREATED = "select invoice_id, priority_flag, treatment, holdout_share from "
            + "mart_recovery_worklist where treatment is not null order by 1";

    @Test
    void withoutAShareAllThatIsChosenIsChased() {
        assertEquals(
                """
                f|true|chase|null
                h2|true|chase|null
                n|true|chase|null
                n2|true|chase|null
                p|true|chase|null
                """,
                books(Map.of("recovery.grace-days", "5", "recovery.capacity", "4"))
                        .rows(TREATED));
    }

    /**
     * The draw of f and n in this quarter, worked out by sha-256 outside: the share is above their hashes and below
     * the others.
     */
    @Test
    void whoIsDrawnIsLeftAloneWithAllClaimsAndTheRestChased() {
        Map<String, String> settings = new HashMap<>(Map.of("recovery.grace-days", "5", "recovery.capacity", "4"));
        settings.put("recovery.holdout-share", "0.4773");
        StagedValues rows = books(settings);
        assertEquals("""
                f|false|hold-out|0.4773
                h2|true|chase|0.4773
                n|false|hold-out|0.4773
                n2|false|hold-out|0.4773
                p|true|chase|0.4773
                """, rows.rows(TREATED));
        assertEquals(
                "f|false|hold-out\nh|true|chase\nn|false|hold-out\np|true|chase\n",
                rows.rows(
                        "select debtor_id, priority_flag, treatment from mart_customer_worklist where treatment is not null"
                                + " order by 1"));
        settings.put("recovery.holdout-largest", "150");
        assertEquals(
                "n|true|chase|null\nn2|true|chase|null\n",
                books(settings).rows(TREATED.replace("treatment is not null", "debtor_id = 'n'")),
                "n owes 200: it is in no draw");
    }

    @Test
    void eachQuarterDrawsOthersAndTheWholeShareDrawsAll() {
        Map<String, String> settings = new HashMap<>(Map.of("recovery.holdout-share", "1"));
        assertEquals("", books(settings).rows("select invoice_id from mart_recovery_worklist where priority_flag"));
        settings.put("recovery.holdout-share", "0.5");
        StagedValues rows = books(settings);
        String ids = "select count_if(sha2(concat(id, ' ', '%s'), 256) < '%s') from range(10000)";
        for (String quarter : List.of("2025-Q2", "2025-Q3")) {
            int drawn = Integer.parseInt(rows.rows(ids.formatted(quarter, rows.parameter("holdout_below")))
                    .strip());
            assertTrue(Math.abs(drawn - 5000) < 200, quarter + ": " + drawn);
        }
        assertEquals("2025-Q2", rows.parameter("quarter"));
    }

    /** The queries of the report over these marts, which know their day as published ones do. */
    @Test
    void theReportGoesFromCustomersToTheirClaimsAndSaysWhatHoldsThem() {
        StagedValues rows = books(Map.of("recovery.grace-days", "5"));
        for (Table mart :
                List.of(Table.MART_CUSTOMER_WORKLIST, Table.MART_RECOVERY_WORKLIST, Table.MART_INVOICE_RISK)) {
            rows.keep(
                    mart.sqlName(),
                    rows.session().sql("select date '2025-06-30' as as_of_date, * from " + mart.sqlName()));
        }
        for (String question : List.of("call_list", "call_claims", "claims_held")) {
            rows.keep(question, SqlFile.read("sql/report/" + question + ".sql").on(rows.session(), rows.parameters()));
        }
        assertEquals(
                """
                n|1|invoice:n|null|100.00|2025-04-01
                n|2|invoice:n2|null|100.00|2025-04-01
                h|1|invoice:h2|null|100.00|2025-04-01
                h|2|invoice:h|covered by credit|100.00|2025-04-01
                order:z|1|order:z|null|null|null
                """,
                rows.rows(
                        "select debtor_id, place, claim_id, hold_reason, invoiced_amount, invoice_date from call_claims"
                                + " where debtor_id in ('h', 'n', 'order:z') order by priority_rank, place"));
        assertEquals(
                """
                covered by credit|EUR|2|2|200.00
                disputed|EUR|1|1|100.00
                do not contact|EUR|1|1|100.00
                found by B05|EUR|1|1|100.00
                found by R05|EUR|1|1|100.00
                order cancelled|EUR|1|1|100.00
                promised|EUR|1|1|100.00
                too small|EUR|1|1|0.99
                within grace|EUR|1|1|100.00
                """,
                rows.rows(
                        "select hold_reason, currency, claims, customers, cast(amount as decimal(19, 3)) from claims_held"
                                + " order by 1"));
        assertEquals("disputes, promises, contacts\n", rows.rows("select max(not_looked) from call_list"));
    }

    @Test
    void whatIsOverdueAndOnNoListIsCountedAndSummed() {
        StagedValues rows = StagedValues.on("2025-06-30", Map.of("recovery.oldest-days", "400"));
        rows.with(SourceTable.INVOICES, "invoice_id, customer_id, invoice_date, due_date, amount, currency", """
                ('old', 'a', date '2024-01-01', date '2024-05-01', 5000.00, 'EUR'),
                ('new', 'a', date '2025-01-01', date '2025-05-01', 100.00, 'EUR'),
                ('undue', 'a', date '2025-06-01', date '2025-07-01', 70.00, 'EUR'),
                ('gbp', 'b', date '2025-01-01', date '2025-05-01', 30.00, 'GBP')""");
        rows.with(
                SourceTable.TRANSACTIONS,
                "attempt_id, order_id, customer_id, attempted_at, attempt_date, amount, result_status, is_success, is_refund, currency",
                """
                ('1', 'x', 'a', '2024-04-01 10:00:00', date '2024-04-01', 40.00, 'failed', false, false, 'EUR'),
                ('2', 'y', 'a', '2025-04-01 10:00:00', date '2025-04-01', 20.00, 'failed', false, false, 'EUR')""");
        rows.given(
                Table.SCORE_CLAIMS,
                "claim_id, claim_type, invoice_id, customer_id, currency, amount, p_recover_30d, ev_recovered",
                """
                ('invoice:new', 'overdue_invoice', 'new', 'a', 'EUR', 100.00, 0.5D, 50.00),
                ('invoice:gbp', 'overdue_invoice', 'gbp', 'b', 'GBP', 30.00, 0.5D, 15.00)""");
        rows.build(SqlStages.state()).build(Table.marts());
        assertEquals(
                "EUR|2|5040.00\nGBP|0|0.00\n",
                rows.rows("select currency, unlisted_claims, unlisted_claims_amount from mart_kpis order by 1"));
        assertEquals(
                "a|2|5040.00\nb|0|0.00\n",
                rows.rows(
                        "select debtor_id, unlisted_claims, unlisted_claims_amount from mart_customer_worklist order by 1"));
    }
}
