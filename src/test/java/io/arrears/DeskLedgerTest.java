package io.arrears;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.arrears.batch.Workspace;
import io.arrears.config.Settings;
import io.arrears.config.SettingsLoader;
import io.arrears.desk.server.DeskServer;
import io.arrears.testing.Commands;
import io.arrears.testing.TestPostgres;
import io.arrears.testing.TestSpark;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The desk and a run give one answer about a ledger, because the desk shows what the run published. */
@Tag("proof")
class DeskLedgerTest {

    private static final String DAY = "2025-03-01";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    @Test
    void whatIsCreditedOrWrittenOffIsNotOpenAndAnOrderGivesTheCurrency() throws Exception {
        TestSpark.session();
        TestPostgres.schema("desk_ledger", """
                create table invoices as select * from (values
                    ('CREDITED', null, 'C1', date '2025-01-10', date '2025-02-09', 100.00, 'EUR'),
                    ('WRITTEN-OFF', null, 'C1', date '2025-01-10', date '2025-02-09', 100.00, 'EUR'),
                    ('OF-ORDER', 'O1', 'C1', date '2025-01-10', date '2025-02-09', 100.00, null),
                    ('OPEN', null, 'C1', date '2025-01-10', date '2025-02-09', 40.00, 'EUR')
                ) as t (invoice_id, order_id, customer_id, invoice_date, due_date, amount, currency)""", """
                create table payments as
                select 'P1' as payment_id, 'OPEN' as invoice_id, date '2025-02-01' as payment_date, 10.00 as amount""", """
                create table credit_notes as
                select 'N1' as credit_note_id, 'CREDITED' as invoice_id, date '2025-02-01' as credit_date,
                    100.00 as amount""", """
                create table write_offs as
                select 'W1' as write_off_id, 'WRITTEN-OFF' as invoice_id, date '2025-02-01' as write_off_date,
                    100.00 as amount""", """
                create table orders as
                select 'O1' as order_id, 'C1' as customer_id, date '2025-01-05' as order_date, 'S1' as sku, 1 as qty,
                    100.00 as price, 'completed' as status, 'USD' as currency""");
        Map<String, String> configuration = new TreeMap<>(Map.of(
                "lake.root", folder.resolve("lake").toString(),
                "source.url", TestPostgres.url(),
                "source.user", TestPostgres.user(),
                "source.schema", "desk_ledger",
                "currency.default", "EUR",
                "publish.postgres.url", TestPostgres.url(),
                "publish.postgres.user", TestPostgres.user(),
                "publish.postgres.schema", "desk_ledger_mart"));
        List<String> options = new ArrayList<>();
        configuration.forEach((key, value) -> options.addAll(List.of("-D", key + "=" + value)));
        assertEquals(0, new Commands(Main::execute, options).run("run", "--as-of", DAY));
        Settings settings = SettingsLoader.load(Optional.empty(), configuration);
        try (DeskServer desk = DeskServer.start(settings, 0, () -> new Workspace(settings), day -> null, System.err)) {
            JsonNode invoices = ask(desk, "api/published?kind=invoices&as_of=" + DAY, true);
            assertEquals(
                    List.of("OF-ORDER 100.0", "OPEN 30.0"),
                    List.of(open(desk, invoices, "USD"), open(desk, invoices, "EUR")));
            assertEquals(2, invoices.get("understood").get("aside").asInt());
        }
    }

    private static String open(DeskServer desk, JsonNode result, String currency) throws Exception {
        List<String> open = new ArrayList<>();
        String path = "api/results/" + result.get("id").asText() + "/worklist?currency=" + currency;
        ask(desk, path, false)
                .get("list")
                .get("lines")
                .forEach(line -> open.add(
                        line.get("id").asText() + " " + line.get("amount").asText()));
        return String.join(", ", open);
    }

    private static JsonNode ask(DeskServer desk, String path, boolean post) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(desk.url() + path)).header("X-Arrears-Desk", "test");
        if (post) {
            request.POST(HttpRequest.BodyPublishers.noBody());
        }
        return JSON.readTree(HttpClient.newHttpClient()
                .send(request.build(), HttpResponse.BodyHandlers.ofString())
                .body());
    }
}
