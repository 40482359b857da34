package io.arrears.cli;

import io.arrears.batch.Workspace;
import io.arrears.lake.LakeLock;
import io.arrears.publish.Clean;
import java.time.Instant;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code arrears clean}: deletes slices that no published pointer names. */
@Command(
        name = "clean",
        mixinStandardHelpOptions = true,
        description = "delete slices that no publication names, except those of the last 5 runs and 14 days")
public final class CleanCommand implements Runnable {

    @Mixin
    private SharedOptions shared;

    @Override
    public void run() {
        try (Workspace workspace = new Workspace(shared.settings());
                LakeLock lock = LakeLock.take(workspace.settings().lakeRoot())) {
            Map<String, Number> deleted = new Clean(workspace.spark(), workspace.lake()).run(Instant.now());
            deleted.forEach(
                    (table, slices) -> System.out.printf("%-30s %d slices deleted%n", table, slices.longValue()));
            if (deleted.isEmpty()) {
                System.out.println("Nothing to delete: every slice is published or recent.");
            }
        }
    }
}
