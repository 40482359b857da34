package io.arrears.desk.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.arrears.testing.TestPostgres;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The desk shows what a run published, row for row, and offers a run where there is nothing. */
class PublishedDeskTest {

    private static final String DAY = "2025-03-01";

    @TempDir
    Path lake;

    /** Every case on the worklist: name, currency, amount, age, probability, value. */
    private static List<String> cases(TestDesk desk, JsonNode result) throws Exception {
        List<String> cases = new ArrayList<>();
        for (JsonNode kpi : desk.worklist(result, "").get("kpis")) {
            JsonNode list = desk.worklist(
                            result, "view=cases&currency=" + kpi.get("currency").asText())
                    .get("list");
            list.get("lines")
                    .forEach(line -> cases.add(String.join(
                            " ",
                            line.get("id").asText(),
                            line.get("currency").asText(),
                            line.get("amount").asText(),
                            line.get("ageing").asText(),
                            line.get("probability").asText(),
                            line.get("value").asText())));
        }
        return cases;
    }

    @Test
    void onlyWhatARunCallsOpenIsShownInTheCurrencyOfTheRun() throws Exception {
        try (TestDesk desk = new TestDesk(lake, SmallMarts.published("desk_published"))) {
            JsonNode invoices = desk.post("api/published?kind=invoices&as_of=" + DAY);
            assertEquals(
                    List.of("OF-ORDER USD 100.0 1-30 Days 0.25 11.25", "NO-RATE USD 7.5 No Due Date null null"),
                    cases(desk, invoices));
            assertEquals("[\"2025-03-01\",\"2025-02-01\"]", invoices.get("days").toString());
            assertEquals(DAY, invoices.get("understood").get("asOf").asText());
            assertEquals(2, invoices.get("understood").get("aside").asInt());
            assertTrue(invoices.get("understood")
                    .get("notes")
                    .toString()
                    .contains("Invoices with nothing open are left out."));
            assertEquals(
                    List.of("OLD EUR 40.0 1-30 Days 0.5 9.0"),
                    cases(desk, desk.post("api/published?kind=invoices&as_of=2025-02-01")));
            assertEquals(
                    List.of("A USD 100.0 No Due Date 0.5 50.0", "B USD 100.0 1-30 Days 0.5 50.0"),
                    cases(desk, desk.post("api/published")));
        }
    }

    @Test
    void aDayWithoutClaimsIsPublishedToo() throws Exception {
        try (TestDesk desk = new TestDesk(lake, SmallMarts.published("desk_no_claims"))) {
            JsonNode claims = desk.post("api/published?kind=claims&as_of=2025-02-01");
            assertEquals(0, claims.get("understood").get("scored").asInt());
        }
    }

    @Test
    void whereNothingIsPublishedARunIsOffered() throws Exception {
        try (TestDesk desk = new TestDesk(lake, SmallMarts.published("desk_offer"))) {
            assertEquals(
                    "{\"kind\":\"claims\",\"day\":\"2025-03-02\",\"sentence\":\"Nothing is published for 2025-03-02.\","
                            + "\"canStart\":true,\"days\":[\"2025-03-01\",\"2025-02-01\"]}",
                    desk.post("api/published?as_of=2025-03-02").get("offer").toString());
            JsonNode tooOld = desk.post("api/published?as_of=2025-01-01").get("offer");
            assertFalse(tooOld.get("canStart").asBoolean());
            assertTrue(tooOld.get("sentence").asText().contains("publish.postgres.keep-dates"), tooOld.toString());
        }
        TestPostgres.schema("desk_empty");
        try (TestDesk desk = new TestDesk(lake, SmallMarts.settings("desk_empty"))) {
            assertEquals(
                    "{\"kind\":\"invoices\",\"day\":null,\"sentence\":\"Nothing is published yet.\",\"canStart\":true,"
                            + "\"days\":[]}",
                    desk.post("api/published?kind=invoices").get("offer").toString());
        }
    }

    @Test
    void withoutAMartDatabaseThePageSaysWhatToDo() throws Exception {
        try (TestDesk desk = new TestDesk(lake, Map.of())) {
            String why = desk.json("api/state").get("noMarts").asText();
            assertTrue(why.contains("publish.postgres.enabled = false"), why);
            assertEquals(why, desk.post("api/published").get("error").asText());
        }
        try (TestDesk desk = new TestDesk(lake, Map.of("publish.postgres.enabled", "true"))) {
            String why = desk.json("api/state").get("noMarts").asText();
            assertTrue(why.contains("publish.postgres.url"), why);
        }
    }

    @Test
    void aRunIsStartedByThePageAlone() throws Exception {
        Path ran = lake.resolve("ran");
        try (TestDesk desk = new TestDesk(
                lake, SmallMarts.settings("desk_start"), day -> new ProcessBuilder("touch", ran + "-" + day))) {
            assertTrue(desk.json("api/run").get("run").isNull());
            HttpRequest.BodyPublisher nothing = HttpRequest.BodyPublishers.noBody();
            assertEquals(
                    403,
                    desk.send(desk.request("api/run?as_of=" + DAY).POST(nothing).build())
                            .statusCode());
            assertEquals(
                    403,
                    desk.send(desk.request("api/run?as_of=" + DAY)
                                    .header(Guard.REQUEST_MARK, "x")
                                    .header("Origin", "http://evil.example")
                                    .POST(nothing)
                                    .build())
                            .statusCode());
            assertTrue(desk.json("api/run").get("run").isNull());
            assertEquals(
                    "Give the day of the run: YYYY-MM-DD.",
                    desk.post("api/run").get("error").asText());
            assertEquals(
                    DAY, desk.post("api/run?as_of=" + DAY).get("run").get("day").asText());
            assertEquals("done", ended(desk).get("state").asText());
            assertTrue(Files.exists(Path.of(ran + "-" + DAY)));
            assertEquals(
                    "No run is under way.",
                    desk.post("api/run/stop").get("error").asText());
        }
    }

    private static JsonNode ended(TestDesk desk) throws IOException, InterruptedException {
        JsonNode run = desk.json("api/run").get("run");
        while (run.get("exitCode").isNull()) {
            run = desk.json("api/run").get("run");
        }
        return run;
    }

    @Test
    void aDeskForOtherMachinesOrWithoutASourceStartsNoRun() throws Exception {
        Map<String, String> open = new TreeMap<>(SmallMarts.settings("desk_open"));
        open.put("desk.host", "0.0.0.0");
        try (TestDesk desk = new TestDesk(lake, open)) {
            assertTrue(
                    desk.post("api/run?as_of=" + DAY).get("error").asText().startsWith("This desk answers to other"));
            assertFalse(desk.post("api/published?as_of=" + DAY)
                    .get("offer")
                    .get("canStart")
                    .asBoolean());
        }
        Map<String, String> unsourced = new TreeMap<>(SmallMarts.settings("desk_open"));
        unsourced.remove("source.url");
        try (TestDesk desk = new TestDesk(lake, unsourced)) {
            HttpResponse<String> answer = desk.post("api/run?as_of=" + DAY, new byte[0]);
            assertEquals(403, answer.statusCode());
            assertTrue(answer.body().contains("source.url"), answer.body());
        }
    }
}
