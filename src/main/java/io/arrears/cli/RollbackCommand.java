package io.arrears.cli;

import io.arrears.batch.Workspace;
import io.arrears.config.ConfigurationException;
import io.arrears.lake.LakeFormat;
import io.arrears.lake.LakeLock;
import io.arrears.lake.RunId;
import io.arrears.publish.Copies;
import io.arrears.publish.Rollback;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code arrears rollback}: publishes again what an earlier run published for its day. */
@Command(
        name = "rollback",
        mixinStandardHelpOptions = true,
        description = "publish again what an earlier run published")
public final class RollbackCommand implements Runnable {

    @Mixin
    private SharedOptions shared;

    @Option(names = "--to", required = true, paramLabel = "RUN_ID", description = "a run id from `arrears runs`")
    private String run;

    @Override
    public void run() {
        if (!run.matches("r\\d{6,}")) {
            throw new ConfigurationException(
                    "--to " + run + " is no run id: expected one like r000042, see `arrears runs`");
        }
        try (Workspace workspace = new Workspace(shared.settings());
                LakeLock lock = LakeLock.take(workspace.settings().lakeRoot())) {
            LakeFormat.refuseOther(workspace.lake());
            var made = new Rollback(
                            workspace.spark(),
                            workspace.lake(),
                            new Copies(workspace.lake(), workspace.settings(), workspace::embedded))
                    .to(new RunId(run));
            System.out.println("Published for " + made.asOf() + " is now what " + run + " published.");
        }
    }
}
