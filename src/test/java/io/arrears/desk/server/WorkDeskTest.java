package io.arrears.desk.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.arrears.config.Settings;
import io.arrears.ingest.IngestStage;
import io.arrears.ingest.WorkSource;
import io.arrears.lake.Table;
import io.arrears.publish.WorkTables;
import io.arrears.testing.TestPostgres;
import io.arrears.testing.TestRun;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person writes down at the desk is appended to the mart database, by a role that can do nothing else. */
class WorkDeskTest {

    /** A comment that would be a statement, a script or a formula, were it anything but text. */
    private static final String EVIL = "'); drop table arrears_work.outcomes; -- <script>alert(1)</script>";

    @TempDir
    Path lake;

    @BeforeEach
    void startAnew() throws SQLException {
        execute("drop schema if exists arrears_work cascade");
    }

    private TestDesk desk() {
        return new TestDesk(
                lake,
                Map.of(
                        "publish.postgres.enabled",
                        "true",
                        "publish.postgres.url",
                        TestPostgres.url(),
                        "publish.postgres.user",
                        TestPostgres.user()));
    }

    private static JsonNode post(TestDesk desk, String table, String json) throws Exception {
        return TestDesk.JSON.readTree(
                desk.post("api/work/" + table, json.replace('\'', '"').getBytes(StandardCharsets.UTF_8))
                        .body());
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = TestPostgres.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> ask(String sql) throws SQLException {
        try (Connection connection = TestPostgres.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> lines = new ArrayList<>();
            while (rows.next()) {
                lines.add(rows.getString(1));
            }
            return lines;
        }
    }

    @Test
    void aRowIsAppendedWithItsNameAndTheDayOfTheServerAndUndoIsAFurtherRow() throws Exception {
        try (TestDesk desk = desk()) {
            JsonNode first = post(
                    desk,
                    "outcomes",
                    "{'claim_id': 'invoice:I1', 'action': 'call', 'channel': 'phone', 'cost': '4.50', 'actor': 'Ann',"
                            + " 'known_at': '2001-01-01'}");
            JsonNode undo = post(
                    desk,
                    "outcomes",
                    "{'undoes_outcome_id': '" + first.get("id").asText()
                            + "', 'actor': 'Ann', 'action_date': '2025-12-31'}");
            post(
                    desk,
                    "dispositions",
                    "{'finding_id': 'f1', 'decision': 'dismiss', 'until_date': '2026-06-30', 'owner': 'Bob'}");
            assertEquals(
                    "Written down. It counts from the next run on.",
                    undo.get("sentence").asText());
            assertEquals(
                    List.of("invoice:I1 call phone 4.5000 Ann today", "Ann undoes the first"),
                    ask(
                            "select concat_ws(' ', claim_id, action, channel, cost, actor, case when undoes_outcome_id is null then"
                                    + " case when action_date = current_date and known_at > now() - interval '1 hour' then 'today' end"
                                    + " when undoes_outcome_id = '"
                                    + first.get("id").asText() + "' then 'undoes the first' end)"
                                    + " from arrears_work.outcomes order by undoes_outcome_id nulls first"));
            assertEquals(
                    List.of("f1 dismissed 2026-06-30 Bob"),
                    ask(
                            "select concat_ws(' ', finding_id, decision, until_date, owner) from arrears_work.dispositions"));
        }
    }

    @Test
    void theWritingRoleMayInsertAndNothingElse() throws Exception {
        try (TestDesk desk = desk()) {
            post(desk, "outcomes", "{'claim_id': 'invoice:I1', 'actor': 'Ann'}");
        }
        execute("drop table if exists public.ledger_of_others; create table public.ledger_of_others (amount int)");
        for (String statement : List.of(
                "select claim_id from arrears_work.outcomes",
                "update arrears_work.outcomes set actor = 'x'",
                "delete from arrears_work.outcomes",
                "truncate arrears_work.outcomes",
                "drop table arrears_work.outcomes",
                "insert into arrears_work.outcomes (claim_id, known_at) values ('x', date '2001-01-01')",
                "create table arrears_work.more (a int)",
                "insert into public.ledger_of_others values (1)",
                "select amount from public.ledger_of_others")) {
            SQLException refused = assertThrows(
                    SQLException.class, () -> execute("set role " + WorkTables.WRITER + "; " + statement), statement);
            assertEquals("42501", refused.getSQLState(), statement);
        }
        execute("set role " + WorkTables.WRITER
                + "; insert into arrears_work.outcomes (claim_id) values ('invoice:I2')");
        assertEquals(List.of("2"), ask("select count(*) from arrears_work.outcomes"));
        execute("drop table public.ledger_of_others");
    }

    @Test
    void aHostileNameOrCommentIsTextOnly() throws Exception {
        try (TestDesk desk = desk()) {
            String json =
                    TestDesk.JSON.writeValueAsString(Map.of("claim_id", EVIL, "result", EVIL, "actor", EVIL + "\0"));
            assertEquals(
                    200,
                    desk.post("api/work/outcomes", json.getBytes(StandardCharsets.UTF_8))
                            .statusCode());
            assertEquals(
                    List.of(EVIL),
                    ask("select actor from arrears_work.outcomes where result = actor and claim_id = actor"));
        }
    }

    @Test
    void withoutAMartDatabaseTheLineIsHandedBackAsCsvAndThePageSaysSo() throws Exception {
        try (TestDesk desk = new TestDesk(lake, Map.of())) {
            assertTrue(desk.json("api/work").get("csvOnly").asText().startsWith("No mart database is configured"));
            JsonNode line = post(
                    desk,
                    "outcomes",
                    "{'customer_id': 'C1', 'action_date': '2025-12-31', 'actor': '=cmd()', 'result': 'a, b'}");
            assertEquals(
                    "outcome_id,claim_id,customer_id,action_date,action,channel,result,cost,actor,undoes_outcome_id\r\n"
                            + line.get("id").asText() + ",,C1,2025-12-31,,,\"a, b\",,'=cmd(),\r\n",
                    line.get("csv").asText());
            assertEquals(
                    "Give the day, YYYY-MM-DD: without a database there is none to take.",
                    post(desk, "outcomes", "{'customer_id': 'C1', 'actor': 'Ann'}")
                            .get("error")
                            .asText());
        }
    }

    @Test
    void wrongFieldsAndForeignPagesAreRefusedAndNothingIsWritten() throws Exception {
        try (TestDesk desk = desk()) {
            assertEquals("Say who you are (actor).", error(desk, "outcomes", "{'claim_id': 'x'}"));
            assertEquals(
                    "Name the claim or the customer (claim_id or customer_id).",
                    error(desk, "outcomes", "{'actor': 'Ann'}"));
            assertEquals(
                    "Name the finding (finding_id).",
                    error(desk, "dispositions", "{'owner': 'Ann', 'decision': 'accepted'}"));
            assertEquals(
                    "decision = 'perhaps': expected one of accepted, dismissed, withdrawn.",
                    error(desk, "dispositions", "{'owner': 'Ann', 'finding_id': 'f', 'decision': 'perhaps'}"));
            assertEquals(
                    "until_date is for a finding that is dismissed.",
                    error(
                            desk,
                            "dispositions",
                            "{'owner': 'Ann', 'finding_id': 'f', 'decision': 'accepted', 'until_date': '2026-01-01'}"));
            assertEquals(
                    "action_date = 'soon': expected YYYY-MM-DD.",
                    error(desk, "outcomes", "{'claim_id': 'x', 'actor': 'Ann', 'action_date': 'soon'}"));
            assertEquals(
                    "cost = '-1': expected a number such as 4.50.",
                    error(desk, "outcomes", "{'claim_id': 'x', 'actor': 'Ann', 'cost': '-1'}"));
            assertEquals("The request is no JSON object.", error(desk, "outcomes", "[1"));
            HttpRequest unmarked = desk.request("api/work/outcomes")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"claim_id\": \"x\", \"actor\": \"Ann\"}"))
                    .build();
            assertEquals(403, desk.send(unmarked).statusCode());
            HttpRequest foreign = desk.request("api/work/outcomes")
                    .header(Guard.REQUEST_MARK, "test")
                    .header("Origin", "http://evil.example")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"claim_id\": \"x\", \"actor\": \"Ann\"}"))
                    .build();
            assertEquals(403, desk.send(foreign).statusCode());
        }
        assertEquals(List.of("f"), ask("select to_regnamespace('arrears_work') is not null"));
    }

    @Test
    void theDocumentHasTheStatementsThatTheDeskRuns() throws Exception {
        String document = Files.readString(Path.of("conf/README.md")).replaceAll("(?m)^    ", "");
        for (String statement : WorkTables.definitions()) {
            assertTrue(document.contains(statement + ";"), statement);
        }
    }

    private static String error(TestDesk desk, String table, String json) throws Exception {
        return post(desk, table, json).get("error").asText();
    }

    @Test
    void aDeskThatOtherMachinesReachWritesNothingDown() throws Exception {
        try (TestDesk desk = new TestDesk(lake, Map.of("desk.host", "0.0.0.0"))) {
            assertEquals(
                    "This desk answers to other machines too and has no login, so it writes nothing down.",
                    error(desk, "outcomes", "{'claim_id': 'x', 'actor': 'Ann', 'action_date': '2025-12-31'}"));
        }
    }

    /** The next run reads the rows beside the billing database, unless source.tables says where they are. */
    @Test
    void theIngestReadsTheRowsUnlessTheyAreMapped() throws Exception {
        try (TestDesk desk = desk()) {
            post(desk, "outcomes", "{'claim_id': 'invoice:I1', 'actor': 'Ann', 'action_date': '2025-12-31'}");
            post(desk, "dispositions", "{'finding_id': 'f1', 'decision': 'accepted', 'owner': 'Bob'}");
        }
        execute(
                "drop schema if exists worked cascade; create schema worked;"
                        + "create table worked.invoices as select 'I1' as invoice_id, date '2025-12-01' as invoice_date, 100.00 as amount;"
                        + "create table worked.payments as select 'I1' as invoice_id, date '2025-12-02' as payment_date, 1.00 as amount");
        assertEquals(List.of("invoice:I1 Ann 2025-12-31"), outcomes("read", Map.of()));
        assertEquals(List.of(), outcomes("absent", Map.of("source.tables.outcomes", "absent")));
        execute("create table worked.calls as select 'invoice:I2' as claim_id, date '2025-12-30' as action_date");
        assertEquals(
                List.of("invoice:I2 2025-12-30"),
                outcomes("mapped", Map.of("source.tables.outcomes.table", "worked.calls")));
    }

    private List<String> outcomes(String name, Map<String, String> mapped) {
        TestRun run = TestRun.of(lake.resolve(name), "2025-12-31", 1, TestPostgres.settings("worked", mapped));
        Settings settings = run.context().settings();
        WorkSource work = WorkSource.of(
                TestPostgres.url(),
                TestPostgres.user(),
                settings.postgres().login(),
                settings.postgres().timeouts(),
                WorkTables.SCHEMA,
                settings.source());
        new IngestStage(() -> TestPostgres.database(settings), () -> Optional.of(work)).run(run.context());
        return run.context()
                .slices()
                .of(Table.RAW_OUTCOMES)
                .map(slice -> run
                        .context()
                        .read(Table.RAW_OUTCOMES)
                        .selectExpr("concat_ws(' ', claim_id, actor, action_date)")
                        .collectAsList()
                        .stream()
                        .map(row -> row.getString(0))
                        .toList())
                .orElse(List.of());
    }
}
