package io.arrears.leakage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.arrears.testing.StagedValues;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One mistake that two controls see is counted once, in the sum to which it belongs; across.txt tells the stories. */
class AcrossEntitiesTest {

    private static Ledger ledger;
    private static StagedValues rows;

    @BeforeAll
    static void findEverything() throws Exception {
        rows = StagedValues.on("2025-12-31", Map.of());
        ledger = Ledger.read("/leakage/across.txt");
        ledger.fill(rows);
        rows.build(StateViews.STATE);
        Dataset<Row> findings = ControlsStage.findings(
                ControlCatalogue.load().controls(),
                StateViews.settings().policy(),
                rows.session(),
                StateViews.parameters("2025-12-31"));
        rows.keep("find_leakage", findings);
    }

    @Test
    void eachStoryHasItsFindings() {
        assertEquals(
                new TreeMap<>(ledger.expected()),
                new TreeMap<>(StateViews.byEntity(rows.session().table("find_leakage"))));
    }

    @Test
    void eachStoryIsCountedOnceInItsSum() {
        assertEquals(
                """
                charged-back: lost 100.00 EUR
                failed-and-overdue: to collect 100.00 EUR
                five-back: lost 80.00 EUR
                not-due: to collect 100.00 EUR
                odd-numbers: to correct 43.00 EUR
                on-the-first: to correct 40.00 EUR
                owed-back: to correct 100.00 EUR
                paid-unbilled: to correct 122.22 EUR
                pounds: lost 40.00 GBP
                same-number: lost 70.00 EUR
                same-number: to correct 30.00 EUR
                transferred: to correct 185.17 EUR
                two-debts: to correct 123.00 EUR
                unknown-order: to correct 100.00 EUR
                unnamed-capture: to correct 151.07 EUR
                unnamed-failure: to correct 152.08 EUR
                wrong-number: to correct 141.07 EUR
                """,
                rows.rows("select concat(customer_id, ': ', terms.leak_class(leak_type), ' ', "
                        + "cast(sum(primary_amount) as decimal(19, 2)), ' ', currency) from find_leakage "
                        + "where primary_amount > 0 group by customer_id, currency, terms.leak_class(leak_type) "
                        + "order by customer_id, terms.leak_class(leak_type)"));
    }

    @Test
    void theFindingNamesBothSides() {
        assertEquals(
                "booked-wrongly|no-such-number|captured|paid 2025-11-10 for unknown invoice no-such-number; pays capture capture of"
                        + " invoice captured, 0 days apart\n"
                        + "for-unbilled|nowhere|null|paid 2025-10-20 for unknown invoice nowhere; pays order unbilled, 19 days apart\n"
                        + "puzzle|null|paid 2025-12-10 for no invoice\n"
                        + "transfer|declined|paid 2025-12-10 for no invoice; pays failed attempt decline of invoice declined,"
                        + " 30 days apart\n"
                        + "unnamed-for-refused|refused|paid 2025-12-10 for no invoice; pays failed attempt refused-attempt of"
                        + " invoice refused, 30 days apart\n"
                        + "unnamed-for-taken|taken|paid 2025-11-10 for no invoice; pays capture taken-capture of invoice taken,"
                        + " 0 days apart\n",
                rows.rows("select entity_id, invoice_id, evidence from find_leakage where control_id = 'C06' "
                        + "and customer_id not in ('same-number', 'two-debts', 'odd-numbers') order by entity_id"));
    }
}
