package io.arrears.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class StageReportTest {

    @Test
    void aTotalIsNotAddedToItsParts() {
        assertEquals(743, new StageReport(Map.of("rows", 743L, "invoices", 150L, "payments", 146L)).rows());
    }

    @Test
    void withoutATotalThePartsAreAddedAndRatesLeftOut() {
        assertEquals(296, new StageReport(Map.of("invoices", 150L, "payments", 146L, "share", 0.5)).rows());
    }
}
