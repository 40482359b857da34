package io.arrears.cli;

import io.arrears.batch.Workspace;
import io.arrears.model.data.ModelTask;
import io.arrears.model.judge.MetricRow;
import io.arrears.model.store.Champions;
import io.arrears.model.store.ModelCard;
import io.arrears.model.store.ModelStore;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code arrears models}: the versions of each task, how good they are, which one scores and why. */
@Command(
        name = "models",
        mixinStandardHelpOptions = true,
        subcommands = {ModelsPromoteCommand.class, ModelsRollbackCommand.class, ModelsTuneCommand.class},
        description = "show model versions, their metrics, and which is champion and why")
public final class ModelsCommand implements Runnable {

    private static final List<String> SHOWN = List.of("roc_auc", "pr_auc", "base_rate", "log_loss", "ece");

    @Mixin
    private SharedOptions shared;

    @Override
    public void run() {
        try (Workspace workspace = new Workspace(shared.settings())) {
            ModelStore store = new ModelStore(workspace.lake());
            for (ModelTask task : ModelTask.values()) {
                System.out.println(task.taskName());
                List<String> versions = store.versions(task);
                if (versions.isEmpty()) {
                    System.out.println("  no version: nothing was trained in "
                            + workspace.lake().root());
                }
                versions.forEach(version -> {
                    print(store.card(task, version));
                    store.backtest(task, version).ifPresent(backtest -> backtest.origins()
                            .forEach((origin, what) -> System.out.println("    at " + origin + ": " + what)));
                });
                store.tunings(task)
                        .forEach(tuning ->
                                System.out.println("  tuned as of " + tuning.asOf() + ": " + tuning.reason()));
                new Champions(store, task)
                        .decisions()
                        .forEach(decision -> System.out.printf(
                                "  from %s champion %s: %s %s - %s%n",
                                decision.effectiveFrom(),
                                decision.champion() == null ? "none" : decision.champion(),
                                decision.challenger(),
                                decision.action(),
                                decision.reason()));
            }
        }
    }

    private static void print(ModelCard card) {
        System.out.printf(
                "  %s %s, trained as of %s: %s%n    %s%n",
                card.version(), card.model(), card.trainedAsOf(), card.verdict(), card.reason());
        StringBuilder line = new StringBuilder();
        for (String metric : SHOWN) {
            card.metrics().stream()
                    .filter(row -> isHeadline(row, card, metric))
                    .findFirst()
                    .ifPresent(row -> line.append(String.format(Locale.ROOT, "%s %.3f  ", metric, row.value())));
        }
        if (!line.isEmpty()) {
            String alone = card.testVerdict() == null ? "" : card.testVerdict() + "  ";
            System.out.println(
                    "    on the test slice: " + alone + line.toString().strip());
        }
    }

    private static boolean isHeadline(MetricRow row, ModelCard card, String metric) {
        return row.metric().equals(metric)
                && row.model().equals(card.model())
                && row.slice().equals("test")
                && row.segment().equals("all")
                && row.value() != null;
    }
}
