package io.arrears.publish.alert;

import io.arrears.config.AlertSettings;
import io.arrears.lake.AsOf;
import io.arrears.lake.Pointers;
import io.arrears.lake.RunId;
import io.arrears.lake.Table;
import io.arrears.pipeline.RunContext;
import io.arrears.pipeline.Stage;
import io.arrears.pipeline.StageReport;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Row;

/**
 * Looks at the checked marts, and at the checks, with the configured rules and writes {@code mart_alerts}. Without
 * rules it does nothing.
 *
 * <p>An alert is new when its rule and subject are neither in what an earlier run published for the same day nor in
 * what was published for the day before.
 */
public final class AlertsStage implements Stage {

    @Override
    public String name() {
        return "alerts";
    }

    @Override
    public Set<Table> reads() {
        return EnumSet.of(Table.MART_KPIS, Table.MART_INVOICE_RISK, Table.MART_DRIFT, Table.OPS_CHECKS);
    }

    @Override
    public Set<Table> writes() {
        return EnumSet.of(Table.MART_ALERTS, Table.OPS_NOTICES);
    }

    @Override
    public boolean publishes() {
        return true;
    }

    @Override
    public StageReport run(RunContext context) {
        AlertSettings settings = context.settings().alerts();
        if (settings.rules().isEmpty()) {
            return new StageReport(Map.of());
        }
        new Outbox(context.spark(), context.lake()).begin(context.run());
        TreeMap<LocalDate, Map<Table, RunId>> published = new Pointers(context.lake()).all();
        Optional<Map<Table, RunId>> before =
                Optional.ofNullable(published.lowerEntry(context.asOf().date())).map(Map.Entry::getValue);
        Map<String, AsOf> told = told(context, published.get(context.asOf().date()));
        told(context, before.orElse(null))
                .forEach((key, day) -> told.merge(key, day, (one, other) -> one.compareTo(other) < 0 ? one : other));
        AlertRules rules = new AlertRules(context, before);
        Map<String, Alert> alerts = new LinkedHashMap<>();
        settings.rules().forEach(rule -> rules.find(rule)
                .forEach(alert -> alerts.putIfAbsent(
                        alert.key(),
                        alert.since(told.getOrDefault(alert.key(), context.asOf()), told.containsKey(alert.key())))));
        AlertRows.write(context, List.copyOf(alerts.values()));
        long fresh = alerts.values().stream().filter(Alert::isNew).count();
        return new StageReport(Map.of("rows", (long) alerts.size(), "new", fresh));
    }

    /** The alerts of earlier publications, by rule and subject, with the first day of each. */
    private static Map<String, AsOf> told(RunContext context, Map<Table, RunId> slices) {
        Map<String, AsOf> told = new HashMap<>();
        if (slices != null && slices.containsKey(Table.MART_ALERTS)) {
            for (Row row : context.lake()
                    .readSlices(Table.MART_ALERTS, List.of(slices.get(Table.MART_ALERTS)))
                    .select("rule", "subject", "first_told_for")
                    .collectAsList()) {
                told.put(Alert.key(row.getAs("rule"), row.getAs("subject")), AlertRows.firstAsOf(row));
            }
        }
        return told;
    }
}
