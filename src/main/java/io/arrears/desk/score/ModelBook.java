package io.arrears.desk.score;

import io.arrears.desk.file.Case;
import io.arrears.explain.Reasons;
import io.arrears.explain.ReasonsExplainer;
import io.arrears.lake.AsOf;
import io.arrears.model.ScoringModel;
import io.arrears.model.data.ModelTask;
import io.arrears.model.store.FittedModels;
import io.arrears.model.store.ModelStore;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The models of the lake, read from their JSON files, and their reasons. */
public final class ModelBook {

    /** Later than any day: sees the newest decision. */
    private static final AsOf NEWEST = new AsOf(LocalDate.of(9999, 12, 31));

    private final ModelStore store;
    private final FittedModels models = new FittedModels();
    private final Map<String, Reasons> reasons = new ConcurrentHashMap<>();

    public ModelBook(ModelStore store) {
        this.store = store;
    }

    /** What scores each task now; tasks that were never trained are left out. */
    public Map<ModelTask, ScoringModel> newest() {
        return at(NEWEST);
    }

    /** What a run of that day would score with; the newest where no training was known by then. */
    Map<ModelTask, ScoringModel> on(Optional<LocalDate> day) {
        Map<ModelTask, ScoringModel> found = newest();
        day.map(AsOf::new).map(this::at).ifPresent(found::putAll);
        return found;
    }

    private Map<ModelTask, ScoringModel> at(AsOf asOf) {
        Map<ModelTask, ScoringModel> found = new EnumMap<>(ModelTask.class);
        for (ModelTask task : ModelTask.values()) {
            ScoringModel.at(store, task, models, asOf).ifPresent(model -> found.put(task, model));
        }
        return found;
    }

    /** Why a row has its score; empty where no model gave its order. */
    String[] reasons(ScoringModel model, Case row) {
        if (!model.byModel() || row.numbers() == null || row.settled()) {
            return new String[0];
        }
        String name = model.task().taskName() + " " + model.card().version();
        return reasons.computeIfAbsent(
                        name,
                        any -> ReasonsExplainer.reasons(
                                model.card(), model.model().get()))
                .of(row.numbers(), row.texts());
    }
}
