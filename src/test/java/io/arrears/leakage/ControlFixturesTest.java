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

/** Every control on rows it must find and rows it must leave alone, all in one query. */
class ControlFixturesTest {

    private static Ledger ledger;
    private static Map<String, String> found;

    @BeforeAll
    static void runEveryControlOnce() throws Exception {
        StagedValues staged = StagedValues.on("2025-12-31", Map.of());
        ledger = Ledger.read("/leakage/fixtures.txt");
        ledger.fill(staged);
        staged.build(StateViews.STATE);
        List<ControlFile> controls = ControlCatalogue.load().controls();
        Dataset<Row> findings =
                ControlsStage.findings(controls, staged.session(), StateViews.parameters("2025-12-31"));
        found = StateViews.byEntity(findings);
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

    @Test
    void everyControlHasAFindingAndANearMissOfItsOwn() {
        for (ControlFile control : ControlCatalogue.load().controls()) {
            List<String> section = ledger.sections().getOrDefault(control.id(), List.of());
            assertTrue(section.stream().anyMatch(line -> line.contains("=> ") && line.split(" => ")[1].contains(control.id())),
                    "fixtures.txt has no row that " + control.id() + " must find in a section ## " + control.id());
            assertTrue(section.stream().anyMatch(line -> !line.contains(" => ")),
                    "fixtures.txt has no row that " + control.id() + " must leave alone");
        }
    }
}
