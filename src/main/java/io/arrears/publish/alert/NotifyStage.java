package io.arrears.publish.alert;

import io.arrears.config.AlertSettings;
import io.arrears.lake.AsOf;
import io.arrears.lake.Table;
import io.arrears.pipeline.DataQualityException;
import io.arrears.pipeline.RunContext;
import io.arrears.pipeline.Stage;
import io.arrears.pipeline.StageReport;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tells people what is new in {@code mart_alerts}, once it is published. Never fails a run. */
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
        return Set.of();
    }

    @Override
    public boolean publishes() {
        return true;
    }

    @Override
    public StageReport run(RunContext context) {
        AlertSettings settings = context.settings().alerts();
        if (settings.rules().isEmpty()
                || !context.slices().of(Table.MART_ALERTS).equals(java.util.Optional.of(context.run()))) {
            return new StageReport(Map.of());
        }
        List<Alert> fresh = AlertsStage.fresh(context);
        int told = fresh.isEmpty()
                ? 0
                : new Notifier(settings, out, err)
                        .tell(new Notice(
                                context.asOf().toString(), context.run().text(), fresh));
        return new StageReport(Map.of("new", fresh.size(), "sinks", told));
    }

    /** Tells of a run that failed, where a rule asks for it: nothing is published then that could be looked at. */
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
            new Notifier(settings, out, err).tell(new Notice(asOf.toString(), "failed", alerts));
        }
    }
}
