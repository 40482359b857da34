package io.arrears.cli;

import io.arrears.batch.Workspace;
import io.arrears.lake.AsOf;
import io.arrears.publish.PublishedSql;
import io.arrears.publish.ResultPrinter;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code arrears sql}: asks the published tables. */
@Command(name = "sql", mixinStandardHelpOptions = true, description = "query the published tables")
public final class SqlCommand implements Runnable {

    @Mixin
    private SharedOptions shared;

    @Option(
            names = "--as-of",
            paramLabel = "YYYY-MM-DD",
            converter = AsOfConverter.class,
            description = "show this day only; default: every published day")
    private AsOf asOf;

    @Option(names = "--format", paramLabel = "table|csv|json", defaultValue = "table")
    private ResultPrinter.Format format;

    @Parameters(paramLabel = "STATEMENT", description = "select …, with … select, show tables, describe …")
    private String statement;

    @Override
    public void run() {
        try (Workspace workspace = new Workspace(shared.settings())) {
            new PublishedSql(workspace.spark(), workspace.lake(), Optional.ofNullable(asOf))
                    .print(statement, format, System.out);
        }
    }
}
