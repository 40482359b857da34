package io.arrears.desk.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.arrears.config.Settings;
import io.arrears.config.SettingsLoader;
import io.arrears.desk.DatabaseSession;
import io.arrears.desk.run.RunStart;
import io.arrears.pipeline.SourceUnavailableException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A desk over a lake, on any free port, and a browser's part of the talk. */
final class TestDesk implements AutoCloseable {

    static final ObjectMapper JSON = new ObjectMapper();

    final ByteArrayOutputStream log = new ByteArrayOutputStream();
    final DeskServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    /** A desk that starts no run. */
    TestDesk(Path lake, Map<String, String> overrides) {
        this(lake, overrides, day -> {
            throw new AssertionError("a run as of " + day + " was started");
        });
    }

    TestDesk(Path lake, Map<String, String> overrides, RunStart runs) {
        Map<String, String> all = new TreeMap<>(
                Map.of("lake.root", lake.toString(), "currency.default", "EUR", "publish.postgres.enabled", "false"));
        all.putAll(overrides);
        Settings settings = SettingsLoader.load(Optional.empty(), all);
        server = DeskServer.start(
                settings, 0, () -> session(settings), runs, new PrintStream(log, true, StandardCharsets.UTF_8));
    }

    /** An embedded database cannot be started; any other needs no session. */
    private static DatabaseSession session(Settings settings) {
        if (settings.source().embedded()) {
            throw new SourceUnavailableException("no database at /secret/path", null);
        }
        return new DatabaseSession() {
            @Override
            public Optional<Settings.Login> embedded() {
                return Optional.empty();
            }

            @Override
            public void close() {}
        };
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.url() + path));
    }

    HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path).build());
    }

    JsonNode json(String path) throws IOException, InterruptedException {
        return JSON.readTree(get(path).body());
    }

    HttpResponse<String> post(String path, byte[] body) throws IOException, InterruptedException {
        return send(request(path)
                .header(Guard.REQUEST_MARK, "test")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build());
    }

    /** A POST without a body. */
    JsonNode post(String path) throws IOException, InterruptedException {
        return JSON.readTree(post(path, new byte[0]).body());
    }

    JsonNode score(String query, String csv) throws IOException, InterruptedException {
        return JSON.readTree(
                post("api/score?" + query, csv.getBytes(StandardCharsets.UTF_8)).body());
    }

    JsonNode worklist(JsonNode scored, String query) throws IOException, InterruptedException {
        return json("api/results/" + scored.get("id").asText() + "/worklist?" + query);
    }

    @Override
    public void close() {
        server.close();
    }
}
