package io.arrears.model;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Models this process has fitted or checked already. */
public final class FittedModels {

    private final Map<String, FittedModel> models = new ConcurrentHashMap<>();

    void put(ModelTask task, String version, FittedModel model) {
        models.put(task.taskName() + " " + version, model);
    }

    FittedModel get(ModelStore store, ModelTask task, String version) {
        return models.computeIfAbsent(task.taskName() + " " + version, name -> store.load(task, version));
    }
}
