package io.arrears.desk.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.arrears.model.StoredModels;
import io.arrears.model.data.ModelTask;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the desk makes of a file, asked over HTTP. */
class DeskScoringTest {

    private static final Path TRANSACTIONS =
            Path.of(System.getProperty("arrears.data", "../shared/data"), "seed-recovery", "transactions.csv");

    @TempDir
    static Path lake;

    private static TestDesk desk;

    @BeforeAll
    static void start() {
        new StoredModels(lake).all();
        desk = new TestDesk(lake, Map.of());
    }

    @AfterAll
    static void stop() {
        desk.close();
    }

    private static Map<String, Integer> refusals(JsonNode scored) {
        Map<String, Integer> found = new TreeMap<>();
        scored.get("understood")
                .get("refusals")
                .forEach(why ->
                        found.put(why.get("reason").asText(), why.get("count").asInt()));
        return found;
    }

    @Test
    void aRowScoresAsTheModelDoesAndWhatIsMissingIsMissing() throws Exception {
        JsonNode scored = desk.score("as_of=2025-07-10", """
                claim_id,claim_type,Currency,amount,attempts,provider,past_recovery_rate,due date
                A,failed_payment,EUR,80.50,2,Adyen,0.9,2025-07-01
                B,overdue_invoice,USD,"1,000.00",,,,2025-07-01
                """);
        JsonNode a =
                desk.worklist(scored, "currency=EUR").get("list").get("lines").get(0);
        double[] expected = StoredModels.recoveryScores(80.5, 2, 0.9, 9, "EUR", "Adyen", "Unknown", "<100");
        assertEquals(expected[1], a.get("probability").asDouble(), 1e-12);
        assertEquals(
                BigDecimal.valueOf(80.5 * expected[1])
                        .setScale(2, RoundingMode.HALF_UP)
                        .doubleValue(),
                a.get("value").asDouble());
        assertTrue(a.get("reasons")
                .toString()
                .contains("90 % of the customer's earlier claims recovered (raises the chance)"));
        JsonNode b =
                desk.worklist(scored, "currency=USD").get("list").get("lines").get(0);
        assertEquals(
                StoredModels.recoveryScores(1000, Double.NaN, Double.NaN, 9, "USD", null, "Unknown", ">=500")[1],
                b.get("probability").asDouble(),
                1e-12);
        JsonNode missing = scored.get("understood").get("missing").get(0);
        assertEquals("[\"region\"]", missing.get("features").toString());
        assertEquals(1 / 8.0, missing.get("share").asDouble());
    }

    @Test
    void everyRowIsAccountedForWithItsLine() throws Exception {
        JsonNode scored = desk.score("as_of=2025-07-10", """
                order_id;customer_id;currency;amount;transaction_type;result_status;attempted_at;payment_date;retries
                O1;C1;EUR;10,50;capture;failed;2025-07-01;;3
                O2;C1;EUR;20;capture;success;2025-07-01;2025-07-01;0
                O3;C1;EUR;30;refund;failed;2025-07-01;;0
                O4;C1;EUR;40;capture;failed;2025-07-01;2025-06-30;0
                O5;C1;EUR;50;capture;failed;2025-07-01;2025-07-05;0
                O6;C1;EUR;60;capture;failed;2025-07-01;2025-07-20;0
                O7;C1;EUR;nothing;capture;failed;2025-07-01;;0
                O8;C1;EURO;80;capture;failed;2025-07-01;;0
                ;C1;EUR;90;capture;failed;2025-07-01;;0
                O1;C1;EUR;10,50;capture;failed;2025-07-01;;3
                O9;C1;EUR;"95;capture;failed;2025-07-01;;0
                O10;C1;EUR;100;capture;failed;2025-07-11;;0
                O11;C1;EUR;0;capture;failed;2025-07-01;;0
                O12;C1;EUR;5;capture;failed;2024-07-01;;0
                """);
        JsonNode understood = scored.get("understood");
        assertEquals(
                "14 2 8 4",
                understood.get("rows").asInt() + " " + understood.get("scored").asInt() + " "
                        + understood.get("aside").asInt() + " "
                        + understood.get("wrong").asInt());
        assertEquals(
                Map.ofEntries(
                        Map.entry("the payment succeeded: nothing to recover", 1),
                        Map.entry("a refund, not a claim", 1),
                        Map.entry("paid on or before the attempt: not a claim", 1),
                        Map.entry("paid by the day looked at", 1),
                        Map.entry("the amount cannot be read", 1),
                        Map.entry("the currency is not three letters", 1),
                        Map.entry("nothing names the row", 1),
                        Map.entry("the same claim is in a line above", 1),
                        Map.entry("the row cannot be read", 1),
                        Map.entry("dated after the day looked at", 1),
                        Map.entry("nothing is open", 1),
                        Map.entry("older than 365 days: the models know no such claim", 1)),
                refusals(scored));
        String csv = desk.get("api/results/" + scored.get("id").asText() + "/not-scored.csv")
                .body();
        assertEquals(13, csv.lines().count());
        assertTrue(csv.contains("8,wrong,the amount cannot be read,nothing,"), csv);
        assertTrue(csv.contains("12,wrong,the row cannot be read,"), csv);
    }

