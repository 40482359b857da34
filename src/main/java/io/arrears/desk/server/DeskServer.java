package io.arrears.desk.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.arrears.config.ConfigurationException;
import io.arrears.config.Json;
import io.arrears.config.Settings;
import io.arrears.desk.DatabaseSession;
import io.arrears.desk.Refused;
import io.arrears.desk.run.DeskRun;
import io.arrears.desk.run.RunStart;
import io.arrears.pipeline.SourceUnavailableException;
import io.arrears.publish.MartDatabaseException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The scoring desk over HTTP: a page, its files, and the answers it asks for. */
public final class DeskServer implements AutoCloseable {

    private static final int THREADS = 4;
    private static final int WAITING = 50;
    private static final int STOP_SECONDS = 5;

    /** Everything that can be fetched as a file, and what it is. */
    private static final Map<String, String> FILES = Map.of(
            "/", "text/html; charset=utf-8",
            "/desk.css", "text/css; charset=utf-8",
            "/desk.js", "text/javascript; charset=utf-8",
            "/dom.js", "text/javascript; charset=utf-8",
            "/worklist.js", "text/javascript; charset=utf-8",
            "/customers.js", "text/javascript; charset=utf-8",
            "/runs.js", "text/javascript; charset=utf-8",
            "/work.js", "text/javascript; charset=utf-8",
            "/sample-claims.csv", "text/csv; charset=utf-8",
            "/sample-invoices.csv", "text/csv; charset=utf-8");

    private final HttpServer server;
    private final ExecutorService workers = Executors.newFixedThreadPool(THREADS);
    private final Guard guard;
    private final Answers answers;
    private final DeskRun run;
    private final PrintStream log;
    private final Semaphore underWay = new Semaphore(THREADS);

    private DeskServer(HttpServer server, Guard guard, Answers answers, DeskRun run, PrintStream log) {
        this.server = server;
        this.guard = guard;
        this.answers = answers;
        this.run = run;
        this.log = log;
    }

    /**
     * Starts to listen.
     *
     * @param databases opens the embedded database for one request
     * @param runs starts a run with the same configuration
     * @param log where failures are written in full; pages never show them
     * @throws ConfigurationException when the address cannot be listened on
     */
    public static DeskServer start(
            Settings settings, int port, Supplier<DatabaseSession> databases, RunStart runs, PrintStream log) {
        String host = settings.desk().host();
        try {
            InetAddress address = InetAddress.getByName(host);
            HttpServer server = HttpServer.create(new InetSocketAddress(address, port), WAITING);
            boolean loopback = address.isLoopbackAddress();
            Guard guard = new Guard(loopback, settings.desk().maxUploadMegabytes() * 1_000_000L);
            DeskRun run = new DeskRun(runs, log);
            DeskServer desk = new DeskServer(server, guard, new Answers(settings, databases, run, loopback), run, log);
            server.createContext("/", desk::handle);
            server.setExecutor(desk.workers);
            server.start();
            return desk;
        } catch (BindException e) {
            throw new ConfigurationException(
                    "port " + port + " of " + host + " cannot be used (" + e.getMessage()
                            + "): choose another with --port N, or stop what uses it",
                    e);
        } catch (UnknownHostException e) {
            throw new ConfigurationException("desk.host = " + host + " is no address of this machine", e);
        } catch (IOException e) {
            throw new ConfigurationException(
                    "the desk cannot listen on " + host + ":" + port + ": " + e.getMessage(), e);
        }
    }

    /** Where the page is. */
    public String url() {
        String host = server.getAddress().getAddress().getHostAddress();
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":"
                + server.getAddress().getPort() + "/";
    }

    public boolean isLoopback() {
        return server.getAddress().getAddress().isLoopbackAddress();
    }

    private void handle(HttpExchange exchange) {
        underWay.acquireUninterruptibly();
        try (exchange) {
            Guard.protect(exchange.getResponseHeaders());
            try {
                guard.check(exchange);
                answer(exchange);
            } catch (Refused refused) {
                error(exchange, refused.status(), refused.getMessage());
            } catch (ConfigurationException | SourceUnavailableException | MartDatabaseException e) {
                log.println("desk: " + e.getMessage());
                error(
                        exchange,
                        503,
                        "The database cannot be used now. The terminal the desk was started from says why.");
            } catch (RuntimeException | OutOfMemoryError e) {
                log.println("desk: " + exchange.getRequestMethod() + " "
                        + exchange.getRequestURI().getPath() + " failed");
                e.printStackTrace(log);
                error(exchange, 500, "The desk failed on this. The terminal it was started from says why.");
            }
        } catch (IOException e) {
            // The browser went away.
        } finally {
            underWay.release();
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (FILES.containsKey(path)) {
            file(exchange, path);
            return;
        }
        List<String> parts = List.of(path.substring(1).split("/"));
        Request request = Request.of(exchange.getRequestURI());
        if (!parts.get(0).equals("api")) {
            throw new Refused(404, "There is nothing at this address.");
        }
        if (Guard.isPost(exchange)) {
            json(exchange, 200, answers.post(parts.subList(1, parts.size()), request, guard.body(exchange)));
        } else if (path.endsWith(".csv")) {
            csv(exchange, parts, request);
        } else {
            json(exchange, 200, answers.get(parts.subList(1, parts.size()), request));
        }
    }

    private void csv(HttpExchange exchange, List<String> parts, Request request) throws IOException {
        Answers.Csv csv = answers.csv(parts.subList(1, parts.size()), request);
        exchange.getResponseHeaders().set("Content-Type", "text/csv; charset=utf-8");
        exchange.getResponseHeaders().set("Content-Disposition", "attachment; filename=\"" + csv.name() + "\"");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            csv.write().to(out);
        }
    }

    private static void file(HttpExchange exchange, String path) throws IOException {
        if (Guard.isPost(exchange)) {
            throw new Refused(405, "This can only be read.");
        }
        String name = path.equals("/") ? "index.html" : path.substring(1);
        try (InputStream in = DeskServer.class.getResourceAsStream("/desk/" + name)) {
            send(exchange, 200, FILES.get(path), in.readAllBytes());
        }
    }

    private static void error(HttpExchange exchange, int status, String message) throws IOException {
        if (exchange.getResponseCode() < 0) {
            json(exchange, status, Map.of("error", message));
        }
    }

    private static void json(HttpExchange exchange, int status, Object value) throws IOException {
        send(
                exchange,
                status,
                "application/json; charset=utf-8",
                Json.line(value).getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, head || body.length == 0 ? -1 : body.length);
        if (!head) {
            exchange.getResponseBody().write(body);
        }
    }

    /**
     * Takes no more requests, lets those under way end, and frees the port. A run that was started here goes on, and
     * the log says so.
     */
    @Override
    public void close() {
        boolean quiet = false;
        try {
            // The server always waits for its whole grace period, even when no request is under way.
            quiet = underWay.tryAcquire(THREADS, STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server.stop(0);
        // A request that came in between finds a closed connection.
        underWay.release(quiet ? THREADS : 0);
        workers.shutdown();
        run.goesOn().ifPresent(log::println);
    }
}
