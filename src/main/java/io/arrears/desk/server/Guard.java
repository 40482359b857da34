package io.arrears.desk.server;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.arrears.desk.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.regex.Pattern;

/** What every request must be like, and what every answer says to the browser. */
final class Guard {

    /** A page of another site cannot send it without being asked first, and it is never allowed. */
    static final String REQUEST_MARK = "X-Arrears-Desk";

    private static final Pattern LOOPBACK = Pattern.compile("(localhost|127\\.\\d+\\.\\d+\\.\\d+|\\[::1])(:\\d+)?");
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST");

    /** Times the limit. */
    private static final int DRAINED = 8;

    private final boolean loopback;
    private final long mostBytes;

    /** @param loopback whether the desk listens on loopback only */
    Guard(boolean loopback, long mostBytes) {
        this.loopback = loopback;
        this.mostBytes = mostBytes;
    }

    /** @throws Refused for a request that no page of the desk would send */
    void check(HttpExchange exchange) {
        String host = exchange.getRequestHeaders().getFirst("Host");
        // A name that was pointed at this machine after the browser loaded another site's page.
        if (host == null || loopback && !LOOPBACK.matcher(host).matches()) {
            throw new Refused(421, "This desk answers to localhost alone.");
        }
        if (!METHODS.contains(exchange.getRequestMethod())) {
            throw new Refused(405, "Only GET and POST are understood.");
        }
        String origin = exchange.getRequestHeaders().getFirst("Origin");
        if (origin != null && !origin.equals("http://" + host)) {
            throw new Refused(403, "Another site may not ask this desk.");
        }
        String site = exchange.getRequestHeaders().getFirst("Sec-Fetch-Site");
        boolean foreign = site != null && !site.equals("same-origin") && !site.equals("none");
        boolean asks = exchange.getRequestURI().getPath().startsWith("/api/");
        if (asks && foreign || isPost(exchange) && exchange.getRequestHeaders().getFirst(REQUEST_MARK) == null) {
            throw new Refused(403, "Only a page of this desk may ask for this.");
        }
    }

    static boolean isPost(HttpExchange exchange) {
        return exchange.getRequestMethod().equals("POST");
    }

    /**
     * The body.
     *
     * @throws Refused when it is larger than allowed; no more than that is ever held
     */
    byte[] body(HttpExchange exchange) throws IOException {
        String length = exchange.getRequestHeaders().getFirst("Content-Length");
        boolean announced = length != null && length.matches("\\d{1,18}") && Long.parseLong(length) > mostBytes;
        try (InputStream in = exchange.getRequestBody()) {
            byte[] bytes =
                    announced ? new byte[0] : in.readNBytes((int) Math.min(Integer.MAX_VALUE - 8L, mostBytes + 1));
            if (announced || bytes.length > mostBytes) {
                drain(in);
                throw tooLarge();
            }
            return bytes;
        }
    }

    /** A browser that is cut off while it sends never reads the reason. So it may send on, but not for ever. */
    private void drain(InputStream in) throws IOException {
        byte[] passing = new byte[1 << 16];
        long left = DRAINED * mostBytes;
        for (int read = in.read(passing); read > 0 && left > 0; read = in.read(passing)) {
            left -= read;
        }
    }

    private Refused tooLarge() {
        return new Refused(
                413,
                "The file is larger than " + mostBytes / 1_000_000 + " MB (desk.max-upload-mb): split it, "
                        + "leave out columns, or raise the limit.");
    }

    static void protect(Headers headers) {
        headers.set(
                "Content-Security-Policy",
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
                        + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("X-Frame-Options", "DENY");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Cache-Control", "no-store");
    }
}
