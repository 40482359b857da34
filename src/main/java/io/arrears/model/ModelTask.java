package io.arrears.model;

import io.arrears.config.Settings;
import io.arrears.lake.Table;
import java.util.List;
import java.util.Optional;

/** What is predicted: one model each. */
public enum ModelTask {
    DEFAULT("default", Table.ABT_INVOICES, null, "invoice_id", "past_late_rate"),
    FAILED_PAYMENT("recovery:failed_payment", Table.ABT_CLAIMS, "failed_payment", "claim_id", "past_recovery_rate"),
    OVERDUE_INVOICE("recovery:overdue_invoice", Table.ABT_CLAIMS, "overdue_invoice", "claim_id", "past_recovery_rate");

    /** Boosted trees are small and many; each corrects the ones before a little. */
    private static final int BOOSTED_DEPTH = 4;

    private static final double BOOSTED_STEP = 0.1;

    private final String taskName;
    private final Table table;
    private final String claimType;
    private final String key;
    private final String pastRate;

    ModelTask(String taskName, Table table, String claimType, String key, String pastRate) {
        this.taskName = taskName;
        this.table = table;
        this.claimType = claimType;
        this.key = key;
        this.pastRate = pastRate;
    }

    /** {@code default}, {@code recovery:failed_payment} …: the name in tables, reports and commands. */
    public String taskName() {
        return taskName;
    }

    /** The task of this name; the message of the failure lists those that exist. */
    public static ModelTask named(String taskName) {
        for (ModelTask task : values()) {
            if (task.taskName.equals(taskName)) {
                return task;
            }
        }
        throw new IllegalArgumentException("there is no model task '" + taskName + "'; there are "
                + String.join(
                        ", ",
                        List.of(values()).stream().map(ModelTask::taskName).toList()));
    }

    /** The folder of its models; a colon cannot stand in a path. */
    String folder() {
        return taskName.replace(':', '-');
    }

    /** Where its observations stand. */
    public Table table() {
        return table;
    }

    public Optional<String> claimType() {
        return Optional.ofNullable(claimType);
    }

    /** The column that names the row to score. */
    String key() {
        return key;
    }

    /** The column of the baseline that needs no model: what this customer did before. */
    String pastRate() {
        return pastRate;
    }

    /** The name of that baseline in the metrics. */
    String pastRateBaseline() {
        return "baseline:" + pastRate;
    }

    FeatureSet features(Settings settings) {
        boolean forDefault = this == DEFAULT;
        Settings.Features features =
                forDefault ? settings.model().defaults() : settings.model().recovery();
        return new FeatureSet(
                "model." + (forDefault ? "default" : "recovery") + "-features",
                features.numeric(),
                features.categorical());
    }

    Classifier classifier(Settings settings) {
        Settings.Default forest = settings.defaults();
        Settings.Recovery logistic = settings.recovery();
        return this == DEFAULT
                ? new RandomForest(forest.trees(), forest.depth(), forest.bins(), forest.minLeaf(), forest.seed())
                : new CalibratedLogistic(logistic.regularisation(), logistic.maxIterations());
    }

    /** Algorithms that want the place of the one above. */
    List<Classifier> contenders(Settings settings) {
        Settings.Default forest = settings.defaults();
        Boosting boosting = new Boosting(
                forest.trees(), BOOSTED_DEPTH, forest.bins(), forest.minLeaf(), BOOSTED_STEP, forest.seed());
        return switch (this == DEFAULT ? forest.contender() : "none") {
            case "gradient_boosting" -> List.of(new GradientBoosting(boosting));
            case "xgboost" -> List.of(new XgBoost(boosting));
            default -> List.of();
        };
    }

    long seed(Settings settings) {
        return this == DEFAULT
                ? settings.defaults().seed()
                : settings.recovery().seed();
    }
}
