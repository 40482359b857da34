package io.arrears.pipeline;

import io.arrears.config.Settings;
import io.arrears.lake.AsOf;
import io.arrears.lake.DamagedFile;
import io.arrears.lake.Lake;
import io.arrears.lake.PlanExecution;
import io.arrears.lake.Pointers;
import io.arrears.lake.RunId;
import io.arrears.lake.Slices;
import io.arrears.lake.Table;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/** Runs the stages of a request one after the other and writes down what happened. The caller holds the lake's lock. */
public final class Runner {

    private final SparkSession spark;
    private final Lake lake;
    private final Settings settings;
    private final List<Stage> stages;
    private final Progress progress;

    public Runner(SparkSession spark, Lake lake, Settings settings, List<Stage> stages, Progress progress) {
        this.spark = spark;
        this.lake = lake;
        this.settings = settings;
        this.stages = stages;
        this.progress = progress;
    }

    /**
     * What a finished run leaves behind.
     *
     * @param notes sentences of its stages
     */
    public record Result(RunContext context, double seconds, List<String> notes) {}

    /** Runs the request; a stage that fails ends the run with its exception after the failure is written down. */
    public Result run(RunRequest request) {
        List<Stage> selected = request.select(stages);
        Slices slices = new Slices(request.partial() ? startingSlices(request) : Map.of());
        RunLog log = RunLog.begin(spark, lake, request.asOf());
        RunContext context = new RunContext(
                spark, lake, settings, request.asOf(), log.run(), slices, request.train(), ingestDay(request, slices));
        slices.of(Table.OPS_SOURCES).ifPresent(ingest -> suit(RunLog.rows(lake, ingest, Stage.INGEST)));
        for (int i = 0; i < selected.size(); i++) {
            Stage stage = selected.get(i);
            StageReport report = runStage(stage, i + 1, selected.size(), context, log);
            if (stage.name().equals(Stage.INGEST)) {
                suit(report.rows());
            }
        }
        double seconds = log.end("done", null);
        RunMonitor.tell(settings.monitor(), log.summary());
        return new Result(context, seconds, log.notes());
    }

    /** Lets the session execute plans as so many source rows are worth. */
    private void suit(long rows) {
        PlanExecution.interpret(spark, rows <= settings.spark().smallLedgerRows());
    }

    private StageReport runStage(Stage stage, int position, int total, RunContext context, RunLog log) {
        progress.begin(position, total, stage.name());
        spark.sparkContext().setJobDescription("arrears " + stage.name() + " " + context.asOf() + " " + context.run());
        long began = System.nanoTime();
        try {
            StageReport report = stage.run(context);
            double seconds = (System.nanoTime() - began) / 1e9;
            progress.done(report, seconds);
            log.stage(stage.name(), "done", seconds, report);
            return report;
        } catch (Exception e) {
            // Spark throws checked exceptions that no method declares.
            double seconds = (System.nanoTime() - began) / 1e9;
            progress.failed(seconds);
            log.stage(stage.name(), "failed", seconds, new StageReport(Map.of()));
            log.end("failed", stage.name() + ": " + firstLine(e));
            RunMonitor.tell(settings.monitor(), log.summary());
            throw e;
        }
    }

    private static String firstLine(Exception failure) {
        String message = DamagedFile.in(failure).orElse(String.valueOf(failure.getMessage()));
        return message.lines().findFirst().orElse(failure.getClass().getSimpleName());
    }

    /**
     * The newest day that the ingest serves: of the request, and of those published from an ingest that is taken over.
     */
    private AsOf ingestDay(RunRequest request, Slices slices) {
        Optional<RunId> taken = slices.of(Table.OPS_SOURCES);
        return taken.isEmpty() || request.reuseIngest()
                ? request.lastDay()
                : Stream.concat(
                                Stream.of(request.lastDay()),
                                new Pointers(lake)
                                        .all().entrySet().stream()
                                                .filter(day -> taken.equals(Optional.ofNullable(
                                                        day.getValue().get(Table.OPS_SOURCES))))
                                                .map(day -> new AsOf(day.getKey())))
                        .max(Comparator.comparing(AsOf::date))
                        .orElseThrow();
    }

    /** The published slices of the day; raw and staging of the newest published ingest where the day has none. */
    private Map<Table, RunId> startingSlices(RunRequest request) {
        if (request.from().isPresent() || request.only().isPresent()) {
            Map<Table, RunId> published = new Pointers(lake).of(request.asOf());
            if (!published.isEmpty()) {
                return published;
            }
        }
        // As a whole: a table the newest ingest did not find is absent, however many older ingests had it.
        Map<Table, RunId> newest = new Pointers(lake)
                .all().values().stream()
                        .filter(day -> day.containsKey(Table.OPS_COUNTS))
                        .max(Comparator.comparing((Map<Table, RunId> day) ->
                                day.get(Table.OPS_COUNTS).number()))
                        .orElse(Map.of());
        Map<Table, RunId> slices = new EnumMap<>(Table.class);
        newest.forEach((table, run) -> {
            if (table.keyedByIngest()) {
                slices.put(table, run);
            }
        });
        return slices;
    }
}
