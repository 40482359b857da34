package io.arrears.publish.alert;

import static org.apache.spark.sql.functions.col;

import io.arrears.config.AlertSettings;
import io.arrears.lake.AsOf;
import io.arrears.lake.Lake;
import io.arrears.lake.Pointers;
import io.arrears.lake.RunId;
import io.arrears.lake.Table;
import io.arrears.pipeline.RunContext;
import io.arrears.pipeline.Stage;
import io.arrears.pipeline.StageReport;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Looks at the checked marts, and at the checks, with the configured rules and writes {@code mart_alerts}. Without rules it does nothing at all.
 *
 * <p>An alert is new when its rule and subject stand neither in what an earlier run published for the same day nor in
 * what was published for the day before.
 */
public final class AlertsStage implements Stage {

    private static final StructType SCHEMA = new StructType()
            .add("rule", DataTypes.StringType, false)
            .add("subject", DataTypes.StringType, false)
            .add("severity", DataTypes.StringType, false)
            .add("metric", DataTypes.StringType, false)
            .add("currency", DataTypes.StringType)
            .add("value", DataTypes.DoubleType)
            .add("threshold", DataTypes.DoubleType, false)
            .add("message", DataTypes.StringType, false)
            .add("first_told_for", DataTypes.DateType, false)
            .add("is_new", DataTypes.BooleanType, false);

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
        write(context, List.copyOf(alerts.values()));
        long fresh = alerts.values().stream().filter(Alert::isNew).count();
        return new StageReport(Map.of("rows", (long) alerts.size(), "new", fresh));
    }

    /** What was told, with the day it was told for first, by rule and subject. */
    private static Map<String, AsOf> told(RunContext context, Map<Table, RunId> slices) {
        Map<String, AsOf> told = new HashMap<>();
        if (slices != null && slices.containsKey(Table.MART_ALERTS)) {
            for (Row row : context.lake()
                    .readSlices(Table.MART_ALERTS, List.of(slices.get(Table.MART_ALERTS)))
                    .select("rule", "subject", "first_told_for")
                    .collectAsList()) {
                told.put(Alert.key(row.getAs("rule"), row.getAs("subject")), day(row));
            }
        }
        return told;
    }

    private static AsOf day(Row alert) {
        return new AsOf(alert.<Date>getAs("first_told_for").toLocalDate());
    }

    private static void write(RunContext context, List<Alert> alerts) {
        List<Row> rows = new ArrayList<>();
        for (Alert alert : alerts) {
            rows.add(RowFactory.create(
                    alert.rule(),
                    alert.subject(),
                    alert.severity(),
                    alert.metric(),
                    alert.currency(),
                    Double.isFinite(alert.value()) ? alert.value() : null,
                    alert.threshold(),
                    alert.message(),
                    Date.valueOf(alert.firstAsOf().date()),
                    alert.isNew()));
        }
        context.append(Table.MART_ALERTS, rows, SCHEMA);
    }

    /** The columns of mart_alerts, in order, without the lake's own. */
    public static List<String> columns() {
        return List.of(SCHEMA.fieldNames());
    }

    /** The alerts that a run found new. */
    static List<Alert> fresh(Lake lake, RunId run) {
        return lake
                .readSlices(Table.MART_ALERTS, List.of(run))
                .where(col("is_new"))
                .orderBy("rule", "subject")
                .collectAsList()
                .stream()
                .map(row -> new Alert(
                        row.getAs("rule"),
                        row.getAs("subject"),
                        row.getAs("severity"),
                        row.getAs("metric"),
                        row.getAs("currency"),
                        row.getAs("value") == null ? Double.NaN : row.<Double>getAs("value"),
                        row.getAs("threshold"),
                        row.getAs("message"),
                        day(row),
                        true))
                .toList();
    }
}
