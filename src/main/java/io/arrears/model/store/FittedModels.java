package io.arrears.model.store;

import io.arrears.model.data.ModelTask;
import io.arrears.model.fit.FittedModel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Models this process has fitted or checked already. */
public final class FittedModels {

    private final Map<String, FittedModel> models = new ConcurrentHashMap<>();

    public void put(ModelTask task, String version, FittedModel model) {
        models.put(task.taskName() + " " + version, model);
    }

    public FittedModel get(ModelStore store, ModelTask task, String version) {
        return models.computeIfAbsent(task.taskName() + " " + version, name -> store.load(task, version));
    }
}
