package io.arrears;

import io.arrears.cli.BackfillCommand;
import io.arrears.cli.CheckCommand;
import io.arrears.cli.CleanCommand;
import io.arrears.cli.ControlsCommand;
import io.arrears.cli.DemoCommand;
import io.arrears.cli.DeskCommand;
import io.arrears.cli.GenerateCommand;
import io.arrears.cli.Interruption;
import io.arrears.cli.LoadCommand;
import io.arrears.cli.ModelsCommand;
import io.arrears.cli.RollbackCommand;
import io.arrears.cli.RunCommand;
import io.arrears.cli.RunsCommand;
import io.arrears.cli.SqlCommand;
import io.arrears.cli.StagesCommand;
import io.arrears.cli.TablesCommand;
import io.arrears.config.ArrearsException;
import io.arrears.config.ExitCode;
import io.arrears.config.Versions;
import io.arrears.lake.DamagedFile;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParseResult;

/**
 * The command line. Exit codes: 0 done, 1 a stage failed, 2 bad arguments or configuration, 3 data quality or
 * reconciliation stopped the run, 4 source unavailable, 75 another run holds the lake.
 */
@Command(
        name = "arrears",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        description = "Default risk, payment recovery and revenue leakage from billing tables, for any day.",
        subcommands = {
            DemoCommand.class, LoadCommand.class, GenerateCommand.class, RunCommand.class, BackfillCommand.class,
            SqlCommand.class, StagesCommand.class, TablesCommand.class, ControlsCommand.class, RunsCommand.class,
            RollbackCommand.class, CleanCommand.class, CheckCommand.class, ModelsCommand.class, DeskCommand.class
        })
public final class Main implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    /** Runs one command and exits with its code. */
    public static void main(String[] args) {
        Interruption.watch();
        int code = execute(args);
        Interruption.over();
        System.out.flush();
        // Threads of Spark or of the database may linger; the work is done and closed by now.
        System.exit(code);
    }

    /** Runs one command and returns its exit code. */
    public static int execute(String... args) {
        return new CommandLine(new Main())
                .setExecutionExceptionHandler(Main::explain)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args);
    }

    /** Called without a command: shows what there is. */
    @Override
    public void run() {
        spec.commandLine().usage(System.err);
        throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing");
    }

    /** One clear line for failures that name their cause, plus a stack trace for unexpected errors. */
    private static int explain(Exception failure, CommandLine command, ParseResult arguments) {
        if (failure instanceof ArrearsException known) {
            System.err.println("arrears: " + known.getMessage());
            return known.exit().code();
        }
        Optional<String> damaged = DamagedFile.in(failure);
        if (damaged.isPresent()) {
            System.err.println("arrears: " + damaged.get());
            return ExitCode.FAILED.code();
        }
        System.err.println("arrears: " + failure.getClass().getSimpleName() + ": " + failure.getMessage());
        failure.printStackTrace(System.err);
        return ExitCode.FAILED.code();
    }

    /** What {@code --version} prints. */
    static final class Version implements CommandLine.IVersionProvider {

        @Override
        public String[] getVersion() {
            return new String[] {"arrears " + Versions.ofBuild().arrears()};
        }
    }
}
