package io.arrears.explain;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;

import io.arrears.model.Explainer;
import io.arrears.model.feature.FeatureEncoding;
import io.arrears.model.feature.RawFeatures;
import io.arrears.model.fit.FittedClassifier;
import io.arrears.model.fit.FittedModel;
import io.arrears.model.store.ModelCard;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF3;
import org.apache.spark.sql.types.DataTypes;
import scala.collection.Seq;

/** Reasons from exact contributions: TreeSHAP for forests, coefficient × (value − mean) for regressions. */
public final class ReasonsExplainer implements Explainer {

    @Override
    public Dataset<Row> explain(ModelCard card, FittedModel model, Dataset<Row> scored) {
        Reasons reasons = reasons(card, model);
        UDF3<Seq<Double>, Seq<String>, Boolean, String[]> why = (numbers, texts, wanted) -> Boolean.TRUE.equals(wanted)
                ? reasons.of(RawFeatures.numbers(numbers), RawFeatures.texts(texts))
                : new String[Reasons.MOST];
        return scored.withColumn(
                REASONS,
                udf(why, DataTypes.createArrayType(DataTypes.StringType))
                        .apply(
                                RawFeatures.numbers(model.features()),
                                RawFeatures.texts(model.features()),
                                col(Explainer.WANTED)));
    }

    /** What each slot of a vector adds to the raw score of a classifier; exact. */
    public static UnaryOperator<double[]> contributions(FittedClassifier classifier) {
        return Contributions.of(classifier)::of;
    }

    /** The reasons of a model, for rows outside Spark. */
    public static Reasons reasons(ModelCard card, FittedModel model) {
        List<String> features = model.features().all();
        int[] featureOfSlot = model.encoding().slots().stream()
                .map(FeatureEncoding.Slot::feature)
                .mapToInt(features::indexOf)
                .toArray();
        return new Reasons(
                model.encoding(),
                Contributions.of(model.classifier()),
                Phrases.load(),
                Natures.load(),
                features,
                featureOfSlot,
                card.task().equals("default") ? Reasons.Effect.RISK : Reasons.Effect.CHANCE);
    }
}
