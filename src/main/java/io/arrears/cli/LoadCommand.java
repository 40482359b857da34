package io.arrears.cli;

import io.arrears.batch.Workspace;
import io.arrears.config.ArrearsException;
import io.arrears.config.Settings;
import io.arrears.ingest.SourceStates;
import io.arrears.load.CsvLoader;
import io.arrears.postgres.OwnTables;
import io.arrears.terms.LedgerWord;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code arrears load}: fills the source database from CSV files. */
@Command(
        name = "load",
        mixinStandardHelpOptions = true,
        description = "create and fill source tables from DIR/*.csv and *.csv.gz, one table a file; replaces what load"
                + " and generate made")
public final class LoadCommand implements Runnable {

    @Mixin
    private SharedOptions shared;

    @Parameters(paramLabel = "DIR", description = "folder of the files")
    private Path folder;

    @Option(names = "--replace", description = "also drop tables of these names that Arrears did not make")
    private boolean replace;

    @Override
    public void run() {
        try (Workspace workspace = new Workspace(shared.settings());
                Connection connection = workspace.source().connectToFill("load")) {
            Settings.Source source = workspace.settings().source();
            for (CsvLoader.Loaded table :
                    CsvLoader.load(connection, source.schema(), folder, OwnTables.Replace.of(replace, source))) {
                System.out.printf("%-30s %,12d rows%n", table.table(), table.rows());
            }
            sayStates(workspace);
        } catch (SQLException e) {
            throw new IllegalStateException("the source database failed: " + e.getMessage(), e);
        }
    }

    /**
     * What a run will make of the words of invoices.status. Files of a mapping may come by another load: that is no
     * error.
     */
    private static void sayStates(Workspace workspace) {
        try {
            List<String> lines = LedgerWord.said(SourceStates.of(workspace.source(), workspace.settings()));
            lines.forEach(System.out::println);
        } catch (ArrearsException e) {
            System.out.println("The words of invoices.status cannot be read yet: " + e.getMessage());
        }
    }
}
