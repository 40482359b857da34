package io.arrears.batch;

import io.arrears.config.Settings;
import io.arrears.explain.ReasonsExplainer;
import io.arrears.ingest.IngestStage;
import io.arrears.ingest.SourceDatabase;
import io.arrears.leakage.ControlsStage;
import io.arrears.model.FittedModels;
import io.arrears.model.ScoreStage;
import io.arrears.model.TrainStage;
import io.arrears.model.TrainingDue;
import io.arrears.pipeline.ConsoleProgress;
import io.arrears.pipeline.RunRequest;
import io.arrears.pipeline.Runner;
import io.arrears.pipeline.Stage;
import io.arrears.publish.PostgresStage;
import io.arrears.publish.PublishStage;
import io.arrears.publish.PublishedTablesStage;
import io.arrears.publish.Unfinished;
import io.arrears.publish.alert.AlertsStage;
import io.arrears.publish.alert.NotifyStage;
import io.arrears.transform.ChecksStage;
import io.arrears.transform.SqlStages;
import io.arrears.transform.StagingStage;
import java.util.List;
import java.util.Optional;

/** The whole batch: its stages, in order. */
public final class Pipeline {

    /** From here on no figure is computed any more: what is there is checked, told of where a rule asks for it, and published. */
    public static final String FIRST_PUBLISHING_STAGE = "checks";

    private Pipeline() {}

    /** The stages over the given source and mart database. */
    static List<Stage> stages(SourceDatabase source, Optional<Settings.Login> embedded) {
        FittedModels models = new FittedModels();
        return List.of(
                new IngestStage(source),
                new StagingStage(),
                SqlStages.intermediate(),
                SqlStages.abt(TrainingDue::of),
                new TrainStage(models, ReasonsExplainer::contributions),
                new ScoreStage(models, new ReasonsExplainer()),
                new ControlsStage(),
                SqlStages.marts(),
                new ChecksStage(),
                new AlertsStage(),
                new PublishStage(),
                new PublishedTablesStage(),
                new PostgresStage(embedded),
                new NotifyStage(System.out, System.err));
    }

    /** The stages as they are listed and planned with; they cannot be run. */
    public static List<Stage> described() {
        return stages(null, Optional.empty());
    }

    /** Runs the request, after finishing what an earlier run was kept from. The caller holds the lake's lock. */
    public static Runner.Result run(Workspace workspace, RunRequest request) {
        Settings settings = workspace.settings();
        Optional<Settings.Login> embedded = workspace.embedded();
        PostgresStage.check(settings, embedded);
        List<Stage> stages = stages(workspace.source(), embedded);
        request.select(stages, FIRST_PUBLISHING_STAGE);
        Unfinished.finish(workspace.lake(), settings, embedded).forEach(System.err::println);
        ConsoleProgress progress = new ConsoleProgress(System.err, System.console() != null);
        try {
            return new Runner(workspace.spark(), workspace.lake(), settings, stages, FIRST_PUBLISHING_STAGE, progress)
                    .run(request);
        } catch (RuntimeException e) {
            new NotifyStage(System.out, System.err).failed(settings.alerts(), request.asOf(), e);
            throw e;
        }
    }
}
