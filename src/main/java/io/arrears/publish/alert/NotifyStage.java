package io.arrears.publish.alert;

import io.arrears.config.AlertSettings;
import io.arrears.lake.AsOf;
import io.arrears.lake.Lake;
import io.arrears.lake.Table;
import io.arrears.pipeline.DataQualityException;
import io.arrears.pipeline.RunContext;
import io.arrears.pipeline.Stage;
import io.arrears.pipeline.StageReport;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.SparkSession;

/** Sends what is new in {@code mart_alerts}, once it is published. A sink that is down never fails a run. */
public final class NotifyStage implements Stage {

    private final PrintStream out;
    private final PrintStream err;

    /** @param out where {@code alerts.stdout} goes */
    public NotifyStage(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public String name() {
        return "notify";
    }

    @Override
    public Set<Table> reads() {
        return Set.of(Table.MART_ALERTS);
    }

    @Override
    public Set<Table> writes() {
        return Set.of(Table.OPS_NOTICES);
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
        Outbox outbox = new Outbox(context.spark(), context.lake());
        return outbox.pending().stream()
                .filter(each -> each.run().equals(context.run()))
                .findFirst()
                .map(each -> outbox.send(each, new Notifier(settings, out, err)))
                .map(sent -> new StageReport(Map.of("new", sent.alerts(), "sinks", sent.sinks())))
                .orElse(new StageReport(Map.of()));
    }

    /**
     * Sends what an earlier run could not send, because it was killed after it had published, or because its mart
     * database or a sink was down. To be called at every start that holds the lake's lock, before the run.
     */
    public void finish(SparkSession spark, Lake lake, AlertSettings settings) {
        if (!settings.rules().isEmpty()) {
            Outbox outbox = new Outbox(spark, lake);
            outbox.pending().forEach(each -> outbox.send(each, new Notifier(settings, out, err)));
        }
    }

    /** Sends alerts about a run that failed, where a rule asks for it. A failed run publishes nothing to look at. */
    public void failed(AlertSettings settings, AsOf asOf, RuntimeException failure) {
        List<Alert> alerts = settings.rules().stream()
                .filter(rule -> rule.metric().equals("failed_run")
                        || rule.metric().equals("failed_check") && failure instanceof DataQualityException)
                .map(rule -> Alert.of(
                        rule,
                        "run",
                        null,
                        1,
                        "the run as of " + asOf + " failed: "
                                + String.valueOf(failure.getMessage())
                                        .lines()
                                        .findFirst()
                                        .orElse("")))
                .toList();
        if (!alerts.isEmpty()) {
            new Notifier(settings, out, err).tell(new Notice(asOf, "failed", alerts));
        }
    }
}
