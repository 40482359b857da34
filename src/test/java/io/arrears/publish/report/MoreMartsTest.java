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

    @Test
    void theProvisionSaysWhoseLossGivenDefaultItIsAndShowsSegmentsAndTheOutlook() {
        List<Fact> matrix =
                List.of(provided(true, "All", "currency", 0.2, 1.5), provided(false, "North", "segment", 0.1, 1.5));
        Fact used = lgd(365, 120L, 0.3456, null);
        List<Part> parts = ProvisionParts.of(
                facts(Map.of("mart_provision_matrix", matrix, "mart_lgd", List.of(used, lgd(90, 150L, 0.3456, null)))),
                "EUR");
        assertEquals(
                List.of(
                        "Age,Open,Rate before outlook,Loss rate,Provision,Model expects\n90+ Days,100,0.2,0.3,30,20\n",
                        "Segment,Age,Open,Balances seen,Roll rate of,Loss rate,Provision\nNorth,90+ Days,100,7,segment,0.3,30\n",
                        "Days after default,Balances,Open at default,Credited since,Recovered,Lost\n"
                                + "90,150,100,10,60,0.5\n365,120,100,10,60,0.5\n"),
                shown(parts));
        assertEquals(
                "Provision matrix (IFRS 9): balances times the rates at which they grew older over the last twelve months,"
                        + " times the loss given default. It is 34.6 %, from 120 balances of this ledger that defaulted at least"
                        + " 365 days ago. The rates are multiplied with 1.5 for what is expected ahead"
                        + " (finance.provision.forward-looking).",
                ((Exhibit) parts.get(0)).about().replace('\u00a0', ' '));
    }

    @Test
    void theProvisionSaysWhyTheConfiguredLossGivenDefaultIsUsed() {
        Facts facts = facts(Map.of(
                "mart_provision_matrix",
                List.of(provided(true, "All", "currency", 0.2, 1.0)),
                "mart_lgd",
                List.of(lgd(365, 12L, 0.6, "12 of at least 100 cases"))));
        Exhibit provision = (Exhibit) ProvisionParts.of(facts, "EUR").get(0);
        assertEquals(
                "Provision matrix (IFRS 9): balances times the rates at which they grew older over the last twelve months,"
                        + " times the loss given default. It is 60.0 %, as configured (default.lgd), because the ledger cannot"
                        + " say: 12 of at least 100 cases.",
                provision.about().replace('\u00a0', ' '));
        assertEquals(
                "Age,Open,Loss rate,Provision,Model expects\n90+ Days,100,0.3,30,20\n",
                shown(List.of(provision)).get(0));
    }

    private static Fact provided(boolean isTotal, String segment, String source, double rate, double factor) {
        return fact(
                "currency",
                "EUR",
                "is_total",
                isTotal,
                "provision_segment",
                segment,
                "ageing_bucket",
                "90+ Days",
                "ageing_sort",
                5,
                "outstanding_amount",
                new BigDecimal(100),
                "balances",
                7L,
                "roll_rate_source",
                source,
                "unadjusted_loss_rate",
                rate,
                "loss_rate",
                0.3,
                "forward_looking_factor",
                factor,
                "provision_amount",
                new BigDecimal(30),
                "expected_loss",
                new BigDecimal(20));
    }

    private static Fact lgd(int days, long cases, double used, String reason) {
        return fact(
                "currency",
                "EUR",
                "days_since_default",
                days,
                "is_used",
                days == 365,
                "cases",
                cases,
                "exposure_amount",
                new BigDecimal(100),
                "credited_amount",
                new BigDecimal(10),
                "recovered_amount",
                new BigDecimal(60),
                "lgd_observed",
                0.5,
                "lgd_used",
                used,
                "default_lgd_reason",
                reason);
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

    private static Fact uplift(String verdict, BigDecimal added) {
        return fact(
                "currency",
                "EUR",
                "quarter",
                "All",
                "verdict",
                verdict,
                "mature_chased_customers",
                90L,
                "mature_held_out_customers",
                9L,
                "chased_amount",
                BigDecimal.valueOf(9000),
                "held_out_amount",
                BigDecimal.valueOf(900),
                "chased_rate",
                0.5,
                "held_out_rate",
                0.4,
                "incremental_amount",
                added,
                "incremental_lower_amount",
                added,
                "incremental_upper_amount",
                added);
    }

    @Test
    void whatChasingAddsIsSaidOrWhyItIsNot() {
        assertEquals(List.of(), ChasingParts.uplift(facts(Map.of())), "published before there were draws");
        Part none = ChasingParts.uplift(facts(Map.of("mart_uplift", List.of()))).get(0);
        assertEquals(
                "What chasing adds is not measured: every flagged customer is chased, so there is none to compare with. "
                        + "recovery.holdout-share leaves a random part of them alone.",
                ((Part.Note) none).text());
        Exhibit few =
                (Exhibit) ChasingParts.uplift(facts(Map.of("mart_uplift", List.of(uplift("INSUFFICIENT_DATA", null)))))
                        .get(0);
        assertEquals(
                "INSUFFICIENT_DATA: what chasing adds is not known yet. There are 90 chased customers and 9 customers left alone "
                        + "by chance whose time to pay is over; each side needs recovery.holdout-fewest of them.",
                few.about());
        Exhibit known = (Exhibit)
                ChasingParts.uplift(facts(Map.of("mart_uplift", List.of(uplift("OK", BigDecimal.valueOf(1234.5))))))
                        .get(0);
        assertEquals(
                "Chasing added EUR\u00a01,235, with 95 % certainty EUR\u00a01,235 to EUR\u00a01,235:",
                known.about().substring(0, known.about().indexOf(':') + 1));
    }

    @Test
    void whereNothingWasTriedAgainThePageSaysSo() {
        assertEquals(List.of(), ChasingParts.retries(facts(Map.of())));
        assertEquals(
                "When to try a failed payment again is not known: no attempt that failed was followed by another.",
                ((Part.Note) ChasingParts.retries(facts(Map.of("mart_retry_timing", List.of())))
                                .get(0))
                        .text());
    }
}
