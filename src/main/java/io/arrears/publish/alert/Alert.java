package io.arrears.publish.alert;

import io.arrears.config.AlertSettings;
import io.arrears.lake.AsOf;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One thing worth sending.
 *
 * @param subject what it is about: a currency, an invoice, a feature, a check
 * @param currency null where the value is no money
 * @param value what was found
 * @param firstAsOf the day it was first sent for
 * @param isNew whether it is sent now
 */
public record Alert(
        String rule,
        String subject,
        String severity,
        String metric,
        String currency,
        double value,
        double threshold,
        String message,
        AsOf firstAsOf,
        boolean isNew) {

    static Alert of(AlertSettings.Rule rule, String subject, String currency, double value, String message) {
        return new Alert(
                rule.name(),
                subject,
                rule.severity(),
                rule.metric(),
                currency,
                value,
                rule.threshold(),
                message,
                null,
                true);
    }

    Alert since(AsOf day, boolean told) {
        return new Alert(rule, subject, severity, metric, currency, value, threshold, message, day, !told);
    }

    String key() {
        return key(rule, subject);
    }

    static String key(String rule, String subject) {
        return rule + "\n" + subject;
    }

    Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("severity", severity);
        map.put("rule", rule);
        map.put("subject", subject);
        map.put("metric", metric);
        map.put("currency", currency);
        map.put("value", Double.isFinite(value) ? value : null);
        map.put("threshold", threshold);
        map.put("message", message);
        return map;
    }
}
