package io.arrears.cli;

import io.arrears.batch.Workspace;
import io.arrears.config.ArrearsException;
import io.arrears.config.ExitCode;
import io.arrears.lake.LakeFormat;
import io.arrears.lake.LakeLock;
import io.arrears.model.data.ModelTask;
import io.arrears.model.store.Champions;
import io.arrears.model.store.ModelStore;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code arrears models promote}: makes a version score from now on, whatever the gate said. */
@Command(
        name = "promote",
        mixinStandardHelpOptions = true,
        description = "make a version the champion of its task, for the newest published days and later ones")
final class ModelsPromoteCommand implements Runnable {

    @Mixin
    private SharedOptions shared;

    @Parameters(paramLabel = "VERSION", description = "a version from `arrears models`")
    private String version;

    @Option(names = "--reason", paramLabel = "TEXT", description = "the reason, stored with the change")
    private String reason = "promoted by hand";

    @Override
    public void run() {
        try (Workspace workspace = new Workspace(shared.settings());
                LakeLock lock = LakeLock.take(workspace.settings().lakeRoot())) {
            LakeFormat.refuseOther(workspace.lake());
            ModelStore store = new ModelStore(workspace.lake());
            ModelTask task = taskOf(store);
            Champions.Decision made = new Champions(store, task).promote(version, reason);
            System.out.println("From " + made.effectiveFrom() + " on, " + version + " scores " + task.taskName()
                    + ". Run the day again to publish its scores.");
        }
    }

    private ModelTask taskOf(ModelStore store) {
        return Arrays.stream(ModelTask.values())
                .filter(task -> store.versions(task).contains(version))
                .findFirst()
                .orElseThrow(() -> new ArrearsException(
                        ExitCode.BAD_REQUEST,
                        "no task has a version " + version + "; there are "
                                + Arrays.stream(ModelTask.values())
                                        .map(task -> task.taskName() + " " + store.versions(task))
                                        .collect(Collectors.joining(", "))));
    }
}
