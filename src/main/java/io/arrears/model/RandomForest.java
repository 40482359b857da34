package io.arrears.model;

import static org.apache.spark.sql.functions.col;

import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.ml.classification.RandomForestClassificationModel;
import org.apache.spark.ml.classification.RandomForestClassifier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** MLlib's random forest. */
public record RandomForest(int trees, int depth, int bins, int minLeaf, long seed) implements Classifier {

    /** Fixed, so that cores do not shape the forest. */
    private static final int PARTITIONS = 4;
    static final int MEMORY_MB = 1024;

    @Override
    public String modelName() {
        return "random_forest";
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
        return pinned(rows);
    }

    /** Each row in a partition and a place that depend on nothing but its key. */
    static Dataset<Row> pinned(Dataset<Row> rows) {
        return rows.repartition(PARTITIONS, col(Observations.ENTITY))
                .sortWithinPartitions(Observations.ENTITY, Observations.DATE);
    }

    @Override
    public Fit fit(Dataset<Row> encoded) {
        RandomForestClassificationModel forest = new RandomForestClassifier("forest")
                .setFeaturesCol(FeatureEncoding.VECTOR).setLabelCol(Observations.LABEL).setWeightCol(WEIGHT)
                .setNumTrees(trees).setMaxDepth(depth).setMaxBins(bins).setMinInstancesPerNode(minLeaf).setSeed(seed)
                .setCacheNodeIds(true).setMaxMemoryInMB(MEMORY_MB).fit(encoded);
        return new Fit(FlatForest.of(forest), "impurity", forest.featureImportances().toArray());
    }

    @Override
    public Map<String, Object> parameters() {
        return new TreeMap<>(Map.of("trees", trees, "depth", depth, "bins", bins, "min-leaf", minLeaf, "seed", seed));
    }
}
