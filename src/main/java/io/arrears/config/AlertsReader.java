package io.arrears.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code alerts}. */
final class AlertsReader {

    private static final Set<String> KEYS = Set.of("name", "metric", "comparison", "threshold", "severity", "currency");
    private static final String METRIC = "kpi(_change)?\\.[a-z0-9_]+|high_risk_invoice|drift|failed_check|failed_run";
    private static final String ADDRESS = "[^\\s<>@,]+@[^\\s<>@,]+";

    private final Values values;

    /** @param values the whole configuration */
    AlertsReader(Values values) {
        this.values = values;
    }

    AlertSettings read() {
        return new AlertSettings(
                rules(),
                values.flag("alerts.stdout"),
                values.optionalText("alerts.file").map(Path::of),
                webhook(),
                smtp());
    }

    private List<AlertSettings.Rule> rules() {
        List<AlertSettings.Rule> rules = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Values each : values.sections("alerts.rules", KEYS)) {
            AlertSettings.Rule rule = rule(each);
            if (!rule.name().isEmpty() && !names.add(rule.name())) {
                values.problems().add("alerts.rules has two rules called " + rule.name() + ": rename one");
            }
            rules.add(rule);
        }
        return List.copyOf(rules);
    }

    private static AlertSettings.Rule rule(Values rule) {
        return new AlertSettings.Rule(
                rule.text("name"),
                rule.word(
                        "metric",
                        METRIC,
                        "kpi.COLUMN or kpi_change.COLUMN with a column of mart_kpis, high_risk_invoice, drift, "
                                + "failed_check or failed_run"),
                rule.has("comparison") ? rule.oneOf("comparison", ">", ">=", "<", "<=") : ">",
                rule.numberOr("threshold", 0, "-1e18", "1e18", "in the unit of the metric"),
                rule.has("severity") ? rule.oneOf("severity", "info", "warning", "critical") : "warning",
                rule.has("currency")
                        ? Optional.of(rule.word("currency", "[A-Z]{3}", "three capital letters such as EUR"))
                        : Optional.empty());
    }

    private AlertSettings.Webhook webhook() {
        Optional<String> url = values.secret("alerts.webhook.url");
        if (url.isPresent() && !url.get().matches("https?://\\S+")) {
            values.refuseUnshown("alerts.webhook.url", "an address, https://…");
        }
        return new AlertSettings.Webhook(
                url,
                new Secret(values.secret("alerts.webhook.authorization")),
                values.whole("alerts.webhook.timeout-seconds", 1, 3600, "seconds"),
                values.whole("alerts.webhook.attempts", 1, 100, "tries"));
    }

    private AlertSettings.Smtp smtp() {
        String address = "a mail address, name@host";
        AlertSettings.Smtp smtp = new AlertSettings.Smtp(
                values.optionalWord("alerts.smtp.host", "[A-Za-z0-9._:-]+", "a host name"),
                values.whole("alerts.smtp.port", 1, 65_535, "a port"),
                values.oneOf("alerts.smtp.security", "starttls", "tls", "none"),
                values.optionalText("alerts.smtp.user"),
                new Secret(values.secret("alerts.smtp.password")),
                values.optionalWord("alerts.smtp.from", ADDRESS, address),
                values.words("alerts.smtp.to", ADDRESS, "mail addresses, name@host"),
                values.whole("alerts.smtp.timeout-seconds", 1, 3600, "seconds"));
        if (smtp.host().isPresent() && (smtp.from().isEmpty() || smtp.to().isEmpty())) {
            values.problems().add("alerts.smtp.host is given: give alerts.smtp.from and alerts.smtp.to as well");
        }
        if (smtp.user().isPresent() && smtp.security().equals("none")) {
            values.problems()
                    .add("alerts.smtp.user needs a protected connection: set alerts.smtp.security to starttls or tls");
        }
        return smtp;
    }
}
