package io.arrears.cli;

import io.arrears.batch.Workspace;
import io.arrears.lake.AsOf;
import io.arrears.lake.LakeLock;
import io.arrears.model.Tuner;
import io.arrears.model.data.ModelTask;
import io.arrears.model.store.Tuning;
import io.arrears.pipeline.DayContext;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code arrears models tune}: looks for better parameters and says what to write into the configuration. */
@Command(
        name = "tune",
        mixinStandardHelpOptions = true,
        description = "search for better parameters over the observations of a published day; this changes nothing")
final class ModelsTuneCommand implements Runnable {

    @Mixin
    private SharedOptions shared;

    @Option(
            names = "--as-of",
            required = true,
            paramLabel = "YYYY-MM-DD",
            converter = AsOfConverter.class,
            description = "a published day whose run trained")
    private AsOf asOf;

    @Option(names = "--task", paramLabel = "TASK", description = "one task; default: all")
    private String task;

    @Override
    public void run() {
        try (Workspace workspace = new Workspace(shared.settings());
                LakeLock lock = LakeLock.take(workspace.settings().lakeRoot())) {
            DayContext day = DayContext.published(workspace.spark(), workspace.lake(), workspace.settings(), asOf);
            for (ModelTask each : task == null ? List.of(ModelTask.values()) : List.of(ModelTask.named(task))) {
                print(new Tuner(day, each).tune());
            }
        }
    }

    private static void print(Tuning tuning) {
        System.out.println(tuning.task());
        tuning.trials()
                .forEach(trial -> System.out.printf(
                        Locale.ROOT,
                        "  %s on %,d rows: log loss %.5f%n",
                        trial.parameters(),
                        trial.rows(),
                        trial.logLoss()));
        System.out.println("  chosen: " + tuning.reason());
        tuning.configuration().forEach(line -> System.out.println("    " + line));
    }
}
