package io.arrears.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.arrears.lake.SourceTable;
import io.arrears.lake.Table;
import io.arrears.testing.StagedValues;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the marts make of scores that no model may price. */
class VerdictMartsTest {

    private static StagedValues books;

    /** Three customers owe 100 each. The place in the queue is given against the expected value. */
    @BeforeAll
    static void build() {
        StagedValues rows =
                StagedValues.on("2025-06-30", Map.of("recovery.capacity", "1", "recovery.capacity-unit", "customer"));
        rows.with(SourceTable.CUSTOMERS, "customer_id", "('a'), ('b'), ('c')");
        rows.with(SourceTable.INVOICES, "invoice_id, customer_id, invoice_date, due_date, amount, currency", """
                ('a', 'a', date '2025-04-01', date '2025-05-01', 100.00, 'EUR'),
                ('b', 'b', date '2025-04-01', date '2025-05-01', 100.00, 'EUR'),
                ('c', 'c', date '2025-04-01', date '2025-05-01', 100.00, 'EUR')""");
        rows.given(
                Table.SCORE_CLAIMS,
                "claim_id, claim_type, invoice_id, customer_id, currency, amount, p_recover_30d, ev_recovered, "
                        + "priority_rank, model_status, verdict, order_value",
                """
                ('invoice:a', 'overdue_invoice', 'a', 'a', 'EUR', 100.00, 0.9D, 90.00, 3, 'rule order', 'NO_SIGNAL', 20.00),
                ('invoice:b', 'overdue_invoice', 'b', 'b', 'EUR', 100.00, 0.2D, 20.00, 1, 'rule order', 'NO_SIGNAL', 90.00),
                ('invoice:c', 'overdue_invoice', 'c', 'c', 'EUR', 100.00, 0.5D, 50.00, 2, 'rule order', 'NO_SIGNAL', 50.00)""");
        rows.given(Table.SCORE_INVOICES, "invoice_id, default_prob, expected_loss, model_status, verdict", """
                ('a', 0.9D, 54.00, 'fallback of few rows', 'INSUFFICIENT_DATA'), ('b', 0.9D, 54.00, 'model', 'OK'),
                ('c', 0.1D, 6.00, 'fallback of few rows', 'INSUFFICIENT_DATA')""");
        books = rows.build(SqlStages.state()).build(Table.marts());
    }

    @Test
    void ratesOfAHandfulAreNeverHighRisk() {
        assertEquals(
                List.of(
                        "[a,0.9,Medium Risk,fallback of few rows,INSUFFICIENT_DATA]",
                        "[b,0.9,High Risk,model,OK]",
                        "[c,0.1,Low Risk,fallback of few rows,INSUFFICIENT_DATA]"),
                shown("select invoice_id, default_prob, risk_bucket, model_status, verdict from mart_invoice_risk "
                        + "order by invoice_id"));
        assertEquals(
                List.of("[a,0.9,Medium Risk]", "[b,0.9,High Risk]", "[c,0.1,Low Risk]"),
                shown("select customer_id, default_prob, risk_bucket from mart_customer_risk order by customer_id"));
    }

    @Test
    void theOrderOfARuleDecidesWhoIsCalledThoughAgeingRatesPrice() {
        assertEquals(
                List.of(
                        "[invoice:b,20.000,90.000,true,NO_SIGNAL]",
                        "[invoice:c,50.000,50.000,false,NO_SIGNAL]",
                        "[invoice:a,90.000,20.000,false,NO_SIGNAL]"),
                shown("select claim_id, ev_recovered, order_value, priority_flag, verdict from mart_recovery_worklist "
                        + "order by priority_rank"));
        assertEquals(
                List.of("[b,20.000,true]", "[c,50.000,false]", "[a,90.000,false]"),
                shown(
                        "select debtor_id, ev_recovered, priority_flag from mart_customer_worklist order by priority_rank"));
    }

    private static List<String> shown(String sql) {
        return books.session().sql(sql).collectAsList().stream()
                .map(Object::toString)
                .toList();
    }
}
