package io.arrears.model.fit;

import io.arrears.model.data.Observations;
import io.arrears.model.feature.FeatureEncoding;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import ml.dmlc.xgboost4j.java.XGBoostError;
import ml.dmlc.xgboost4j.scala.spark.XGBoostClassificationModel;
import ml.dmlc.xgboost4j.scala.spark.XGBoostClassifier;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.attribute.AttributeType;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * XGBoost's boosted trees: a challenger of the forest. Its library is native code; on Linux it needs the
 * system's libgomp. Only the fit needs it: a stored model is plain arrays like the others.
 */
record XgBoost(Boosting boosting) implements TreeClassifier {

    /** A training row at even odds, as balanced rows are at the start, weighs this much in a leaf (p × (1 − p)). */
    private static final double EVEN_ODDS = 0.25;

    @Override
    public String modelName() {
        return "xgboost";
    }

    @Override
    public int bins() {
        return boosting.bins();
    }

    /** One partition, for one worker with one thread: sums of several would depend on which comes first. */
    @Override
    public Dataset<Row> arranged(Dataset<Row> rows) {
        return rows.repartition(1).sortWithinPartitions(Observations.ENTITY, Observations.DATE);
    }

    /** @throws IllegalStateException when the native library does not load on this machine */
    @Override
    public Fit fit(Dataset<Row> encoded) {
        try {
            byte[] json = library(encoded).nativeBooster().toByteArray("json");
            return XgBoostTrees.read(new String(json, StandardCharsets.UTF_8), slots(encoded).length);
        } catch (XGBoostError | LinkageError failure) {
            throw new IllegalStateException(
                    "XGBoost cannot train here: " + failure.getMessage() + "; expected its native"
                            + " library to load (on Linux it needs libgomp.so.1, Debian package libgomp1); install "
                            + "that, or set"
                            + " default.contender = gradient_boosting or none",
                    failure);
        }
    }

    /** The library's own model. */
    XGBoostClassificationModel library(Dataset<Row> encoded) {
        XGBoostClassifier classifier = new XGBoostClassifier();
        classifier.setFeaturesCol(FeatureEncoding.VECTOR);
        classifier.setLabelCol(Observations.LABEL);
        classifier.setWeightCol(WEIGHT);
        classifier.setFeatureTypes(Arrays.stream(slots(encoded))
                .map(slot -> slot.attrType().equals(AttributeType.Nominal()) ? "c" : "q")
                .toArray(String[]::new));
        classifier.setObjective("binary:logistic");
        classifier.setTreeMethod("hist");
        // Balanced rows start at even odds, so that the margin is the sum of the leaves.
        classifier.setBaseScore(0.5);
        classifier.setNumRound(boosting.trees());
        classifier.setMaxDepth(boosting.depth());
        classifier.setMaxBins(boosting.bins());
        classifier.setMinChildWeight(EVEN_ODDS * boosting.minLeaf());
        classifier.setEta(boosting.step());
        classifier.setSeed(boosting.seed());
        classifier.setVerbosity(0);
        classifier.setRabitTrackerHostIp(address(encoded.sparkSession().conf().get("spark.driver.host")));
        classifier.setNumWorkers(1);
        classifier.setNthread(1);
        return classifier.fit(encoded);
    }

    private static Attribute[] slots(Dataset<Row> encoded) {
        return AttributeGroup.fromStructField(encoded.schema().apply(FeatureEncoding.VECTOR))
                .attributes()
                .get();
    }

    /** Executors already reach the driver there; left alone, the library asks the network for an address. */
    private static String address(String host) {
        try {
            return InetAddress.getByName(host).getHostAddress();
        } catch (UnknownHostException unknown) {
            throw new IllegalStateException(
                    "the driver's own address spark.driver.host = " + host
                            + " cannot be resolved: expected a host name or address of this machine",
                    unknown);
        }
    }

    @Override
    public Map<String, Object> parameters() {
        return boosting.parameters();
    }
}
