package io.arrears.model;

import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.ml.classification.GBTClassificationModel;
import org.apache.spark.ml.classification.GBTClassifier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** MLlib's gradient boosted trees: a contender for the forest's place. */
public record GradientBoosting(int trees, int depth, int bins, int minLeaf, double step, long seed)
        implements Classifier {

    @Override
    public String modelName() {
        return "gradient_boosting";
    }

    @Override
    public boolean linear() {
        return false;
    }

    @Override
    public int maxLevels() {
        return Math.min(bins, 32);
    }

    @Override
    public Dataset<Row> arranged(Dataset<Row> rows) {
        return RandomForest.pinned(rows);
    }

    @Override
    public Fit fit(Dataset<Row> encoded) {
        GBTClassificationModel boosted = new GBTClassifier("boosting")
                .setFeaturesCol(FeatureEncoding.VECTOR).setLabelCol(Observations.LABEL).setWeightCol(WEIGHT)
                .setMaxIter(trees).setMaxDepth(depth).setMaxBins(bins).setMinInstancesPerNode(minLeaf)
                .setStepSize(step).setSeed(seed).setCacheNodeIds(true).setMaxMemoryInMB(RandomForest.MEMORY_MB)
                .fit(encoded);
        return new Fit(BoostedTrees.of(boosted), "impurity", boosted.featureImportances().toArray());
    }

    @Override
    public Map<String, Object> parameters() {
        return new TreeMap<>(Map.of("trees", trees, "depth", depth, "bins", bins, "min-leaf", minLeaf, "step", step,
                "seed", seed));
    }
}
