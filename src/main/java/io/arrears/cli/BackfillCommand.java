package io.arrears.cli;

import io.arrears.batch.Pipeline;
import io.arrears.batch.Workspace;
import io.arrears.lake.AsOf;
import io.arrears.lake.LakeLock;
import io.arrears.pipeline.RunRequest;
import io.arrears.pipeline.Runner;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code arrears backfill}: one run for each day of a series, over one ingest. */
@Command(name = "backfill", mixinStandardHelpOptions = true, description = "run the pipeline for a series of past days")
public final class BackfillCommand implements Runnable {

    /** Distance between the days of the series. */
    enum Every {
        MONTH,
        WEEK,
        DAY
    }

    @Spec
    private CommandSpec spec;

    @Mixin
    private SharedOptions shared;

    @Option(names = "--first", required = true, paramLabel = "YYYY-MM-DD", converter = AsOfConverter.class)
    private AsOf first;

    @Option(names = "--last", required = true, paramLabel = "YYYY-MM-DD", converter = AsOfConverter.class)
    private AsOf last;

    @Option(
            names = "--every",
            paramLabel = "month|week|day",
            defaultValue = "month",
            description = "distance between the days; a series that starts on a month end stays on month ends")
    private Every every;

    @Override
    public void run() {
        List<AsOf> days = days(first.date(), last.date(), every);
        if (days.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--first " + first + " is after --last " + last + ": expected the earlier day first");
        }
        try (Workspace workspace = new Workspace(shared.settings());
                LakeLock lock = LakeLock.take(workspace.settings().lakeRoot())) {
            for (int i = 0; i < days.size(); i++) {
                System.err.printf("%nday %d of %d: %s%n", i + 1, days.size(), days.get(i));
                RunRequest request = RunRequest.ofSeries(days.get(i), days.get(0), days.get(days.size() - 1));
                Runner.Result result = Pipeline.run(workspace, request);
                System.out.printf(
                        "%s published by %s in %.1f s%n",
                        days.get(i), result.context().run(), result.seconds());
            }
        }
    }

    /** The days from first to last, both included where the distance hits them. */
    static List<AsOf> days(LocalDate first, LocalDate last, Every every) {
        boolean onMonthEnds = first.equals(first.with(TemporalAdjusters.lastDayOfMonth()));
        List<AsOf> days = new ArrayList<>();
        LocalDate day = first;
        for (int i = 1; !day.isAfter(last); i++) {
            days.add(new AsOf(day));
            day = switch (every) {
                case DAY -> first.plusDays(i);
                case WEEK -> first.plusWeeks(i);
                case MONTH ->
                    onMonthEnds ? first.plusMonths(i).with(TemporalAdjusters.lastDayOfMonth()) : first.plusMonths(i);
            };
        }
        return days;
    }
}
