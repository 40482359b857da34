package io.arrears.leakage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.testing.StagedValues;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every control on rows it must find and rows it must leave alone, all in one query. Controls that compare one with many
 * have {@link StatisticalControlsTest}.
 */
class ControlFixturesTest {

    private static Ledger ledger;
    private static Map<String, String> found;
    private static StagedValues rows;

    @BeforeAll
    static void runEveryControlOnce() throws Exception {
        StagedValues staged = StagedValues.on("2025-12-31", Map.of());
        ledger = Ledger.read("/leakage/fixtures.txt");
        ledger.fill(staged);
        staged.build(StateViews.STATE);
        List<ControlFile> controls = ControlCatalogue.load().controls();
        Dataset<Row> findings = ControlsStage.findings(
                controls, StateViews.settings().policy(), staged.session(), StateViews.parameters("2025-12-31"));
        staged.keep("find_leakage", findings);
        rows = staged;
        found = StateViews.byEntity(staged.session().table("find_leakage"));
    }

    @Test
    void everyControlFindsWhatItMustAndNothingElse() {
        Map<String, String> differences = new TreeMap<>();
        Map<String, String> expected = ledger.expected();
        found.forEach((entity, findings) -> {
            if (!findings.equals(expected.get(entity))) {
                differences.put(entity, "found " + findings + ", expected " + expected.getOrDefault(entity, "nothing"));
            }
        });
        expected.forEach((entity, findings) -> {
            if (!found.containsKey(entity)) {
                differences.put(entity, "found nothing, expected " + findings);
            }
        });
        assertEquals(Map.of(), differences);
    }

    /** Control, amount, what of it is counted. */
    private static String claims(String order) {
        return rows.rows("select concat_ws(' ', control_id, cast(amount as decimal(19, 2)), "
                + "cast(primary_amount as decimal(19, 2))) from find_leakage where order_id = '" + order
                + "' and primary_amount is not null order by control_id, entity_id");
    }

    @Test
    void aStaleStatusTakesNothingFromALossOrADebt() {
        // What is counted of an invoice is at most the largest sum that one control claims on it.
        assertEquals(
                "C01 0.00\nC13 60.00\nC14 0.00\n",
                rows.rows("select concat_ws(' ', control_id, cast(primary_amount as decimal(19, 2))) from find_leakage "
                        + "where invoice_id = 'c14-taken' order by control_id"));
    }

    @Test
    void refundsInPartsAreLostOnceHoweverManyControlsSeeThem() {
        // Six controls claim 440 of the 120 that went back for an order of 100.
        assertEquals(
                "120.00\n",
                rows.rows("select cast(sum(primary_amount) as decimal(19, 2)) from find_leakage "
                        + "where order_id = 'r04-in-parts' and leak_type in ('R', 'E')"));
    }

    @Test
    void overlappingDefectsAreCountedOnce() {
        // P01 comes first and covers P02; P03 takes what it claims above. The invoice's money is other money.
        assertEquals(
                "C01 40.00 40.00\nC03 40.00 0.00\nP01 20.00 20.00\nP02 5.00 0.00\nP03 30.00 10.00\n",
                claims("overlap-sold"));
        // B06 holds all the cash of the invoice; what was paid twice is part of it.
        assertEquals("B06 200.00 200.00\nC04 100.00 0.00\nC05 100.00 0.00\n", claims("overlap-gone"));
        // R04 takes what it claims above R01; R08 is the same refund.
        assertEquals("R01 40.00 40.00\nR02 40.00 0.00\nR04 80.00 40.00\nR08 80.00 0.00\n", claims("overlap-back"));
        // 30 and 40 on the first order, 200 on the second, 80 on the third.
        assertEquals(
                "350.00\n",
                rows.rows("select cast(sum(primary_amount) as decimal(19, 2)) from find_leakage "
                        + "where order_id like 'overlap-%'"));
    }

    @Test
    void everyControlHasAFindingAndANearMissOfItsOwn() {
        for (ControlFile control : ControlCatalogue.load().controls()) {
            if (StatisticalControlsTest.CONTROLS.contains(control.id())) {
                continue;
            }
            List<String> section = ledger.sections().getOrDefault(control.id(), List.of());
            assertTrue(
                    section.stream()
                            .anyMatch(line -> line.contains("=> ") && line.split(" => ")[1].contains(control.id())),
                    "fixtures.txt has no row that " + control.id() + " must find in a section ## " + control.id());
            assertTrue(
                    section.stream().anyMatch(line -> !line.contains(" => ")),
                    "fixtures.txt has no row that " + control.id() + " must leave alone");
        }
    }
}
