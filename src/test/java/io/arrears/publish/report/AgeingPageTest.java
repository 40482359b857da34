package io.arrears.publish.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.arrears.lake.AsOf;
import io.arrears.publish.report.Part.Exhibit;
import io.arrears.terms.Ageing;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The page of ages by ranges of another company than the reference's. */
class AgeingPageTest {

    private static final Ageing AGEING = Ageing.of(List.of(15, 45));

    private static Fact aged(String bucket, String detail, int sort, String amount) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("currency", "EUR");
        values.put("region", "North");
        values.put("segment", "Retail");
        values.put("ageing_bucket", bucket);
        values.put("ageing_sort", sort);
        values.put("ageing_detail", detail);
        values.put("invoices", 1L);
        values.put("outstanding_amount", new BigDecimal(amount));
        values.put("overpaid_amount", new BigDecimal("0.00"));
        return new Fact(values);
    }

    private static Facts facts(List<Fact> now, List<Fact> then) {
        Fact kpis = new Fact(Map.of("currency", "EUR", "invoices", 3L, "outstanding_amount", BigDecimal.ONE));
        return new Facts(
                AsOf.parse("2025-06-30"),
                "r000001",
                Optional.of(AsOf.parse("2025-05-31")),
                AGEING,
                List.of(),
                Map.of("mart_kpis", List.of(kpis), "mart_ageing", now),
                Map.of("mart_kpis", List.of(kpis), "mart_ageing", then));
    }

    private static String csv(Page page, String title) {
        return page.parts().stream()
                .filter(part ->
                        part instanceof Exhibit exhibit && exhibit.title().equals(title))
                .map(part -> Csv.text(((Exhibit) part).grid()).replace("\r\n", "\n"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void bucketsAndDetailFollowTheRanges() {
        Page page = AgeingPage.of(facts(
                List.of(
                        aged("45+ Days", "181-365 Days", 4, "30.00"),
                        aged("45+ Days", "46-120 Days", 4, "20.00"),
                        aged("1-15 Days", "1-15 Days", 2, "50.00")),
                List.of()));
        assertEquals(
                "Age,Invoices,Open,Overpaid\n1-15 Days,1,50.00,0.00\n45+ Days,2,50.00,0.00\n",
                csv(page, "Open balance by age"));
        assertEquals(
                "Age,Invoices,Open,Overpaid\n46-120 Days,1,20.00,0.00\n181-365 Days,1,30.00,0.00\n",
                csv(page, "Open for more than 45 days"));
        assertEquals(
                "Region,Not Due,1-15 Days,16-45 Days,45+ Days,No Due Date,All\nNorth,0,50.00,0,50.00,0,100.00\n",
                csv(page, "Open balance by region and age"));
        Part.Answers answers = (Part.Answers) page.parts().get(0);
        assertEquals(
                "EUR\u00a050 has been overdue for more than 45 days.",
                answers.answers().get(0).headline());
        assertEquals(
                "That is 50.0 % of everything open, on 2 invoices.",
                answers.answers().get(0).detail());
    }

    /** Ranges that changed between two days: each amount stays under the name it was published with. */
    @Test
    void noAmountIsLostWhereTheDayBeforeHadOtherRanges() {
        Facts facts = facts(
                List.of(aged("1-15 Days", "1-15 Days", 2, "50.00")), List.of(aged("1-30 Days", null, 2, "70.00")));
        Exhibit changes = (Exhibit) ChangesPage.ageing(facts, "EUR", "31 May 2025");
        assertEquals(
                "Age,Then,Now,Change\n1-15 Days,0,50.00,50.00\n1-30 Days,70.00,0,-70.00\n",
                Csv.text(changes.grid()).replace("\r\n", "\n"));
    }
}
