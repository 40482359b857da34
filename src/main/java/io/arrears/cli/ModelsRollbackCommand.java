package io.arrears.cli;

import io.arrears.batch.Workspace;
import io.arrears.lake.LakeFormat;
import io.arrears.lake.LakeLock;
import io.arrears.model.data.ModelTask;
import io.arrears.model.store.Champions;
import io.arrears.model.store.ModelStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code arrears models rollback}: the champion before the present one scores again. */
@Command(name = "rollback", mixinStandardHelpOptions = true, description = "make the previous champion champion again")
final class ModelsRollbackCommand implements Runnable {

    @Mixin
    private SharedOptions shared;

    @Parameters(paramLabel = "TASK", description = "default, recovery:failed_payment or recovery:overdue_invoice")
    private String task;

    @Option(names = "--reason", paramLabel = "TEXT", description = "the reason, stored with the change")
    private String reason = "rolled back by hand";

    @Override
    public void run() {
        try (Workspace workspace = new Workspace(shared.settings());
                LakeLock lock = LakeLock.take(workspace.settings().lakeRoot())) {
            LakeFormat.refuseOther(workspace.lake());
            ModelStore store = new ModelStore(workspace.lake());
            Champions.Decision made = new Champions(store, ModelTask.named(task)).rollback(reason);
            System.out.println("From " + made.effectiveFrom() + " on, " + made.champion() + " scores " + task
                    + " again. Run the day again to publish its scores.");
        }
    }
}
