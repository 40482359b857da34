package io.arrears.publish.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.arrears.lake.AsOf;
import io.arrears.publish.report.Part.Tile;
import io.arrears.terms.Ageing;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A figure that is not known says why: a dash alone would read as nothing to report. */
class KeyFiguresTest {

    private static final List<String> UNKNOWN = List.of(
            "net_leakage_amount",
            "to_collect_amount",
            "to_correct_amount",
            "leakage_rate",
            "expected_recovery",
            "dso_days",
            "average_days_late",
            "cei_pct");

    private static Map<String, String> said(BigDecimal currentAmount) {
        Map<String, Object> kpis = new HashMap<>();
        List.of(
                        "invoiced_amount",
                        "paid_amount",
                        "outstanding_amount",
                        "overdue_amount",
                        "refund_amount",
                        "expected_loss")
                .forEach(column -> kpis.put(column, new BigDecimal("10.00")));
        kpis.put("outstanding_rate", 1.0);
        kpis.put("currency", "EUR");
        kpis.put("period_months", 3);
        kpis.put("current_amount", currentAmount);
        UNKNOWN.forEach(column -> kpis.put(column, null));
        Facts facts = new Facts(
                AsOf.parse("2025-06-30"),
                "r1",
                Optional.empty(),
                Ageing.of(List.of(30, 60, 90)),
                List.of(),
                Map.of("mart_kpis", List.of(new Fact(kpis))),
                Map.of());
        return KeyFigures.tiles(facts, "EUR").stream()
                .filter(tile -> tile.value().equals("–"))
                .collect(Collectors.toMap(Tile::label, Tile::change));
    }

    @Test
    void whatIsUnknownSaysWhy() {
        assertEquals(
                Map.of(
                        "Lost (leakage)", "no control could look",
                        "To collect, of what is owed", "no control could look",
                        "To correct", "no control could look",
                        "Lost / invoiced", "no control could look",
                        "Expected back in 30 days", "no outcome was ever seen",
                        "Days sales outstanding, 3 months", "nothing was sold in the period",
                        "Average days late, 3 months", "no invoice has a due date",
                        "Collection effectiveness, 3 months", "no invoice has a due date"),
                said(null));
    }

    @Test
    void withDueDatesItIsAnotherReason() {
        Map<String, String> said = said(BigDecimal.ZERO);
        assertEquals("no dated invoice was paid in the period", said.get("Average days late, 3 months"));
        assertEquals("nothing was due to collect", said.get("Collection effectiveness, 3 months"));
    }
}
