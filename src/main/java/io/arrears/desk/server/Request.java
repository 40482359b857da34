package io.arrears.desk.server;

import io.arrears.desk.Kind;
import io.arrears.desk.Refused;
import io.arrears.terms.DayText;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The parameters of one request. */
record Request(Map<String, String> parameters) {

    static Request of(URI uri) {
        Map<String, String> parameters = new HashMap<>();
        String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
        for (String each : query.split("&")) {
            int equals = each.indexOf('=');
            if (equals > 0) {
                parameters.put(decoded(each.substring(0, equals)), decoded(each.substring(equals + 1)));
            }
        }
        return new Request(parameters);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Refused(400, "The address of the request is malformed.");
        }
    }

    String text(String name) {
        return parameters.getOrDefault(name, "");
    }

    Optional<Kind> kind() {
        String kind = text("kind");
        return kind.isEmpty() || kind.equals("auto") ? Optional.empty() : Optional.of(Kind.named(kind));
    }

    Optional<LocalDate> day() {
        String text = text("as_of");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Optional.ofNullable(DayText.day(text))
                .orElseThrow(() -> new Refused(400, "'" + text + "' is no day: expected YYYY-MM-DD.")));
    }

    int number(String name, int otherwise) {
        String text = text(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        if (!text.matches("\\d{1,9}")) {
            throw new Refused(400, name + " = '" + text + "': expected a whole number, 0 or more.");
        }
        return Integer.parseInt(text);
    }

    double share(String name) {
        String text = text(name);
        if (text.isEmpty()) {
            return 0;
        }
        if (!text.matches("0|1|0?\\.\\d{1,9}")) {
            throw new Refused(400, name + " = '" + text + "': expected a share between 0 and 1.");
        }
        return Double.parseDouble(text);
    }
}
