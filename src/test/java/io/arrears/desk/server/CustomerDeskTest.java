package io.arrears.desk.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.arrears.model.StoredModels;
import io.arrears.testing.TestPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The desk opens a published day with its customers, and a file by customer where it names them. */
class CustomerDeskTest {

    @TempDir
    static Path lake;

    private static TestDesk desk(String schema, Map<String, String> more) {
        Map<String, String> settings = new TreeMap<>(CustomerMarts.published(schema, "'disputes, contacts'"));
        settings.putAll(more);
        return new TestDesk(lake, settings);
    }

    private static String words(JsonNode nodes, Function<JsonNode, String> word) {
        List<String> words = new ArrayList<>();
        nodes.forEach(node -> words.add(word.apply(node)));
        return String.join(" ", words);
    }

    private static String customers(TestDesk desk, JsonNode result, String query) throws Exception {
        return words(
                desk.worklist(result, "view=customers&currency=EUR&" + query)
                        .get("list")
                        .get("customers"),
                each -> (each.get("chosen").asBoolean() ? "*" : "")
                        + each.get("id").asText());
    }

    private static String claims(TestDesk desk, JsonNode result, String query) throws Exception {
        return words(
                desk.worklist(result, "view=cases&currency=EUR&" + query)
                        .get("list")
                        .get("lines"),
                each -> (each.get("chosen").asBoolean() ? "*" : "")
                        + each.get("id").asText());
    }

    @Test
    void aPublishedDayOpensWithCustomersAsTheRunRankedAndFlaggedThem() throws Exception {
        try (TestDesk desk = desk("desk_customers", Map.of())) {
            JsonNode result = desk.post("api/published");
            assertEquals("customers", result.get("opensWith").asText());
            JsonNode answer = desk.worklist(result, "");
            assertEquals("customer", answer.get("unit").asText());
            assertTrue(answer.get("list").get("lines").isNull());
            // Three places: two for the three customers in EUR whose claims are not all held, one for the one in USD.
            assertEquals("*C2 *C1 order:O5 C3", customers(desk, result, ""));
            assertEquals("invoice:I2 *order:O4 *invoice:I1 order:O5 order:O6", claims(desk, result, ""));
            JsonNode kpi = answer.get("kpis").get(0);
            assertEquals(
                    "EUR 5 4 2 310.0 151.0 2 2 190.0 131.0",
                    words(
                            TestDesk.JSON
                                    .createArrayNode()
                                    .add(kpi.get("currency"))
                                    .add(kpi.get("cases"))
                                    .add(kpi.get("customers"))
                                    .add(kpi.get("held"))
                                    .add(kpi.get("heldAmount"))
                                    .add(kpi.get("expected"))
                                    .add(kpi.get("chosen"))
                                    .add(kpi.get("chosenCases"))
                                    .add(kpi.get("amountChosen"))
                                    .add(kpi.get("expectedChosen")),
                            each -> each.isNumber() && !each.isInt()
                                    ? String.valueOf(each.asDouble())
                                    : each.asText()));
        }
    }

    @Test
    void aCustomerOpensToItsClaimsAndTheirInvoices() throws Exception {
        try (TestDesk desk = desk("desk_opens", Map.of())) {
            JsonNode result = desk.post("api/published");
            JsonNode ann = desk.worklist(result, "currency=EUR")
                    .get("list")
                    .get("customers")
                    .get(1);
            assertEquals(
                    "Ann 2 1 400.0 300.0 50.0 20 invoice:I1 0.0 12.5 2025-02-20 phone no answer broken 2025-02-15",
                    String.join(
                            " ",
                            ann.get("name").asText(),
                            ann.get("claims").asText(),
                            ann.get("held").asText(),
                            ann.get("amount").asDouble() + "",
                            ann.get("heldAmount").asDouble() + "",
                            ann.get("value").asDouble() + "",
                            ann.get("oldestDays").asText(),
                            ann.get("best").asText(),
                            ann.get("account").get("credit").asDouble() + "",
                            ann.get("account").get("unapplied").asDouble() + "",
                            ann.get("account").get("contactDate").asText(),
                            ann.get("account").get("contactChannel").asText(),
                            ann.get("account").get("contactOutcome").asText(),
                            ann.get("account").get("promiseStatus").asText(),
                            ann.get("account").get("promisePayBy").asText()));
            String place = "/customer?currency=EUR&place=" + ann.get("rank").asText();
            JsonNode lines = desk.json("api/results/" + result.get("id").asText() + place)
                    .get("lines");
            assertEquals(
                    "invoice:I1 invoice:I2", words(lines, each -> each.get("id").asText()));
            assertEquals(
                    "{\"invoice\":\"I1\",\"order\":\"O1\",\"invoiceDate\":\"2025-01-10\",\"dueDate\":\"2025-02-09\","
                            + "\"invoiced\":120.000,\"paid\":20.000,\"credited\":0.000,\"open\":100.000}",
                    lines.get(0).get("bill").toString().replaceAll("(\\d\\.)0\\b", "$1000"));
            assertTrue(lines.get(1).get("bill").get("credited").isNull(), "no credit notes is not none");
            assertEquals("Disputed", lines.get(1).get("hold").get("title").asText());
            assertTrue(desk.json("api/results/" + result.get("id").asText() + "/customer?currency=EUR&place=9")
                    .get("error")
                    .asText()
                    .startsWith("There is no customer at place 9"));
        }
    }