    @Test
    void attemptsOfOneClaimAreJoinedAndSaidSo() throws Exception {
        JsonNode scored = desk.score("as_of=2025-07-10", """
                order_id,currency,amount,result_status,attempted_at,provider
                O1,EUR,10.50,failed,2025-07-01,Adyen
                O2,EUR,20,failed,2025-07-01,Adyen
                O1,EUR,10.50,failed,2025-07-03,Amex
                O2,EUR,20,success,2025-07-02,Adyen
                """);
        JsonNode understood = scored.get("understood");
        assertEquals(
                "4 1 1 2 0",
                understood.get("rows").asInt() + " " + understood.get("scored").asInt() + " "
                        + understood.get("joined").asInt() + " "
                        + understood.get("aside").asInt() + " "
                        + understood.get("wrong").asInt());
        assertTrue(understood.get("notes").toString().contains("several attempts on a debt"));
        JsonNode kpi = desk.worklist(scored, "").get("kpis").get(0);
        assertEquals(
                "10.5 1", kpi.get("amount").asDouble() + " " + kpi.get("cases").asInt());
        JsonNode line = desk.worklist(scored, "").get("list").get("lines").get(0);
        assertEquals("4 [2,4]", line.get("line").asInt() + " " + line.get("lines"));
        assertEquals(
                StoredModels.recoveryScores(10.5, 2, Double.NaN, Double.NaN, "EUR", "Amex", "Unknown", "<25")[1],
                line.get("probability").asDouble(),
                1e-12);
        String results = "api/results/" + scored.get("id").asText();
        assertTrue(desk.get(results + "/worklist.csv")
                .body()
                .lines()
                .skip(1)
                .findFirst()
                .orElseThrow()
                .contains(",4,2 4,"));
        assertTrue(desk.get(results + "/not-scored.csv")
                .body()
                .contains("2,joined,part of a claim with several attempts,\"part of claim O1, scored from line 4\","));
    }

    @Test
    void invoicesPastTheHorizonHaveDefaultedAndALaterPaymentIsNotKnown() throws Exception {
        JsonNode scored = desk.score("as_of=2025-07-10", """
                invoice_id,invoice_date,due_date,amount,amount_paid,paid_date,payment_status,region
                I1,2025-06-01,2025-07-01,100,0,,open,North
                I2,2025-05-01,2025-06-01,100,100,2025-07-20,paid,North
                I3,2025-01-01,2025-02-01,100,40,2025-01-20,partial,South
                I4,2025-06-01,2025-07-01,100,100,2025-07-02,paid,South
                """);
        assertEquals("invoices", scored.get("kind").asText());
        assertEquals(Map.of("nothing is open", 1), refusals(scored));
        JsonNode lines = desk.worklist(scored, "").get("list").get("lines");
        assertEquals("[I3 1.000 36.0, I2 0.600 36.0, I1 0.250 15.0]", shown(lines));
        assertEquals(
                "[\"unpaid beyond the horizon: defaulted\"]",
                lines.get(0).get("reasons").toString());
        assertEquals(
                "not used: a status may have changed since; balances decide",
                scored.get("understood").get("columns").get(6).get("use").asText());
    }

    private static String shown(JsonNode lines) {
        java.util.List<String> shown = new java.util.ArrayList<>();
        lines.forEach(line -> shown.add(String.format(
                java.util.Locale.ROOT,
                "%s %.3f %s",
                line.get("id").asText(),
                line.get("probability").asDouble(),
                line.get("value").asDouble())));
        return shown.toString();
    }

    @Test
    void eachCurrencyHasItsOwnQueueAndItsPartOfTheCapacity() throws Exception {
        StringBuilder csv = new StringBuilder("claim_id,claim_type,currency,amount\n");
        for (int i = 0; i < 30; i++) {
            csv.append("C")
                    .append(i)
                    .append(",failed_payment,")
                    .append(i < 20 ? "EUR" : "USD")
                    .append(',')
                    .append(10 + i)
                    .append('\n');
        }
        JsonNode scored = desk.score("", csv.toString());
        JsonNode kpis = desk.worklist(scored, "capacity=6").get("kpis");
        assertEquals("EUR 20 4, USD 10 2", kpi(kpis.get(0)) + ", " + kpi(kpis.get(1)));
        JsonNode page =
                desk.worklist(scored, "capacity=6&currency=USD&chosen=true").get("list");
        assertEquals(2, page.get("matches").asInt());
        double sum = page.get("lines").get(0).get("value").asDouble()
                + page.get("lines").get(1).get("value").asDouble();
        assertEquals(sum, kpis.get(1).get("expectedChosen").asDouble(), 1e-9);
        assertEquals(
                0,
                desk.worklist(scored, "text=nobody").get("list").get("matches").asInt());
        assertEquals(
                1,
                desk.worklist(scored, "text=c29&currency=USD")
                        .get("list")
                        .get("matches")
                        .asInt());
    }

