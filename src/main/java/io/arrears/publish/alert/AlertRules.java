package io.arrears.publish.alert;

import static org.apache.spark.sql.functions.col;

import io.arrears.config.AlertSettings.Rule;
import io.arrears.lake.RunId;
import io.arrears.lake.Table;
import io.arrears.pipeline.RunContext;
import io.arrears.terms.RiskBucket;
import io.arrears.transform.Checks;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What the rules find in the marts of a run. A rule that cannot be looked at is an alert itself. */
final class AlertRules {

    /** The largest only: more alerts would not be read, and the others are in mart_invoice_risk. */
    private static final int MOST_INVOICES = 200;

    private final RunContext context;
    private final Optional<Map<Table, RunId>> before;
    private final Map<Boolean, List<Row>> kpis = new TreeMap<>();

    /** @param before what was published for the day before, where there is one */
    AlertRules(RunContext context, Optional<Map<Table, RunId>> before) {
        this.context = context;
        this.before = before;
    }

    List<Alert> find(Rule rule) {
        String metric = rule.metric();
        if (metric.startsWith("kpi.")) {
            return kpi(rule, metric.substring("kpi.".length()));
        }
        if (metric.startsWith("kpi_change.")) {
            return kpiChange(rule, metric.substring("kpi_change.".length()));
        }
        return switch (metric) {
            case "high_risk_invoice" -> highRisk(rule);
            case "drift" -> drift(rule);
            case "failed_check" -> checks(rule);
            default -> List.of();
        };
    }

    private List<Alert> kpi(Rule rule, String column) {
        List<Row> now = kpis(true);
        Optional<Alert> unknown = unknown(rule, now, column);
        if (unknown.isPresent()) {
            return List.of(unknown.get());
        }
        List<Alert> alerts = new ArrayList<>();
        byCurrency(now, column).forEach((currency, value) -> {
            if (concerns(rule, currency) && rule.fits(value)) {
                alerts.add(Alert.of(
                        rule,
                        currency,
                        currency,
                        value,
                        named(column) + " of " + currency + " is " + shown(value) + " (" + rule.comparison() + " "
                                + shown(rule.threshold()) + ")"));
            }
        });
        return alerts;
    }

    private List<Alert> kpiChange(Rule rule, String column) {
        List<Row> now = kpis(true);
        Optional<Alert> unknown = unknown(rule, now, column);
        if (unknown.isPresent()) {
            return List.of(unknown.get());
        }
        Map<String, Double> past = byCurrency(kpis(false), column);
        List<Alert> alerts = new ArrayList<>();
        byCurrency(now, column).forEach((currency, value) -> {
            Double old = past.get(currency);
            // Without a value to divide by there is no change.
            if (old != null && old != 0 && concerns(rule, currency)) {
                double change = (value - old) / Math.abs(old);
                if (rule.fits(change)) {
                    alerts.add(Alert.of(
                            rule,
                            currency,
                            currency,
                            change,
                            String.format(
                                    Locale.ROOT,
                                    "%s of %s went from %s to %s (%+.1f %%)",
                                    named(column),
                                    currency,
                                    shown(old),
                                    shown(value),
                                    100 * change)));
                }
            }
        });
        return alerts;
    }

    /** A column in the words of the report, where its name does not say them. */
    private static String named(String column) {
        return switch (column) {
            case "net_leakage_amount" -> "net_leakage_amount (lost)";
            case "leakage_rate" -> "leakage_rate (lost / invoiced)";
            default -> column;
        };
    }

    private static Optional<Alert> unknown(Rule rule, List<Row> rows, String column) {
        if (rows.isEmpty() || Arrays.asList(rows.get(0).schema().fieldNames()).contains(column)) {
            return Optional.empty();
        }
        return Optional.of(Alert.of(
                rule, "rule", null, Double.NaN, "the rule cannot be looked at: mart_kpis has no column " + column));
    }

    private List<Row> kpis(boolean now) {
        return kpis.computeIfAbsent(
                now,
                which -> which
                        ? context.read(Table.MART_KPIS).collectAsList()
                        : before.filter(slices -> slices.containsKey(Table.MART_KPIS))
                                .map(slices -> context.lake()
                                        .readSlices(Table.MART_KPIS, List.of(slices.get(Table.MART_KPIS)))
                                        .collectAsList())
                                .orElse(List.of()));
    }

