package io.arrears.cli;

import io.arrears.batch.Workspace;
import io.arrears.config.Settings;
import io.arrears.postgres.OwnTables;
import io.arrears.sample.Generator;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.LongConsumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code arrears generate}: fills the source database with the sample company. */
@Command(
        name = "generate",
        mixinStandardHelpOptions = true,
        description = "fill the source database with a generated company; replaces what load and generate made")
public final class GenerateCommand implements Runnable {

    @Mixin
    private SharedOptions shared;

    @Option(names = "--invoices", required = true, paramLabel = "N", description = "number of invoices")
    private long invoices;

    @Option(names = "--seed", required = true, paramLabel = "N", description = "the same seed gives the same company")
    private long seed;

    @Option(names = "--replace", description = "also drop tables of these names that Arrears did not make")
    private boolean replace;

    @Override
    public void run() {
        try (Workspace workspace = new Workspace(shared.settings())) {
            fill(workspace, replace, invoices, seed);
        }
    }

    /** Generates the company into the source schema and says how long it took. */
    static void fill(Workspace workspace, boolean replace, long invoices, long seed) {
        long began = System.nanoTime();
        try (Connection connection = workspace.source().connectToFill("generate")) {
            System.err.printf("generating a company with %,d invoices (seed %d)%n", invoices, seed);
            Settings.Source source = workspace.settings().source();
            Generator.generate(
                    connection,
                    source.schema(),
                    OwnTables.Replace.of(replace, source),
                    invoices,
                    seed,
                    new Tenths(invoices));
        } catch (SQLException e) {
            throw new IllegalStateException("the source database failed: " + e.getMessage(), e);
        }
        System.err.printf("generated in %.1f s%n", (System.nanoTime() - began) / 1e9);
    }

    /** Logs progress every 10 %. */
    private static final class Tenths implements LongConsumer {

        private final long all;
        private long said;

        Tenths(long all) {
            this.all = all;
        }

        @Override
        public void accept(long done) {
            long tenth = 10 * done / all;
            if (tenth > said) {
                said = tenth;
                System.err.printf("  %,d of %,d invoices%n", done, all);
            }
        }
    }
}
