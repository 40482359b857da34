package io.arrears.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What to send after a run, and where. Without rules nothing is looked at. */
public record AlertSettings(List<Rule> rules, boolean stdout, Optional<Path> file, Webhook webhook, Smtp smtp) {

    /**
     * One thing to look at.
     *
     * @param metric kpi.COLUMN, kpi_change.COLUMN, high_risk_invoice, drift, failed_check or failed_run
     * @param comparison one of &gt; &gt;= &lt; &lt;=
     * @param currency only this currency, where given
     */
    public record Rule(
            String name,
            String metric,
            String comparison,
            double threshold,
            String severity,
            Optional<String> currency) {

        public boolean fits(double value) {
            return switch (comparison) {
                case ">" -> value > threshold;
                case ">=" -> value >= threshold;
                case "<" -> value < threshold;
                default -> value <= threshold;
            };
        }
    }

    /** @param attempts how often one message is tried */
    public record Webhook(Optional<String> url, Secret authorization, int timeoutSeconds, int attempts) {

        /** An address may hold a secret of its own: it does not print itself. */
        @Override
        public String toString() {
            return "Webhook[" + url.map(text -> "#" + text.hashCode()).orElse("none") + ", " + authorization + ", "
                    + timeoutSeconds + ", " + attempts + "]";
        }
    }

    /** @param security starttls, tls or none */
    public record Smtp(
            Optional<String> host,
            int port,
            String security,
            Optional<String> user,
            Secret password,
            Optional<String> from,
            List<String> to,
            int timeoutSeconds) {}
}