    private static Map<String, Double> byCurrency(List<Row> rows, String column) {
        Map<String, Double> values = new TreeMap<>();
        for (Row row : rows) {
            if (Arrays.asList(row.schema().fieldNames()).contains(column)
                    && row.getAs(column) instanceof Number value) {
                values.put(row.getAs("currency"), value.doubleValue());
            }
        }
        return values;
    }

    private List<Alert> highRisk(Rule rule) {
        Dataset<Row> risky = context.read(Table.MART_INVOICE_RISK)
                .where(col("risk_bucket")
                        .equalTo(RiskBucket.HIGH)
                        .and(col("outstanding_amount").cast("double").$greater(0)));
        List<Alert> alerts = new ArrayList<>();
        for (Row row : risky.where(fits(rule))
                .orderBy(col("outstanding_amount").desc(), col("invoice_id"))
                .limit(MOST_INVOICES)
                .select("invoice_id", "currency", "outstanding_amount", "default_prob", "customer_id")
                .collectAsList()) {
            String invoice = row.getAs("invoice_id");
            String currency = row.getAs("currency");
            String customer = row.getAs("customer_id");
            BigDecimal amount = row.getAs("outstanding_amount");
            alerts.add(Alert.of(
                    rule,
                    invoice,
                    currency,
                    amount.doubleValue(),
                    String.format(
                            Locale.ROOT,
                            "invoice %s%s: %s %s outstanding, probability of default %.0f %%",
                            invoice,
                            customer == null ? "" : " of customer " + customer,
                            currency,
                            amount.toPlainString(),
                            100 * row.<Double>getAs("default_prob"))));
        }
        return alerts;
    }

    private static Column fits(Rule rule) {
        Column amount = col("outstanding_amount").cast("double");
        Column fits =
                switch (rule.comparison()) {
                    case ">" -> amount.gt(rule.threshold());
                    case ">=" -> amount.geq(rule.threshold());
                    case "<" -> amount.lt(rule.threshold());
                    default -> amount.leq(rule.threshold());
                };
        return rule.currency()
                .map(currency -> fits.and(col("currency").equalTo(currency)))
                .orElse(fits);
    }

    private List<Alert> drift(Rule rule) {
        if (context.slices().of(Table.MART_DRIFT).isEmpty()) {
            return List.of(Alert.of(
                    rule, "rule", null, Double.NaN, "the rule cannot be looked at: this run has no mart_drift"));
        }
        List<Alert> alerts = new ArrayList<>();
        for (Row row : context.read(Table.MART_DRIFT)
                .where("drift_status = 'WARN'")
                .select("task", "measure", "subject", "value")
                .collectAsList()) {
            String task = row.getAs("task");
            String measure = row.getAs("measure");
            String subject = row.getAs("subject");
            Double value = row.getAs("value");
            if (value != null && rule.fits(value)) {
                alerts.add(Alert.of(
                        rule,
                        task + " " + measure + " " + subject,
                        null,
                        value,
                        task + ": " + measure + " of " + subject + " is " + shown(value)
                                + ", beyond what chance explains"));
            }
        }
        return alerts;
    }

    /**
     * Checks that warned or failed, of this run and of the tables it reuses; the run itself reports one that stops it.
     */
    private List<Alert> checks(Rule rule) {
        List<RunId> runs = new ArrayList<>(context.slices().all().values());
        runs.add(context.run());
        List<Row> noted = Checks.last(context.lake(), runs)
                .map(rows -> rows.where(col("status").isin("WARNED", "FAILED"))
                        .select("check_name", "table_name", "rule", "rows", "status")
                        .collectAsList())
                .orElse(List.of());
        List<Alert> alerts = new ArrayList<>();
        for (Row row : noted) {
            String check = row.getAs("check_name");
            String table = row.getAs("table_name");
            String broken = row.getAs("rule");
            String status = row.getAs("status");
            long wrong = row.<Long>getAs("rows");
            if (rule.fits(wrong)) {
                alerts.add(Alert.of(
                        rule,
                        check + " " + table + " " + broken,
                        null,
                        wrong,
                        check + " of " + table + ", " + broken + ": " + wrong + " rows "
                                + status.toLowerCase(Locale.ROOT)));
            }
        }
        return alerts;
    }

    private static boolean concerns(Rule rule, String currency) {
        return rule.currency().map(only -> only.equals(currency)).orElse(true);
    }

    private static String shown(double value) {
        return Math.abs(value) < 10
                ? String.format(Locale.ROOT, "%.3f", value)
                : String.format(Locale.ROOT, "%,.2f", value);
    }
}
