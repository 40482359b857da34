package io.arrears.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
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
}
