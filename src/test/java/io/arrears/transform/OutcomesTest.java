package io.arrears.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.arrears.lake.SourceTable;
import io.arrears.lake.Table;
import io.arrears.testing.StagedValues;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What was chased and what came of it: contacts, the money of the thirty days after, and what the list expected. */
class OutcomesTest {

    private static StagedValues on(String day) {
        StagedValues rows = StagedValues.on(day, Map.of("currency.default", "EUR", "recovery.horizon-days", "30"));
        rows.with(
                SourceTable.INVOICES,
                "invoice_id, order_id, customer_id, invoice_date, due_date, amount, currency",
                """
                ('a', 'oa', 'A', date '2025-01-01', date '2025-01-31', 100.00, 'EUR'),
                ('b', 'ob', 'A', date '2025-01-01', date '2025-01-31', 50.00, 'EUR'),
                ('c', 'oc', 'C', date '2025-01-01', date '2025-01-31', 70.00, 'USD'),
                ('d', 'od', 'D', date '2025-01-01', date '2025-01-31', 80.00, 'EUR'),
                ('later', 'oe', 'A', date '2025-03-15', date '2025-04-15', 900.00, 'EUR')""");
        rows.with(SourceTable.PAYMENTS, "payment_id, invoice_id, payment_date, amount, is_success", """
                -- on the day of the call, the day after, the thirtieth day, the day after that
                ('1', 'a', date '2025-03-01', 5.00, true), ('2', 'a', date '2025-03-02', 10.00, true),
                ('3', 'a', date '2025-03-31', 20.00, true), ('4', 'a', date '2025-04-01', 40.00, true),
                ('5', 'a', date '2025-03-10', 7.00, false), ('6', 'c', date '2025-03-05', 30.00, true),
                ('7', 'later', date '2025-03-20', 900.00, true)""");
        rows.with(
                SourceTable.OUTCOMES,
                "outcome_id, claim_id, customer_id, action_date, action, channel, cost, undoes_outcome_id, visible_from",
                """
                ('1', 'invoice:a', null, date '2025-03-01', 'call', 'phone', 4.00, null, date '2025-03-01'),
                -- the same chase goes on; another one begins after thirty days
                ('2', 'invoice:a', null, date '2025-03-20', 'call', 'phone', 4.00, null, date '2025-03-20'),
                ('3', 'invoice:a', null, date '2025-06-20', 'call', 'phone', 4.00, null, date '2025-06-20'),
                -- a customer: the invoices that were there by then
                ('4', null, 'A', date '2025-03-01', 'letter', 'post', 1.00, null, date '2025-03-01'),
                -- taken back by a later row
                ('5', 'invoice:d', null, date '2025-03-01', 'call', 'phone', 4.00, null, date '2025-03-01'),
                ('6', 'invoice:d', null, date '2025-05-01', null, null, null, '5', date '2025-05-01'),
                -- the order names its invoice, in dollars
                ('7', 'order:oc', null, date '2025-03-01', 'call', 'phone', 4.00, null, date '2025-03-01'),
                -- of no debt that is known
                ('8', 'invoice:gone', null, date '2025-03-01', 'call', 'phone', null, null, date '2025-03-01'),
                -- not yet known
                ('9', 'invoice:b', null, date '2025-03-01', 'call', 'phone', 4.00, null, date '2025-07-02')""");
        rows.given(Table.SCORE_CHASED, "outcome_id, claim_id, currency, amount, ev_recovered", """
                ('1', 'invoice:a', 'EUR', 100.00, 60.00), ('4', 'invoice:a', 'EUR', 100.00, 60.00),
                ('4', 'invoice:b', 'EUR', 50.00, 25.00), ('3', 'invoice:a', 'EUR', 25.00, 9.00)""");
        return rows.build(SqlStages.state()).build(List.of(Table.MART_OUTCOMES));
    }

    private static String marts(String day) {
        return on(day).rows(
                        "select currency, action, contacts, unknown_contacts, contact_cost_amount, chases, mature_chases, paid_chases,"
                                + " chase_received_amount, compared_chases, compared_amount, compared_expected_amount, compared_received_amount"
                                + " from mart_outcomes order by currency, action");
    }

    @Test
    void onlyMatureChasesSayWhatCameOfThem() {
        assertEquals("""
                EUR|call|3|0|12.00|2|1|1|30.00|1|100.00|60.00|30.00
                EUR|letter|1|0|1.00|1|1|1|30.00|1|150.00|85.00|30.00
                USD|call|1|0|4.00|1|1|1|30.00|0|null|null|null
                XXX|call|1|1|null|1|1|0|null|0|null|null|null
                """, marts("2025-06-30"));
    }

    @Test
    void beforeThirtyDaysAreOverNothingIsSaid() {
        assertEquals("""
                EUR|call|3|0|12.00|2|0|0|null|0|null|null|null
                EUR|letter|1|0|1.00|1|0|0|null|0|null|null|null
                USD|call|1|0|4.00|1|0|0|null|0|null|null|null
                XXX|call|1|1|null|1|0|0|null|0|null|null|null
                """, marts("2025-03-30"));
    }
}
