package io.arrears.explain;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;

import io.arrears.model.Explainer;
import io.arrears.model.FeatureEncoding;
import io.arrears.model.ModelCard;
import java.util.List;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF4;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** Reasons from exact contributions: TreeSHAP for forests, coefficient × (value − mean) for regressions. */
public final class ReasonsExplainer implements Explainer {

    @Override
    public Dataset<Row> explain(ModelCard card, PipelineModel pipeline, Dataset<Row> scored) {
        List<String> features = card.features().all();
        int[] featureOfSlot = card.encoding().slots().stream()
                .map(FeatureEncoding.Slot::feature).mapToInt(features::indexOf).toArray();
        Reasons reasons = new Reasons(Contributions.of(pipeline), Phrases.load(), List.copyOf(features),
                card.features().numeric().size(), featureOfSlot, card.task().equals("default") ? "risk" : "chance");
        Column numbers = array(card.features().numeric().stream()
                .map(name -> col(name).cast("double")).toArray(Column[]::new)).cast("array<double>");
        Column texts = array(card.features().categorical().stream()
                .map(name -> col(name).cast("string")).toArray(Column[]::new)).cast("array<string>");
        UserDefinedFunction why = udf(function(reasons), DataTypes.createArrayType(DataTypes.StringType));
        return scored.withColumn(REASONS,
                why.apply(col(Contributions.column(pipeline)), numbers, texts, col(Explainer.WANTED)));
    }

    private static UDF4<Vector, Seq<Double>, Seq<String>, Boolean, String[]> function(Reasons reasons) {
        return (row, numbers, texts, wanted) -> Boolean.TRUE.equals(wanted)
                ? reasons.of(row.toArray(), CollectionConverters.asJava(numbers), CollectionConverters.asJava(texts))
                : new String[3];
    }
}