    @Test
    void whatIsHeldCanBeLeftOutAndIsExplainedOnce() throws Exception {
        try (TestDesk desk = desk("desk_held", Map.of())) {
            JsonNode result = desk.post("api/published");
            assertEquals("*C2 *C1 order:O5", customers(desk, result, "hold=no"));
            assertEquals("*C1 C3", customers(desk, result, "hold=yes"));
            assertEquals("C3", customers(desk, result, "hold=covered+by+credit"));
            assertEquals("*order:O4 *invoice:I1 order:O5", claims(desk, result, "hold=no"));
            JsonNode holds = desk.worklist(result, "hold=no").get("list").get("holds");
            assertEquals(
                    "disputed=Disputed:1 covered by credit=Covered by credit:1",
                    words(
                            holds,
                            each -> each.get("hold").get("reason").asText() + "="
                                    + each.get("hold").get("title").asText() + ":"
                                    + each.get("cases").asText()));
            String notes = result.get("understood").get("notes").toString();
            assertTrue(notes.contains("The ledger has no table of disputes, contacts: what they would say"), notes);
            assertEquals("[\"disputes\",\"contacts\"]", result.get("notLooked").toString());
        }
    }

    @Test
    void theDownloadsHaveTheHolds() throws Exception {
        try (TestDesk desk = desk("desk_downloads", Map.of())) {
            JsonNode result = desk.post("api/published");
            String results = "api/results/" + result.get("id").asText();
            List<String> claims = desk.get(results + "/worklist.csv?capacity=3")
                    .body()
                    .lines()
                    .toList();
            assertTrue(claims.get(0).endsWith(",debtor_id,invoice_id,hold_reason,hold,treatment"), claims.get(0));
            assertTrue(claims.get(1).startsWith("EUR,1,false,invoice:I2,"), claims.get(1));
            assertTrue(claims.get(1).endsWith(",C1,I2,disputed,Disputed,"), claims.get(1));
            assertTrue(claims.get(2).endsWith(",C2,,,,"), claims.get(2));
            List<String> customers = desk.get(results + "/customers.csv?capacity=3")
                    .body()
                    .lines()
                    .toList();
            assertEquals(6, customers.size());
            assertEquals(
                    "EUR,2,true,C1,Ann,North,SMB,2,1,400.00,300.00,50.000,20,invoice:I1,,,0.00,12.50,2025-02-20,phone,"
                            + "no answer,2025-02-01,2025-02-15,,broken,late before,,,\"disputes, contacts\",",
                    customers.get(2));
        }
    }

    @Test
    void whatARunDrewToBeLeftAloneKeepsItsPlaceAndIsNotChosen() throws Exception {
        try (TestDesk desk = desk("desk_left_alone", Map.of());
                Connection marts = TestPostgres.connect();
                Statement statement = marts.createStatement()) {
            statement.execute("update desk_left_alone.mart_recovery_worklist set treatment = 'hold-out'"
                    + " where debtor_id = 'C2'");
            JsonNode result = desk.post("api/published");
            assertEquals("C2 *C1 order:O5 C3", customers(desk, result, ""));
            JsonNode first = desk.worklist(result, "currency=EUR")
                    .get("list")
                    .get("customers")
                    .get(0);
            assertTrue(first.get("leftAlone").asBoolean());
            assertEquals("*invoice:I1", claims(desk, result, "chosen=true"));
            String results = "api/results/" + result.get("id").asText();
            assertTrue(desk.get(results + "/worklist.csv")
                    .body()
                    .lines()
                    .toList()
                    .get(2)
                    .endsWith(",C2,,,,hold-out"));
            assertTrue(desk.get(results + "/customers.csv")
                    .body()
                    .lines()
                    .toList()
                    .get(1)
                    .endsWith(",hold-out"));
        }
        try (TestDesk desk = desk("desk_left_claims", Map.of("recovery.capacity-unit", "claim"));
                Connection marts = TestPostgres.connect();
                Statement statement = marts.createStatement()) {
            statement.execute("update desk_left_claims.mart_recovery_worklist set treatment = 'hold-out'"
                    + " where debtor_id = 'C2'");
            assertEquals("*invoice:I1", claims(desk, desk.post("api/published"), "chosen=true"));
        }
    }

