package io.arrears.cli;

import io.arrears.batch.Workspace;
import io.arrears.load.CsvLoader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code arrears load}: fills the source database from CSV files. */
@Command(
        name = "load",
        mixinStandardHelpOptions = true,
        description = "create and fill source tables from DIR/*.csv and *.csv.gz, one table for each file")
public final class LoadCommand implements Runnable {

    @Mixin
    private SharedOptions shared;

    @Parameters(paramLabel = "DIR", description = "folder of the files")
    private Path folder;

    @Override
    public void run() {
        try (Workspace workspace = new Workspace(shared.settings());
                Connection connection = workspace.source().connectToFill()) {
            for (CsvLoader.Loaded table :
                    CsvLoader.load(connection, workspace.settings().source().schema(), folder)) {
                System.out.printf("%-30s %,12d rows%n", table.table(), table.rows());
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the source database failed: " + e.getMessage(), e);
        }
    }
}
