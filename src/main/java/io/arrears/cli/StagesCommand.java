package io.arrears.cli;

import io.arrears.batch.Pipeline;
import io.arrears.batch.Workspace;
import io.arrears.lake.Table;
import io.arrears.pipeline.Stage;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code arrears stages}: the stages in order, with what they read and write. */
@Command(name = "stages", mixinStandardHelpOptions = true, description = "show the stages of a run, in order")
public final class StagesCommand implements Runnable {

    @Mixin
    private SharedOptions shared;

    @Override
    public void run() {
        try (Workspace workspace = new Workspace(shared.settings())) {
            print(Pipeline.stages(workspace));
        }
    }

    static void print(List<Stage> stages) {
        for (int i = 0; i < stages.size(); i++) {
            Stage stage = stages.get(i);
            System.out.printf(
                    "%2d %s%n     reads  %s%n     writes %s%n",
                    i + 1, stage.name(), names(stage.reads()), names(stage.writes()));
        }
    }

    private static String names(Set<Table> tables) {
        return tables.isEmpty() ? "-" : tables.stream().map(Table::sqlName).collect(Collectors.joining(", "));
    }
}
