package io.arrears.model.fit;

import io.arrears.model.data.Observations;
import io.arrears.model.feature.FeatureEncoding;
import java.util.Map;
import org.apache.spark.ml.classification.GBTClassificationModel;
import org.apache.spark.ml.classification.GBTClassifier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** MLlib's gradient boosted trees: a challenger of the forest. */
record GradientBoosting(Boosting boosting) implements TreeClassifier {

    @Override
    public String modelName() {
        return "gradient_boosting";
    }

    @Override
    public int bins() {
        return boosting.bins();
    }

    @Override
    public Fit fit(Dataset<Row> encoded) {
        GBTClassificationModel boosted = new GBTClassifier("boosting")
                .setFeaturesCol(FeatureEncoding.VECTOR)
                .setLabelCol(Observations.LABEL)
                .setWeightCol(WEIGHT)
                .setMaxIter(boosting.trees())
                .setMaxDepth(boosting.depth())
                .setMaxBins(boosting.bins())
                .setMinInstancesPerNode(boosting.minLeaf())
                .setStepSize(boosting.step())
                .setSeed(boosting.seed())
                .setCacheNodeIds(true)
                .setMaxMemoryInMB(MEMORY_MB)
                .fit(encoded);
        return new Fit(
                BoostedTrees.of(boosted),
                "impurity",
                boosted.featureImportances().toArray());
    }

    @Override
    public Map<String, Object> parameters() {
        return boosting.parameters();
    }
}
