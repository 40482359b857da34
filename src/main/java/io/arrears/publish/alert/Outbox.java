package io.arrears.publish.alert;

import static org.apache.spark.sql.functions.col;

import io.arrears.lake.AsOf;
import io.arrears.lake.Lake;
import io.arrears.lake.Pointers;
import io.arrears.lake.Publication;
import io.arrears.lake.RunId;
import io.arrears.lake.Table;
import io.arrears.publish.Clean;
import java.sql.Date;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Sends the new alerts of published runs, each at least once to each sink. What was sent is written to
 * {@code ops_notices} afterwards, so a process that dies in between sends it again, and one that died before sends it
 * at the next start.
 */
final class Outbox {

    /** A row for each sink a run's alerts went to; {@code sink} is null where there was nothing to send. */
    private static final StructType NOTICES = new StructType()
            .add(Lake.AS_OF, DataTypes.DateType, false)
            .add("sink", DataTypes.StringType)
            .add("is_sent", DataTypes.BooleanType, false)
            .add(Lake.RUN, DataTypes.StringType, false);

    /**
     * The alerts of one run that still have to go out.
     *
     * @param sinks that failed before; empty where nothing was tried yet, which means all
     */
    record Pending(AsOf asOf, RunId run, Set<String> sinks) {}

    /** How many alerts went out, and to how many sinks. */
    record Sent(int alerts, int sinks) {}

    private final SparkSession spark;
    private final Lake lake;

    Outbox(SparkSession spark, Lake lake) {
        this.spark = spark;
        this.lake = lake;
    }

    /**
     * Begins the log, before the first alerts that it is to follow are published. The alerts of a lake that an older
     * version filled count as sent.
     */
    void begin(RunId run) {
        if (!lake.exists(Table.OPS_NOTICES)) {
            append(
                    run,
                    withAlerts().stream()
                            .map(each -> row(each.asOf(), each.run(), null, true))
                            .toList());
        }
    }

    /** What no run has sent yet, the oldest publication first; empty where the log was never begun. */
    List<Pending> pending() {
        if (!lake.exists(Table.OPS_NOTICES)) {
            return List.of();
        }
        Map<String, Map<String, Boolean>> log = log();
        List<Pending> pending = new ArrayList<>();
        for (Publication each : withAlerts()) {
            Map<String, Boolean> tried = log.get(each.run().text());
            if (tried == null) {
                pending.add(new Pending(each.asOf(), each.run(), Set.of()));
            } else if (tried.containsValue(false)) {
                pending.add(new Pending(
                        each.asOf(),
                        each.run(),
                        tried.keySet().stream().filter(sink -> !tried.get(sink)).collect(Collectors.toSet())));
            }
        }
        if (!pending.isEmpty()) {
            Set<RunId> gone = Clean.cleaned(lake).getOrDefault(Table.MART_ALERTS, Set.of());
            pending.removeIf(each -> gone.contains(each.run()));
        }
        return pending;
    }

    /** Sends, then writes down what was sent. */
    Sent send(Pending pending, Notifier notifier) {
        List<Alert> alerts = AlertRows.fresh(lake, pending.run());
        Map<String, Boolean> results = new HashMap<>();
        if (!alerts.isEmpty()) {
            results.putAll(notifier.tell(
                    new Notice(pending.asOf(), pending.run().text(), alerts),
                    sink -> pending.sinks().isEmpty() || pending.sinks().contains(sink)));
        }
        boolean firstTry = pending.sinks().isEmpty();
        List<Row> rows = new ArrayList<>();
        results.forEach((sink, sent) -> {
            // A sink that fails again is in the log already.
            if (sent || firstTry) {
                rows.add(row(pending.asOf(), pending.run(), sink, sent));
            }
        });
        if (results.isEmpty() && firstTry) {
            rows.add(row(pending.asOf(), pending.run(), null, true));
        }
        if (!rows.isEmpty()) {
            append(pending.run(), rows);
        }
        return new Sent(alerts.size(), (int)
                results.values().stream().filter(sent -> sent).count());
    }

    /** Runs that published alerts of their own, each once: a rollback names a run a second time. */
    private List<Publication> withAlerts() {
        Map<RunId, Publication> first = new LinkedHashMap<>();
        new Pointers(lake)
                .history().stream()
                        .filter(each -> each.run().equals(each.slices().get(Table.MART_ALERTS)))
                        .forEach(each -> first.putIfAbsent(each.run(), each));
        return List.copyOf(first.values());
    }

    /** By run: whether each sink was reached. */
    private Map<String, Map<String, Boolean>> log() {
        Map<String, Map<String, Boolean>> log = new HashMap<>();
        for (Row row : lake.readAll(Table.OPS_NOTICES)
                .select(col(Lake.RUN), col("sink"), col("is_sent"))
                .collectAsList()) {
            log.computeIfAbsent(row.getAs(Lake.RUN), any -> new HashMap<>())
                    .merge(row.getAs("sink"), row.getAs("is_sent"), Boolean::logicalOr);
        }
        return log;
    }

    private static Row row(AsOf asOf, RunId run, String sink, boolean sent) {
        return RowFactory.create(Date.valueOf(asOf.date()), sink, sent, run.text());
    }

    private void append(RunId run, List<Row> rows) {
        lake.appendLog(
                Table.OPS_NOTICES, run, spark.createDataFrame(rows, NOTICES).coalesce(1));
    }
}
