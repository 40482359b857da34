package io.arrears.model.data;

import io.arrears.config.ArrearsException;
import io.arrears.config.ExitCode;
import io.arrears.config.Settings;
import io.arrears.lake.Table;
import io.arrears.model.feature.FeatureSet;
import java.util.List;
import java.util.Optional;

/** What is predicted: one model each. */
public enum ModelTask {
    DEFAULT("default", Table.ABT_INVOICES, null, "invoice_id", "past_late_rate"),
    FAILED_PAYMENT("recovery:failed_payment", Table.ABT_CLAIMS, "failed_payment", "claim_id", "past_recovery_rate"),
    OVERDUE_INVOICE("recovery:overdue_invoice", Table.ABT_CLAIMS, "overdue_invoice", "claim_id", "past_recovery_rate");

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
        throw new ArrearsException(
                ExitCode.BAD_REQUEST,
                "there is no model task '" + taskName + "'; there are "
                        + String.join(
                                ", ",
                                List.of(values()).stream()
                                        .map(ModelTask::taskName)
                                        .toList()));
    }

    /** The folder of its models; a path has no colon. */
    public String folder() {
        return taskName.replace(':', '-');
    }

    /** The table of its observations. */
    public Table table() {
        return table;
    }

    public Optional<String> claimType() {
        return Optional.ofNullable(claimType);
    }

    /** The column that names the row to score. */
    public String key() {
        return key;
    }

    /** The column of the baseline that needs no model: what this customer did before. */
    String pastRate() {
        return pastRate;
    }

    /** The name of that baseline in the metrics. */
    public String pastRateBaseline() {
        return "baseline:" + pastRate;
    }

    public FeatureSet features(Settings settings) {
        boolean forDefault = this == DEFAULT;
        Settings.Features features =
                forDefault ? settings.model().defaults() : settings.model().recovery();
        return new FeatureSet(
                "model." + (forDefault ? "default" : "recovery") + "-features",
                features.numeric(),
                features.categorical());
    }

    public long seed(Settings settings) {
        return this == DEFAULT
                ? settings.defaults().seed()
                : settings.recovery().seed();
    }
}
