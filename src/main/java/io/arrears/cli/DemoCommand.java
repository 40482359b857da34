package io.arrears.cli;

import io.arrears.batch.Pipeline;
import io.arrears.batch.Reports;
import io.arrears.batch.RunSummary;
import io.arrears.batch.Workspace;
import io.arrears.lake.AsOf;
import io.arrears.lake.LakeFormat;
import io.arrears.lake.LakeLock;
import io.arrears.pipeline.RunRequest;
import io.arrears.pipeline.Runner;
import io.arrears.sample.Generator;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code arrears demo}: an embedded database, a generated company, a whole run and a summary. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "start an embedded database, generate a company and run everything, with conf/local.conf")
public final class DemoCommand implements Runnable {

    private static final AsOf DAY = AsOf.parse("2025-12-31");

    @Mixin
    private SharedOptions shared;

    @Option(
            names = "--invoices",
            paramLabel = "N",
            defaultValue = "" + Generator.DEMO_INVOICES,
            description = "number of invoices (default: ${DEFAULT-VALUE})")
    private long invoices;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "42",
            description = "the same seed gives the same company")
    private long seed;

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "folder of the report; default: report, beside the lake")
    private Path report;

    @Override
    public void run() {
        long began = System.nanoTime();
        try (Workspace workspace = new Workspace(shared.settingsOr(localConf()));
                LakeLock lock = LakeLock.take(workspace.settings().lakeRoot())) {
            Path demo =
                    Path.of(workspace.settings().lakeRoot()).toAbsolutePath().getParent();
            LakeFormat.refuseOther(
                    workspace.lake(),
                    "move " + demo
                            + " away, or delete it if it holds nothing but the demo: the demo makes its database and"
                            + " its lake again");
            GenerateCommand.fill(workspace, false, invoices, seed);
            Runner.Result result = Pipeline.run(workspace, RunRequest.whole(DAY));
            RunSummary.print(result, System.out);
            Reports.write(
                    workspace,
                    result.context(),
                    report != null
                            ? report
                            : Path.of(workspace.settings().lakeRoot()).resolveSibling("report"),
                    System.out);
            System.out.printf("%nWhole demo: %.0f s.%n", (System.nanoTime() - began) / 1e9);
        }
    }

    /** conf/local.conf of the working folder, else that of the project the launcher belongs to. */
    private static Path localConf() {
        Path here = Path.of("conf", "local.conf");
        String home = System.getProperty("arrears.home", ".");
        return Files.exists(here) ? here : Path.of(home).resolve(here);
    }
}
