package io.arrears.publish.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.arrears.lake.AsOf;
import io.arrears.publish.report.Part.Exhibit;
import io.arrears.terms.Ageing;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Exhibits of marts that a day may lack: shown when they have rows, left out when not. */
class MoreMartsTest {

    private static Fact fact(Object... namesAndValues) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return new Fact(values);
    }

    private static Facts facts(Map<String, List<Fact>> today) {
        Map<String, List<Fact>> all = new LinkedHashMap<>(today);
        all.put("mart_kpis", List.of(fact("currency", "EUR", "invoices", 1L, "outstanding_amount", BigDecimal.ONE)));
        return new Facts(
                AsOf.parse("2025-06-30"),
                "r000001",
                Optional.empty(),
                Ageing.of(List.of(30, 60, 90)),
                List.of(),
                all,
                Map.of());
    }

    private static List<String> shown(List<Part> parts) {
        return Page.of("x", "", "", parts).parts().stream()
                .map(Exhibit.class::cast)
                .map(exhibit -> Csv.text(exhibit.grid()).replace("\r\n", "\n"))
                .toList();
    }

    @Test
    void martsThatAreNotThereLeaveNoTrace() {
        assertEquals(List.of(), shown(GainsParts.of(facts(Map.of()), "default")));
        assertEquals(List.of(), shown(ProvisionParts.of(facts(Map.of()), "EUR")));
        assertEquals(List.of(), Tables.of(facts(Map.of()), List.of("mart_alerts", "mart_nothing")));
    }

    @Test
    void gainsStandSideBySidePerRanking() {
        List<Fact> gains = new ArrayList<>();
        for (int decile = 1; decile <= 2; decile++) {
            gains.add(gain("forest", decile, 0.3 * decile));
            gains.add(gain("baseline:base_rate", decile, 0.1 * decile));
        }
        assertEquals(
                List.of("Looked at,Model: forest,Rule: base rate\n10 %,0.3,0.1\n20 %,0.6,0.2\n"),
                shown(GainsParts.of(facts(Map.of("mart_gains", gains)), "default")));
    }

    private static Fact gain(String model, int decile, double share) {
        return fact(
                "task",
                "default",
                "model",
                model,
                "slice",
                "test",
                "segment",
                "all",
                "decile",
                decile,
                "event_share",
                share);
    }

    @Test
    void whatDriftedIsListedFirst() {
        List<Fact> drift = List.of(drift("amount", 0.01, "OK"), drift("region", 0.4, "WARN"));
        assertEquals(
                List.of(
                        "What,Measure,Value,Fine from,Fine to,Cases,Status\nregion,Shift since training (PSI),0.4,,0.2,9,WARN\n"
                                + "amount,Shift since training (PSI),0.01,,0.2,9,OK\n"),
                shown(GainsParts.of(facts(Map.of("mart_drift", drift)), "default")));
    }

    private static Fact drift(String subject, double value, String status) {
        return fact(
                "task",
                "default",
                "measure",
                "psi",
                "subject",
                subject,
                "value",
                value,
                "lower_limit",
                null,
                "upper_limit",
                0.2,
                "observations",
                9L,
                "drift_status",
                status);
    }

    @Test
    void rollRatesAreAddedBeforeTheyAreDivided() {
        List<Fact> moves = List.of(
                move("2025-04-30", "Paid", 9, 90, 0.9),
                move("2025-04-30", "1-30 Days", 2, 10, 0.1),
                move("2025-05-31", "Paid", 9, 0, 0.0),
                move("2025-05-31", "1-30 Days", 2, 300, 1.0));
        assertEquals(
                List.of("Was,1-30 Days,Paid,Balance,Month ends\nNot Due,0.775,0.225,400,2\n"),
                shown(ProvisionParts.of(facts(Map.of("mart_roll_rates", moves)), "EUR")));
    }

    private static Fact move(String day, String to, int sort, int amount, double rate) {
        return fact(
                "currency",
                "EUR",
                "month_end_date",
                LocalDate.parse(day),
                "from_bucket",
                "Not Due",
                "from_sort",
                1,
                "to_bucket",
                to,
                "to_sort",
                sort,
                "moved_amount",
                new BigDecimal(amount),
                "roll_rate",
                rate);
    }

    @Test
    void anUnknownMartIsShownAsItIs() {
        List<Fact> alerts = List.of(
                fact("as_of_date", LocalDate.parse("2025-06-30"), "run_id", "r1", "alert_name", "b", "hit_rate", 0.5),
                fact(
                        "as_of_date",
                        LocalDate.parse("2025-06-30"),
                        "run_id",
                        "r1",
                        "alert_name",
                        "=a",
                        "hit_rate",
                        null));
        assertEquals(
                List.of("Alert name,Hit rate\n'=a,\nb,0.5\n"),
                shown(Tables.of(facts(Map.of("mart_alerts", alerts)), List.of("mart_alerts"))));
        assertEquals("50.0 %", Kind.SHARE.shown(0.5));
    }
}
