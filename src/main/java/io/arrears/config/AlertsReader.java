package io.arrears.config;

import com.typesafe.config.Config;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code alerts}. */
final class AlertsReader {

    private static final Set<String> COMPARISONS = Set.of(">", ">=", "<", "<=");
    private static final Set<String> SEVERITIES = Set.of("info", "warning", "critical");
    private static final Set<String> SECURITY = Set.of("starttls", "tls", "none");
    private static final Set<String> KEYS = Set.of("name", "metric", "comparison", "threshold", "severity", "currency");
    private static final String METRIC = "kpi(_change)?\\.[a-z0-9_]+|high_risk_invoice|drift|failed_check|failed_run";

    private final Config config;

    /** @param config the whole configuration */
    AlertsReader(Config config) {
        this.config = config.getConfig("alerts");
    }

    AlertSettings read() {
        return new AlertSettings(
                rules(), config.getBoolean("stdout"), text("file").map(Path::of), webhook(), smtp());
    }

    private List<AlertSettings.Rule> rules() {
        List<AlertSettings.Rule> rules = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Config each : config.getConfigList("rules")) {
            AlertSettings.Rule rule = rule(each);
            if (!names.add(rule.name())) {
                throw new ConfigurationException("alerts.rules has two rules called " + rule.name() + ": rename one");
            }
            rules.add(rule);
        }
        return List.copyOf(rules);
    }

    private static AlertSettings.Rule rule(Config rule) {
        String name = rule.getString("name");
        rule.root().keySet().stream()
                .filter(key -> !KEYS.contains(key))
                .findFirst()
                .ifPresent(key -> {
                    throw new ConfigurationException("alerts.rules, " + name + ": unknown key " + key + "; there are "
                            + String.join(", ", new java.util.TreeSet<>(KEYS)));
                });
        String metric = rule.getString("metric");
        if (!metric.matches(METRIC)) {
            throw new ConfigurationException(
                    "alerts.rules, " + name + ": metric = " + metric + ": expected kpi.COLUMN or "
                            + "kpi_change.COLUMN with a column of mart_kpis, high_risk_invoice, drift, failed_check or failed_run");
        }
        return new AlertSettings.Rule(
                name,
                metric,
                oneOf(rule, name, "comparison", ">", COMPARISONS),
                rule.hasPath("threshold") ? rule.getDouble("threshold") : 0,
                oneOf(rule, name, "severity", "warning", SEVERITIES),
                rule.hasPath("currency") ? Optional.of(rule.getString("currency")) : Optional.empty());
    }

    private static String oneOf(Config rule, String name, String key, String otherwise, Set<String> allowed) {
        String value = rule.hasPath(key) ? rule.getString(key) : otherwise;
        if (!allowed.contains(value)) {
            throw new ConfigurationException("alerts.rules, " + name + ": " + key + " = " + value + ": expected one of "
                    + String.join(" ", new java.util.TreeSet<>(allowed)));
        }
        return value;
    }

    private AlertSettings.Webhook webhook() {
        Optional<String> url = text("webhook.url");
        url.filter(address -> !address.matches("https?://.+")).ifPresent(address -> {
            throw new ConfigurationException("alerts.webhook.url is no address: expected https://…");
        });
        return new AlertSettings.Webhook(
                url,
                new Settings.Secret(text("webhook.authorization")),
                positive("webhook.timeout-seconds"),
                positive("webhook.attempts"));
    }

    private AlertSettings.Smtp smtp() {
        String security = config.getString("smtp.security");
        if (!SECURITY.contains(security)) {
            throw new ConfigurationException("alerts.smtp.security = " + security + ": expected starttls, tls or none");
        }
        AlertSettings.Smtp smtp = new AlertSettings.Smtp(
                text("smtp.host"),
                positive("smtp.port"),
                security,
                text("smtp.user"),
                new Settings.Secret(text("smtp.password")),
                text("smtp.from"),
                List.copyOf(config.getStringList("smtp.to")),
                positive("smtp.timeout-seconds"));
        if (smtp.host().isPresent() && (smtp.from().isEmpty() || smtp.to().isEmpty())) {
            throw new ConfigurationException(
                    "alerts.smtp.host is given: give alerts.smtp.from and alerts.smtp.to as well");
        }
        for (String address : smtp.to()) {
            check(address);
        }
        smtp.from().ifPresent(AlertsReader::check);
        if (smtp.user().isPresent() && security.equals("none")) {
            throw new ConfigurationException(
                    "alerts.smtp.user needs a protected connection: set alerts.smtp.security to " + "starttls or tls");
        }
        return smtp;
    }

    private static void check(String address) {
        if (!address.matches("[^\\s<>@,]+@[^\\s<>@,]+")) {
            throw new ConfigurationException("alerts.smtp: '" + address + "' is no mail address: expected name@host");
        }
    }

    private Optional<String> text(String path) {
        return config.hasPath(path) ? Optional.of(config.getString(path)) : Optional.empty();
    }

    private int positive(String path) {
        int value = config.getInt(path);
        if (value < 1) {
            throw new ConfigurationException("alerts." + path + " = " + value + ": expected 1 or more");
        }
        return value;
    }
}
