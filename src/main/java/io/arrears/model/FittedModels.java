package io.arrears.model;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.ml.PipelineModel;

/** Pipelines this process has fitted or checked already: reading one back costs seconds. */
public final class FittedModels {

    private final Map<String, PipelineModel> pipelines = new ConcurrentHashMap<>();

    void put(ModelTask task, String version, PipelineModel pipeline) {
        pipelines.put(task.taskName() + " " + version, pipeline);
    }

    PipelineModel get(ModelStore store, ModelTask task, String version) {
        return pipelines.computeIfAbsent(task.taskName() + " " + version, name -> store.load(task, version));
    }
}
