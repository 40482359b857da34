package io.arrears.cli;

import io.arrears.batch.Workspace;
import io.arrears.config.ConfigurationException;
import io.arrears.config.ExitCode;
import io.arrears.publish.LakeCheck;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code arrears check --lake}: reads all that is published, against its checksums. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "read every published slice with its checksums, and name what is damaged (exit code 1)")
public final class CheckCommand implements Callable<Integer> {

    @Mixin
    private SharedOptions shared;

    @Option(names = "--lake", description = "check the lake; it takes as long as reading it")
    private boolean lake;

    @Override
    public Integer call() {
        if (!lake) {
            throw new ConfigurationException("check needs --lake: it reads every published slice of the lake");
        }
        try (Workspace workspace = new Workspace(shared.settings())) {
            long began = System.nanoTime();
            System.err.println(
                    "reading all that is published in " + workspace.settings().lakeRoot() + " …");
            LakeCheck.Result result = new LakeCheck(workspace.spark(), workspace.lake()).run();
            result.damaged().forEach(line -> System.out.println("damaged: " + line));
            result.advice().forEach(line -> System.out.println("to do: " + line));
            if (result.days() == 0 && result.damaged().isEmpty()) {
                System.out.println("nothing is published yet in "
                        + workspace.settings().lakeRoot() + ": there is nothing to check");
                return 0;
            }
            System.out.printf(
                    Locale.ROOT,
                    "%,d files with %.1f MB of rows read in %.0f s: %s%n",
                    result.files(),
                    result.bytes() / 1e6,
                    (System.nanoTime() - began) / 1e9,
                    result.damaged().isEmpty() ? "whole" : result.damaged().size() + " damaged");
            return result.damaged().isEmpty() ? 0 : ExitCode.FAILED.code();
        }
    }
}
