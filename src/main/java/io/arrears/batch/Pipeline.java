package io.arrears.batch;

import io.arrears.config.Settings;
import io.arrears.explain.ReasonsExplainer;
import io.arrears.ingest.IngestStage;
import io.arrears.lake.LakeFormat;
import io.arrears.leakage.ControlsStage;
import io.arrears.model.ChasingStage;
import io.arrears.model.ScoreStage;
import io.arrears.model.TrainStage;
import io.arrears.model.TrainingDue;
import io.arrears.model.store.FittedModels;
import io.arrears.pipeline.ConsoleProgress;
import io.arrears.pipeline.RunRequest;
import io.arrears.pipeline.Runner;
import io.arrears.pipeline.Stage;
import io.arrears.publish.Copies;
import io.arrears.publish.PostgresStage;
import io.arrears.publish.PublishStage;
import io.arrears.publish.PublishedTablesStage;
import io.arrears.publish.alert.AlertsStage;
import io.arrears.publish.alert.NotifyStage;
import io.arrears.transform.ChecksStage;
import io.arrears.transform.SqlStages;
import io.arrears.transform.StagingStage;
import java.util.List;

/** The whole batch: its stages, in order. */
public final class Pipeline {

    private Pipeline() {}

    /** The stages over the workspace's databases. Nothing is started before a stage that needs it runs. */
    public static List<Stage> stages(Workspace workspace) {
        FittedModels models = new FittedModels();
        return List.of(
                new IngestStage(workspace::source, workspace::work),
                new StagingStage(),
                SqlStages.intermediate(),
                SqlStages.abt(TrainingDue::of),
                new TrainStage(models, ReasonsExplainer::contributions),
                new ScoreStage(models, new ReasonsExplainer()),
                new ChasingStage(),
                new ControlsStage(),
                SqlStages.marts(),
                new ChecksStage(),
                new AlertsStage(),
                new PublishStage(),
                new PublishedTablesStage(),
                new PostgresStage(workspace::embedded),
                new NotifyStage(System.out, System.err));
    }

    /**
     * Runs the request, after finishing what an earlier run could not. The caller holds the lake's lock.
     *
     * @throws io.arrears.config.ConfigurationException before anything is read, where the lake or the mart schema is of
     *     another format or the schema another lake's
     */
    public static Runner.Result run(Workspace workspace, RunRequest request) {
        Settings settings = workspace.settings();
        List<Stage> stages = stages(workspace);
        request.select(stages);
        LakeFormat.begin(workspace.lake());
        new Copies(workspace.lake(), settings, workspace::embedded).finish().forEach(System.err::println);
        NotifyStage notify = new NotifyStage(System.out, System.err);
        notify.finish(workspace.spark(), workspace.lake(), settings.alerts());
        ConsoleProgress progress = new ConsoleProgress(System.err, System.console() != null);
        try {
            return new Runner(workspace.spark(), workspace.lake(), settings, stages, progress).run(request);
        } catch (RuntimeException e) {
            notify.failed(settings.alerts(), request.asOf(), e);
            throw e;
        }
    }
}
