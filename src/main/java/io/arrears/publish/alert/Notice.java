package io.arrears.publish.alert;

import io.arrears.config.Json;
import io.arrears.lake.AsOf;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The new alerts of one run, in the forms that the sinks send. */
public record Notice(AsOf asOf, String run, List<Alert> alerts) {

    /** One JSON object a line, one line an alert. */
    public List<String> lines() {
        return alerts.stream()
                .map(alert -> {
                    Map<String, Object> line = head();
                    line.putAll(alert.asMap());
                    return Json.line(line);
                })
                .toList();
    }

    /** All of it in one JSON object; {@code text} is what chat systems show. */
    public String message() {
        Map<String, Object> message = head();
        message.put("text", title() + "\n" + text());
        message.put("alerts", alerts.stream().map(Alert::asMap).toList());
        return Json.line(message);
    }

    public String title() {
        long critical = alerts.stream()
                .filter(alert -> alert.severity().equals("critical"))
                .count();
        return "Arrears " + asOf + ": " + alerts.size() + (alerts.size() == 1 ? " alert" : " alerts")
                + (critical > 0 ? ", " + critical + " critical" : "");
    }

    /** A line an alert, for people. */
    public String text() {
        return alerts.stream()
                .map(alert -> "[" + alert.severity() + "] " + alert.rule() + ": " + alert.message())
                .collect(Collectors.joining("\n"));
    }

    private Map<String, Object> head() {
        Map<String, Object> head = new LinkedHashMap<>();
        head.put("as_of_date", asOf.toString());
        head.put("run_id", run);
        return head;
    }
}
