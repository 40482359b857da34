package io.arrears.cli;

import io.arrears.batch.Workspace;
import io.arrears.publish.ResultPrinter;
import io.arrears.publish.RunsListing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code arrears runs}: past runs, newest first. */
@Command(
        name = "runs",
        mixinStandardHelpOptions = true,
        description = "show past runs: when, as-of day, status, rows, seconds")
public final class RunsCommand implements Runnable {

    @Mixin
    private SharedOptions shared;

    @Option(names = "--format", paramLabel = "table|csv|json", defaultValue = "table")
    private ResultPrinter.Format format;

    @Override
    public void run() {
        try (Workspace workspace = new Workspace(shared.settings())) {
            ResultPrinter.print(RunsListing.rows(workspace.spark(), workspace.lake()), format, System.out);
        }
    }
}
