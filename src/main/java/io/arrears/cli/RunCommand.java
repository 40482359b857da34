package io.arrears.cli;

import io.arrears.batch.Pipeline;
import io.arrears.batch.Reports;
import io.arrears.batch.RunSummary;
import io.arrears.batch.Workspace;
import io.arrears.config.Settings;
import io.arrears.lake.AsOf;
import io.arrears.lake.LakeLock;
import io.arrears.pipeline.RunRequest;
import io.arrears.pipeline.Runner;
import io.arrears.pipeline.Stage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code arrears run}: one whole run, or a part of one, for one day. */
@Command(name = "run", mixinStandardHelpOptions = true, description = "run the pipeline for one day")
public final class RunCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Mixin
    private SharedOptions shared;

    @Option(
            names = "--as-of",
            required = true,
            paramLabel = "YYYY-MM-DD",
            converter = AsOfConverter.class,
            description = "the day to answer for; there is no default")
    private AsOf asOf;

    @Option(
            names = "--from",
            paramLabel = "STAGE",
            description = "start at this stage; earlier stages keep what they published")
    private String from;

    @Option(
            names = "--only",
            paramLabel = "STAGE",
            description = "run this stage alone, then the checks and the publication")
    private String only;

    @Option(names = "--train", description = "train models even when none is due")
    private boolean train;

    @Option(
            names = "--backtest",
            description =
                    "train, then also judge models of earlier days; takes minutes, see backtest.* in reference.conf")
    private boolean backtest;

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "write the HTML report and the Tableau workbook to this folder")
    private Path report;

    @Option(names = "--dry-run", description = "show what would run, and run nothing")
    private boolean dryRun;

    private Settings settings() {
        return backtest ? shared.settingsWith(Map.of("backtest.enabled", "true")) : shared.settings();
    }

    @Override
    public void run() {
        if (from != null && only != null) {
            throw new ParameterException(spec.commandLine(), "--from and --only exclude each other");
        }
        RunRequest request =
                new RunRequest(asOf, Optional.ofNullable(from), Optional.ofNullable(only), train || backtest);
        try (Workspace workspace = new Workspace(settings())) {
            if (dryRun) {
                List<Stage> stages = request.select(Pipeline.stages(workspace));
                System.out.println("A run as of " + asOf + " would do this:");
                StagesCommand.print(stages);
                return;
            }
            try (LakeLock lock = LakeLock.take(workspace.settings().lakeRoot())) {
                Runner.Result result = Pipeline.run(workspace, request);
                RunSummary.print(result, System.out);
                if (report != null) {
                    Reports.write(workspace, result.context(), report, System.out);
                }
            }
        }
    }
}
