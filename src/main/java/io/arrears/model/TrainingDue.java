package io.arrears.model;

import io.arrears.model.data.ModelTask;
import io.arrears.model.store.ModelStore;
import io.arrears.pipeline.RunContext;
import java.time.LocalDate;
import java.util.Optional;

/** Whether a run trains: asked to, no training yet, or the newest one is too old. */
public final class TrainingDue {

    private TrainingDue() {}

    /** Whether any task is to be trained; then the analytical base needs its past observations. */
    public static boolean of(RunContext context) {
        for (ModelTask task : ModelTask.values()) {
            if (of(context, task)) {
                return true;
            }
        }
        return false;
    }

    static boolean of(RunContext context, ModelTask task) {
        if (context.forceTraining()) {
            return true;
        }
        ModelStore store = new ModelStore(context.lake());
        Optional<LocalDate> newest = store.newestTraining(task, context.asOf());
        int days = context.settings().model().retrainEveryDays();
        return newest.isEmpty()
                || newest.get().plusDays(days).isBefore(context.asOf().date());
    }
}