    @Test
    void claimsAreChosenOneByOneWhereTheRunCountsThem() throws Exception {
        try (TestDesk desk = desk("desk_claims", Map.of("recovery.capacity-unit", "claim"))) {
            JsonNode result = desk.post("api/published");
            assertEquals("claim", desk.worklist(result, "").get("unit").asText());
            assertEquals("customers", desk.worklist(result, "").get("view").asText());
            assertEquals("invoice:I2 *order:O4 *invoice:I1 order:O5 order:O6", claims(desk, result, ""));
            assertEquals("*C2 *C1 order:O5 C3", customers(desk, result, ""));
            assertEquals("*C2 C1 order:O5 C3", customers(desk, result, "capacity=1"));
        }
    }

    @Test
    void aDayWithoutCustomersSaysWhatItDoesNotHave() throws Exception {
        try (TestDesk desk = new TestDesk(lake, SmallMarts.published("desk_no_customers"))) {
            JsonNode result = desk.post("api/published");
            JsonNode list = desk.worklist(result, "").get("list").get("customers");
            assertEquals(
                    "C1 2",
                    words(
                            list,
                            each -> each.get("id").asText() + " "
                                    + each.get("claims").asText()));
            assertTrue(list.get(0).get("account").isNull());
            assertTrue(
                    result.get("understood").get("notes").toString().contains("published no worklist by customer"),
                    result.toString());
        }
    }

    @Test
    void aFileIsRankedByRowAndOfferedByCustomerWhereItNamesThem() throws Exception {
        new StoredModels(lake).all();
        try (TestDesk desk = new TestDesk(lake, Map.of("recovery.capacity", "1"))) {
            String csv = """
                    claim_id,claim_type,currency,amount,customer_id,customer_name,due_date,hold_reason
                    A,overdue_invoice,EUR,100,C1,Ann,2025-06-01,disputed
                    B,overdue_invoice,EUR,90,C2,Bob,2025-06-01,
                    C,overdue_invoice,EUR,60,C1,Ann,2025-06-20,
                    D,overdue_invoice,EUR,95,,,2025-06-20,
                    """;
            JsonNode scored = desk.score("as_of=2025-07-10", csv);
            assertEquals("cases", scored.get("opensWith").asText());
            assertTrue(scored.get("hasCustomers").asBoolean());
            assertEquals("claim", desk.worklist(scored, "").get("unit").asText());
            assertEquals("*A B D C", claims(desk, scored, ""));
            assertEquals("*C1 C2 D", customers(desk, scored, ""));
            assertEquals(
                    "customer",
                    desk.worklist(scored, "view=customers").get("unit").asText());
            assertEquals("*C1", customers(desk, scored, "chosen=true"));
            assertEquals(
                    2,
                    desk.worklist(scored, "view=customers")
                            .get("kpis")
                            .get(0)
                            .get("chosenCases")
                            .asInt());
            JsonNode first = desk.worklist(scored, "view=customers")
                    .get("list")
                    .get("customers")
                    .get(0);
            assertTrue(first.get("account").isNull(), "credits were not looked at");
            assertEquals(39, first.get("oldestDays").asInt());
            assertTrue(scored.get("understood").get("notes").toString().contains("A file says nothing of disputes"));
            assertTrue(scored.get("understood").get("columns").toString().contains("known of a published day alone"));
            String customers = desk.get("api/results/" + scored.get("id").asText() + "/customers.csv")
                    .body()
                    .lines()
                    .toList()
                    .get(1);
            assertTrue(customers.startsWith("EUR,1,true,C1,Ann,,,2,,160.00,,"), customers);
            assertTrue(customers.endsWith(",A,,,,,,,,,,,,,,,\"disputes, promises, contacts, credits\","), customers);
            JsonNode unnamed = desk.score("", "claim_id,claim_type,amount\nA,failed_payment,10\n");
            assertFalse(unnamed.get("hasCustomers").asBoolean());
            assertEquals(
                    "No row names a customer, so there is no list by customer.",
                    desk.worklist(unnamed, "view=customers").get("error").asText());
        }
    }
}
