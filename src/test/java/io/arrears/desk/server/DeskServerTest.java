package io.arrears.desk.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.arrears.config.ConfigurationException;
import io.arrears.config.Settings;
import io.arrears.config.SettingsLoader;
import io.arrears.model.StoredModels;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The desk as a server: what it gives, to whom, and what it keeps to itself. */
class DeskServerTest {

    private static final String CLAIM =
            "claim_id,claim_type,amount,customer_name\nA,failed_payment,10,\"=cmd|' /C calc'!A0\"\n";

    @TempDir
    static Path lake;

    private static TestDesk desk;

    @BeforeAll
    static void start() {
        new StoredModels(lake).all();
        desk = new TestDesk(lake, Map.of("desk.max-upload-mb", "1", "desk.max-rows", "1000"));
    }

    @AfterAll
    static void stop() {
        desk.close();
    }

    @Test
    void everyFileOfThePageIsServedUnderAStrictPolicy() throws Exception {
        for (String path : List.of(
                "",
                "desk.css",
                "desk.js",
                "worklist.js",
                "runs.js",
                "work.js",
                "sample-claims.csv",
                "sample-invoices.csv")) {
            HttpResponse<String> answer = desk.get(path);
            assertEquals(200, answer.statusCode(), path);
            String policy =
                    answer.headers().firstValue("Content-Security-Policy").orElseThrow();
            assertTrue(policy.contains("default-src 'none'") && !policy.contains("unsafe"), policy);
            assertEquals(
                    "nosniff",
                    answer.headers().firstValue("X-Content-Type-Options").orElseThrow());
        }
        String page = desk.get("").body();
        assertFalse(
                page.matches("(?s).*<script(?! type=\"module\" src=).*|.* style=.*|.* on[a-z]+=\".*|.*https?://.*"),
                "inline or remote");
    }

    @Test
    void nothingOutsideThePageIsServed() throws Exception {
        for (String path : List.of(
                "index.html",
                "../reference.conf",
                "%2e%2e/reference.conf",
                "desk.js/..",
                "api",
                "api/nothing",
                "api/results/0123/worklist",
                "api/results/" + "a".repeat(32) + "/worklist.csv")) {
            assertEquals(404, desk.get(path).statusCode(), path);
        }
    }

    @Test
    void onlyThePageItselfMayAsk() throws Exception {
        byte[] body = CLAIM.getBytes(StandardCharsets.UTF_8);
        HttpRequest.BodyPublisher csv = HttpRequest.BodyPublishers.ofByteArray(body);
        assertEquals(403, desk.send(desk.request("api/score").POST(csv).build()).statusCode());
        assertEquals(
                403,
                desk.send(desk.request("api/score")
                                .header(Guard.REQUEST_MARK, "x")
                                .header("Origin", "http://evil.example")
                                .POST(csv)
                                .build())
                        .statusCode());
        assertEquals(
                403,
                desk.send(desk.request("api/state")
                                .header("Sec-Fetch-Site", "cross-site")
                                .build())
                        .statusCode());
        assertEquals(
                405, desk.send(desk.request("").method("DELETE", csv).build()).statusCode());
        assertEquals(405, desk.post("", body).statusCode());
        assertTrue(raw("GET /api/state HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n")
                .startsWith("HTTP/1.1 421"));
        assertEquals(200, desk.post("api/score", body).statusCode());
    }

