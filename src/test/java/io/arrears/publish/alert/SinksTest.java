package io.arrears.publish.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.arrears.config.AlertSettings;
import io.arrears.config.ConfigurationException;
import io.arrears.config.Secret;
import io.arrears.config.SettingsLoader;
import io.arrears.lake.AsOf;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ways to tell people, against servers of the test's own. */
class SinksTest {

    private static final Alert ALERT = new Alert(
            "large",
            "I1",
            "critical",
            "high_risk_invoice",
            "EUR",
            1234.5,
            1000,
            "invoice I1: \"1\"\n.\nBcc: x",
            AsOf.parse("2025-12-31"),
            true);
    private static final Notice NOTICE = new Notice(AsOf.parse("2025-12-31"), "r000007", List.of(ALERT));

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int tell(Map<String, String> overrides) {
        AlertSettings settings =
                SettingsLoader.load(Optional.empty(), overrides).alerts();
        return new Notifier(
                        settings,
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .tell(NOTICE);
    }

    @Test
    void linesGoToStandardOutputAndAreAppendedToAFile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("sub/alerts.jsonl");
        Map<String, String> both = Map.of("alerts.stdout", "true", "alerts.file", file.toString());
        assertEquals(2, tell(both));
        assertEquals(2, tell(both));
        assertEquals(2, Files.readAllLines(file).size());
        String line =
                "{\"as_of_date\":\"2025-12-31\",\"run_id\":\"r000007\",\"severity\":\"critical\",\"rule\":\"large\",\"subject\":\"I1\","
                        + "\"metric\":\"high_risk_invoice\",\"currency\":\"EUR\",\"value\":1234.5,\"threshold\":1000.0,\"message\":"
                        + "\"invoice I1: \\\"1\\\"\\n.\\nBcc: x\"}";
        assertEquals(
                List.of(line, line),
                out.toString(StandardCharsets.UTF_8).lines().toList());
        assertEquals("", err.toString(StandardCharsets.UTF_8));
    }

