package io.arrears.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RunSummaryTest {

    @Test
    void moneyHasTheDigitsOfItsCurrency() {
        BigDecimal money = new BigDecimal("1057.664");
        assertEquals("1,057.664", RunSummary.shown(money, false, "KWD"));
        assertEquals("1,057.66", RunSummary.shown(money, false, "EUR"));
        assertEquals("1,058", RunSummary.shown(money, false, "JPY"));
        assertEquals("-", RunSummary.shown(null, false, "EUR"));
    }

    @Test
    void aRateIsAPercentageInEveryCurrency() {
        assertEquals("4.50 %", RunSummary.shown(0.045, true, "JPY"));
    }

    @Test
    void whatIsBelowMaterialityIsCountedAndNamesItsControls() {
        assertEquals(
                "  1,204 more findings are below materiality and in no sum above: B02, C01 "
                        + "(immaterial_amount of mart_leakage_summary)",
                RunSummary.immaterial(new TreeMap<>(Map.of("C01", 1_200L, "B02", 4L))));
        assertEquals(
                "  1 more finding is below materiality and in no sum above: C01 (immaterial_amount of mart_leakage_summary)",
                RunSummary.immaterial(new TreeMap<>(Map.of("C01", 1L))));
    }
}
