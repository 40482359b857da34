package io.arrears.model.fit;

import io.arrears.model.data.Observations;
import io.arrears.model.feature.FeatureEncoding;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.ml.classification.RandomForestClassificationModel;
import org.apache.spark.ml.classification.RandomForestClassifier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** MLlib's random forest. */
public record RandomForest(int trees, int depth, int bins, int minLeaf, long seed) implements TreeClassifier {

    @Override
    public String modelName() {
        return "random_forest";
    }

    @Override
    public Fit fit(Dataset<Row> encoded) {
        RandomForestClassificationModel forest = new RandomForestClassifier("forest")
                .setFeaturesCol(FeatureEncoding.VECTOR)
                .setLabelCol(Observations.LABEL)
                .setWeightCol(WEIGHT)
                .setNumTrees(trees)
                .setMaxDepth(depth)
                .setMaxBins(bins)
                .setMinInstancesPerNode(minLeaf)
                .setSeed(seed)
                .setCacheNodeIds(true)
                .setMaxMemoryInMB(MEMORY_MB)
                .fit(encoded);
        return new Fit(
                FlatForest.of(forest), "impurity", forest.featureImportances().toArray());
    }

    @Override
    public Map<String, Object> parameters() {
        return new TreeMap<>(Map.of("trees", trees, "depth", depth, "bins", bins, "min-leaf", minLeaf, "seed", seed));
    }
}