    /** A server that gives these answers one after the other, then 200. */
    private static HttpServer webhook(List<String> bodies, AtomicInteger asked, int... answers) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/secret-path", exchange -> {
            assertNull(exchange.getRequestHeaders().getFirst("Upgrade"), "an offer of another protocol");
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            int attempt = asked.getAndIncrement();
            exchange.sendResponseHeaders(attempt < answers.length ? answers[attempt] : 200, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    @Test
    void aWebhookIsTriedAgainWhileItIsBusyButNotWhenItSaysNo() throws IOException {
        List<String> bodies = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger asked = new AtomicInteger();
        HttpServer busy = webhook(bodies, asked, 503, 429);
        String url = "http://127.0.0.1:" + busy.getAddress().getPort() + "/secret-path";
        assertEquals(1, tell(Map.of("alerts.webhook.url", url)));
        busy.stop(0);
        assertEquals(3, asked.get());
        assertTrue(
                bodies.get(2)
                        .startsWith(
                                "{\"as_of_date\":\"2025-12-31\",\"run_id\":\"r000007\",\"text\":\"Arrears 2025-12-31: 1 alert, 1 critical\\n"));
        AtomicInteger refusals = new AtomicInteger();
        HttpServer no = webhook(bodies, refusals, 403, 403, 403);
        assertEquals(
                0,
                tell(Map.of(
                        "alerts.webhook.url",
                        "http://127.0.0.1:" + no.getAddress().getPort() + "/secret-path")));
        no.stop(0);
        assertEquals(1, refusals.get());
        assertTrue(err.toString(StandardCharsets.UTF_8)
                .contains("webhook 127.0.0.1 could not be reached: it answered 403"));
        assertFalse(err.toString(StandardCharsets.UTF_8).contains("secret-path"));
    }

    @Test
    void aServerThatNeverAnswersIsGivenUpAndTheOthersAreTold() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            assertEquals(
                    1,
                    tell(Map.of(
                            "alerts.stdout",
                            "true",
                            "alerts.webhook.url",
                            "http://127.0.0.1:" + silent.getLocalPort() + "/",
                            "alerts.webhook.timeout-seconds",
                            "1",
                            "alerts.webhook.attempts",
                            "1",
                            "alerts.smtp.host",
                            "127.0.0.1",
                            "alerts.smtp.port",
                            String.valueOf(silent.getLocalPort()),
                            "alerts.smtp.security",
                            "none",
                            "alerts.smtp.from",
                            "a@x.example",
                            "alerts.smtp.to",
                            "[\"b@x.example\"]",
                            "alerts.smtp.timeout-seconds",
                            "1")));
        }
        assertEquals(2, err.toString(StandardCharsets.UTF_8).lines().count());
    }

    private static CompletableFuture<List<String>> mailServer(ServerSocket server, String refused) {
        return mailServer(server, refused, "8BITMIME");
    }

    /** What a mail server hears, until QUIT; it offers one extension and refuses one command. */
    private static CompletableFuture<List<String>> mailServer(ServerSocket server, String refused, String offer) {
        return CompletableFuture.supplyAsync(() -> {
            List<String> heard = new ArrayList<>();
            try (Socket client = server.accept();
                    OutputStream to = client.getOutputStream();
                    BufferedReader from = new BufferedReader(
                            new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8))) {
                to.write("220 test\r\n".getBytes(StandardCharsets.US_ASCII));
                boolean data = false;
                for (String line = from.readLine(); line != null && !line.equals("QUIT"); line = from.readLine()) {
                    heard.add(line);
                    data = data ? !line.equals(".") : line.equals("DATA");
                    String answer = line.startsWith(refused)
                            ? "550 no such user"
                            : line.startsWith("EHLO")
                                    ? "250-test\r\n250 " + offer
                                    : line.equals("DATA") ? "354 go on" : loginAnswer(line);
                    if (!data || line.equals("DATA")) {
                        to.write((answer + "\r\n").getBytes(StandardCharsets.US_ASCII));
                    }
                }
            } catch (IOException e) {
                heard.add(e.toString());
            }
            return heard;
        });
    }

    private static String loginAnswer(String line) {
        if (line.equals("AUTH LOGIN")) {
            return "334 VXNlcm5hbWU6";
        }
        return line.equals(base64("ann"))
                ? "334 UGFzc3dvcmQ6"
                : line.startsWith("AUTH") || line.equals(base64("secret")) ? "235 welcome" : "250 ok";
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, String> mail(ServerSocket server) {
        return Map.of(
                "alerts.smtp.host",
                "127.0.0.1",
                "alerts.smtp.port",
                String.valueOf(server.getLocalPort()),
                "alerts.smtp.security",
                "none",
                "alerts.smtp.from",
                "arrears@x.example",
                "alerts.smtp.to",
                "[\"ann@x.example\", \"bob@x.example\"]",
                "alerts.smtp.timeout-seconds",
                "5");
    }

    @Test
    void aMailGoesToEverybodyAndNoLineOfAnAlertIsAHeader() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            CompletableFuture<List<String>> hears = mailServer(server, "nobody");
            assertEquals(1, tell(mail(server)), () -> err.toString(StandardCharsets.UTF_8));
            List<String> heard = hears.get();
            assertEquals(
                    List.of(
                            "EHLO arrears",
                            "MAIL FROM:<arrears@x.example>",
                            "RCPT TO:<ann@x.example>",
                            "RCPT TO:<bob@x.example>",
                            "DATA"),
                    heard.subList(0, 5));
            assertFalse(heard.contains("Bcc: x"));
            int body = heard.indexOf("");
            String text = new String(
                    Base64.getMimeDecoder().decode(String.join("", heard.subList(body + 1, heard.size() - 1))),
                    StandardCharsets.UTF_8);
            assertTrue(text.contains("[critical] large: invoice I1"), text);
            assertEquals(".", heard.get(heard.size() - 1));
        }
    }

    @Test
    void aRefusedMailAndAMissingStarttlsAreNamed() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            CompletableFuture<List<String>> first = mailServer(server, "RCPT TO:<bob");
            assertEquals(0, tell(mail(server)));
            first.get();
            Map<String, String> protectedMail = new java.util.HashMap<>(mail(server));
            protectedMail.put("alerts.smtp.security", "starttls");
            CompletableFuture<List<String>> second = mailServer(server, "nobody");
            assertEquals(0, tell(protectedMail));
            assertEquals(List.of("EHLO arrears"), second.get());
        }
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("550 no such user"));
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("it offers no STARTTLS"));
    }

    @Test
    void aMailHasADateAndAnIdOfItsSender() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            CompletableFuture<List<String>> hears = mailServer(server, "nobody");
            assertEquals(1, tell(mail(server)), () -> err.toString(StandardCharsets.UTF_8));
            List<String> heard = hears.get();
            List<String> head = heard.subList(heard.indexOf("DATA") + 1, heard.indexOf(""));
            assertEquals(
                    1, matching(head, "Date: \\w{3}, \\d{1,2} \\w{3} \\d{4} \\d\\d:\\d\\d:\\d\\d [+-]\\d{4} \\(.*\\)"));
            assertEquals(1, matching(head, "Message-ID: <[^<>\\s]+@x\\.example>"));
            assertEquals(1, matching(head, "Auto-Submitted: auto-generated"));
            assertEquals(1, matching(head, "Subject: Arrears 2025-12-31: 1 alert, 1 critical"));
            assertEquals(1, matching(head, "To: ann@x\\.example, bob@x\\.example"));
        }
    }

    private static long matching(List<String> lines, String pattern) {
        return lines.stream().filter(line -> line.matches(pattern)).count();
    }

    @Test
    void aLoginTakesTheKindThatTheServerOffers() throws Exception {
        assertEquals(
                List.of("EHLO arrears", "AUTH PLAIN " + base64("ann\0ann\0secret"), "MAIL FROM:<a@x.example>"),
                login("AUTH PLAIN", "nobody").subList(0, 3));
        assertEquals(
                List.of("EHLO arrears", "AUTH LOGIN", base64("ann"), base64("secret"), "MAIL FROM:<a@x.example>"),
                login("AUTH LOGIN", "nobody").subList(0, 5));
    }

    @Test
    void aRefusedOrMissingLoginIsSaidWithoutThePassword() throws Exception {
        String refused = assertThrows(IOException.class, () -> login("AUTH PLAIN", "AUTH"))
                .getMessage();
        assertEquals("550 no such user", refused);
        String missing = assertThrows(IOException.class, () -> login("8BITMIME", "nobody"))
                .getMessage();
        assertEquals("it offers no login; remove alerts.smtp.user, or name another server or port", missing);
    }

    /** What a server hears from a sink that logs in. The settings refuse a login without TLS, so the sink is made directly. */
    private static List<String> login(String offer, String refused) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            CompletableFuture<List<String>> hears = mailServer(server, refused, offer);
            new SmtpSink(new AlertSettings.Smtp(
                            Optional.of("127.0.0.1"),
                            server.getLocalPort(),
                            "none",
                            Optional.of("ann"),
                            new Secret(Optional.of("secret")),
                            Optional.of("a@x.example"),
                            List.of("b@x.example"),
                            5))
                    .tell(NOTICE);
            return hears.get();
        }
    }

    @Test
    void badSettingsAreRefusedByName(@TempDir Path folder) throws IOException {
        for (String bad : List.of(
                "rules = [{ name = a, metric = nothing }]",
                "rules = [{ name = a, metric = drift, comparison = \"=\" }]",
                "rules = [{ name = a, metric = drift, level = 3 }]",
                "rules = [{ name = a, metric = drift }, { name = a, metric = drift }]",
                "webhook.url = \"ftp://x\"",
                "smtp.host = x",
                "smtp { host = x, from = \"a\\r\\nb@c\", to = [\"a@b\"] }",
                "smtp { host = x, from = \"a@b\", to = [\"a@b\"], user = u, security = none }",
                "smtp.password = secret")) {
            Path file = Files.writeString(folder.resolve("bad.conf"), "alerts." + bad + "\n");
            String message = assertThrows(
                            ConfigurationException.class, () -> SettingsLoader.load(Optional.of(file), Map.of()), bad)
                    .getMessage();
            assertTrue(message.contains("alerts") && !message.contains("secret"), message);
        }
        Path good = Files.writeString(
                folder.resolve("good.conf"),
                "alerts.rules = [{ name = \"up\", metric = kpi_change.net_leakage_amount, threshold = 0.1, severity = critical }]");
        AlertSettings.Rule rule = SettingsLoader.load(Optional.of(good), Map.of())
                .alerts()
                .rules()
                .get(0);
        assertTrue(rule.fits(0.11) && !rule.fits(0.1) && rule.severity().equals("critical"));
        assertFalse(SettingsLoader.load(Optional.empty(), Map.of("alerts.webhook.url", "https://x/secret"))
                .toString()
                .contains("secret"));
    }
}