    private static String kpi(JsonNode kpi) {
        return kpi.get("currency").asText() + " " + kpi.get("cases").asInt() + " "
                + kpi.get("chosen").asInt();
    }

    @Test
    void liftCountsNoRowThatCouldNotHaveComeBack() throws Exception {
        StringBuilder csv = new StringBuilder(
                "order_id,currency,amount,provider,result_status,invoice_date,days_since_invoice,payment_date,label_recovered_30d\n");
        for (int i = 0; i < 40; i++) {
            boolean back = i % 2 == 0;
            csv.append("F%d,EUR,50,%s,failed,2025-07-01,2,%s,%d\n"
                    .formatted(i, back ? "Adyen" : "Amex", back ? "2025-07-09" : "", back ? 1 : 0));
            csv.append("S%d,EUR,50,Adyen,success,2025-07-01,2,2025-07-03,1\n".formatted(i));
        }
        JsonNode scored = desk.score("as_of=2025-12-31", csv.toString());
        assertEquals(Map.of("the payment succeeded: nothing to recover", 40), refusals(scored));
        JsonNode lift = desk.worklist(scored, "capacity=10").get("kpis").get(0).get("lift");
        assertEquals(
                "40 0.5 1.0 2.0 500.0 0",
                lift.get("known").asInt() + " " + lift.get("baseRate").asDouble() + " "
                        + lift.get("topRate").asDouble() + " "
                        + lift.get("lift").asDouble() + " "
                        + lift.get("moneyTop").asDouble() + " "
                        + lift.get("seen").asInt());
        JsonNode early = desk.score("", csv.toString().replace("2025-07", "2025-05"));
        assertEquals(
                40,
                desk.worklist(early, "capacity=10")
                        .get("kpis")
                        .get(0)
                        .get("lift")
                        .get("seen")
                        .asInt());
        JsonNode few = desk.score("", csv.substring(0, csv.indexOf("F10,")));
        assertTrue(
                desk.worklist(few, "capacity=10").get("kpis").get(0).get("lift").isNull());
    }

    /** 6,340 failed orders that are no refunds, 132 of them paid before the attempt: the rest are claims. */
    @Test
    void theSeedProjectsExportIsReadAsItIs() throws Exception {
        assumeTrue(Files.exists(TRANSACTIONS), "no " + TRANSACTIONS);
        JsonNode scored = desk.score("as_of=2025-10-31", Files.readString(TRANSACTIONS));
        JsonNode understood = scored.get("understood");
        assertEquals(12_068, understood.get("rows").asInt());
        assertEquals(0, understood.get("wrong").asInt(), () -> refusals(scored).toString());
        assertEquals(6_340 - 132, understood.get("scored").asInt(), () -> refusals(scored)
                .toString());
        // 5,566 succeeded, some of them refunds, which are named so.
        assertEquals(5_566 - 105, refusals(scored).get("the payment succeeded: nothing to recover"));
        assertTrue(
                understood.get("columns").toString().contains("a final count is not known when the decision is made"));
        assertEquals(3, desk.worklist(scored, "").get("kpis").size());
    }

    @Test
    void aTaskWithoutAModelIsScoredByRates(@TempDir Path other) throws Exception {
        StoredModels models = new StoredModels(other);
        for (ModelTask task : ModelTask.values()) {
            models.ratesOnly(task);
        }
        try (TestDesk rates = new TestDesk(other, Map.of())) {
            JsonNode scored = rates.score(
                    "kind=invoices&as_of=2025-07-10",
                    "invoice_id,due_date,amount\nI1,2025-08-01,100\nI2,2025-07-01,100\n");
            assertEquals(
                    "[I1 0.500 30.0, I2 0.250 15.0]",
                    shown(rates.worklist(scored, "").get("list").get("lines")));
            assertTrue(scored.get("understood").get("notes").toString().contains("base rates by ageing bucket"));
        }
    }

    @Test
    void aHeaderThatSaysNothingIsRefusedWithWhatIsMissing() throws Exception {
        JsonNode refused = desk.score("", "a,b\n1,2\n");
        assertTrue(refused.get("error").asText().contains("claim_id"), refused.toString());
        assertTrue(desk.score("kind=claims", "invoice_id,b\n1,2\n")
                .get("error")
                .asText()
                .contains("amount or open_amount"));
        assertNull(refused.get("id"));
    }
}