    private static String raw(String request) throws IOException {
        URI url = URI.create(desk.server.url());
        try (Socket socket = new Socket(url.getHost(), url.getPort());
                OutputStream out = socket.getOutputStream();
                InputStream in = socket.getInputStream()) {
            out.write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void tooMuchIsRefused() throws Exception {
        assertEquals(413, desk.post("api/score", new byte[1_000_001]).statusCode());
        String rows = "claim_id,claim_type,amount\n"
                + Stream.iterate(0, i -> i + 1)
                        .limit(1001)
                        .map(i -> "C" + i + ",failed_payment,1\n")
                        .reduce("", String::concat);
        HttpResponse<String> many = desk.post("api/score", rows.getBytes(StandardCharsets.UTF_8));
        assertEquals(413, many.statusCode());
        assertTrue(many.body().contains("1000 rows"), many.body());
        for (String bad : List.of("as_of=31.31.2025", "kind=other")) {
            assertEquals(
                    400,
                    desk.post("api/score?" + bad, CLAIM.getBytes(StandardCharsets.UTF_8))
                            .statusCode(),
                    bad);
        }
    }

    @Test
    void theDownloadHoldsNoFormulaAndNoNameOfAFolder() throws Exception {
        JsonNode scored = desk.score("name=" + "C%3A%5Cprivate%5Cclaims.csv", CLAIM);
        assertEquals("claims.csv", scored.get("name").asText());
        HttpResponse<String> csv = desk.get("api/results/" + scored.get("id").asText() + "/worklist.csv?capacity=1");
        assertTrue(csv.headers().firstValue("Content-Disposition").orElseThrow().startsWith("attachment"));
        assertTrue(csv.body().contains("EUR,1,true,A,failed_payment,'=cmd|' /C calc'!A0,"), csv.body());
        assertEquals(
                400,
                desk.get("api/results/" + scored.get("id").asText() + "/worklist?capacity=-1")
                        .statusCode());
    }

    @Test
    void aDatabaseThatFailsIsShownWithoutItsAddress() throws Exception {
        try (TestDesk failing =
                new TestDesk(lake, Map.of("publish.postgres.enabled", "true", "source.embedded", "true"))) {
            HttpResponse<String> answer = failing.post("api/published", new byte[0]);
            assertEquals(503, answer.statusCode());
            assertFalse(answer.body().contains("/secret"), answer.body());
            assertTrue(failing.log.toString(StandardCharsets.UTF_8).contains("/secret/path"));
        }
    }

    @Test
    void theNewestResultsAreKept() throws Exception {
        JsonNode first = desk.score("", CLAIM);
        for (int i = 0; i < 4; i++) {
            desk.score("", CLAIM);
        }
        assertTrue(desk.worklist(first, "").get("error").asText().contains("no longer kept"));
    }

    @Test
    void withoutAModelThePageSaysSo(@TempDir Path empty) throws Exception {
        try (TestDesk none = new TestDesk(empty, Map.of())) {
            assertEquals(0, none.json("api/state").get("models").size());
            assertTrue(none.score("", CLAIM).get("error").asText().contains("scripts/arrears run"));
            assertFalse(none.get("api/state").body().contains(empty.toString()));
        }
    }

    /** A model file that was altered is refused as a run refuses it, and the page does not show where it stands. */
    @Test
    void anAlteredModelIsRefused(@TempDir Path other) throws Exception {
        new StoredModels(other).all();
        Path model;
        try (Stream<Path> files = Files.walk(other)) {
            model = files.filter(file ->
                            file.endsWith("model.json") && file.toString().contains("failed_payment"))
                    .findFirst()
                    .orElseThrow();
        }
        Files.writeString(model, Files.readString(model).replace("0.4", "0.5"));
        try (TestDesk altered = new TestDesk(other, Map.of())) {
            HttpResponse<String> answer = altered.post("api/score", CLAIM.getBytes(StandardCharsets.UTF_8));
            assertEquals(500, answer.statusCode());
            assertFalse(answer.body().contains(other.toString()));
            assertTrue(altered.log.toString(StandardCharsets.UTF_8).contains("is refused"));
        }
    }

    @Test
    void aTakenPortIsAClearError() {
        int port = URI.create(desk.server.url()).getPort();
        Settings settings = SettingsLoader.load(Optional.empty(), Map.of("lake.root", lake.toString()));
        ConfigurationException taken = assertThrows(
                ConfigurationException.class,
                () -> DeskServer.start(settings, port, () -> null, day -> null, System.err));
        assertTrue(
                taken.getMessage().contains("port " + port)
                        && taken.getMessage().contains("--port"),
                taken.getMessage());
    }

    @Test
    void closingFreesThePort() throws Exception {
        TestDesk other = new TestDesk(lake, Map.of());
        int port = URI.create(other.server.url()).getPort();
        other.close();
        Settings settings = SettingsLoader.load(Optional.empty(), Map.of("lake.root", lake.toString()));
        DeskServer.start(settings, port, () -> null, day -> null, System.err).close();
    }
}
