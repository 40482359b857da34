package io.arrears.model.fit;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;

import io.arrears.model.data.FeatureSample;
import io.arrears.model.feature.FeatureEncoding;
import io.arrears.model.feature.FeatureSet;
import io.arrears.model.feature.RawFeatures;
import java.io.Serializable;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataTypes;
import scala.collection.Seq;

/**
 * A model from feature columns to probability: encoding, classifier and calibrator together. One JSON file holds all of
 * it, and it scores with Spark and without.
 */
public record FittedModel(
        FeatureSet features, FeatureEncoding encoding, FittedClassifier classifier, Calibrator calibrator)
        implements Serializable {

    private static final String SCORES = "model_scores";

    /** Encodes feature columns into {@link FeatureEncoding#VECTOR}; the other columns stay. */
    public static Dataset<Row> encode(FeatureSet features, FeatureEncoding encoding, Dataset<Row> rows) {
        UDF2<Seq<Double>, Seq<String>, Vector> encode = (numbers, texts) ->
                Vectors.dense(encoding.vector(RawFeatures.numbers(numbers), RawFeatures.texts(texts)));
        return rows.withColumn(
                FeatureEncoding.VECTOR,
                udf(encode, SQLDataTypes.VectorType())
                        .apply(RawFeatures.numbers(features), RawFeatures.texts(features))
                        .as(FeatureEncoding.VECTOR, encoding.metadata()));
    }

    /** Adds {@link Calibrator#RAW} and {@link Calibrator#CALIBRATED} to rows with the feature columns. */
    public Dataset<Row> score(Dataset<Row> rows) {
        RawScorer scorer = FastScorer.of(classifier);
        UDF2<Seq<Double>, Seq<String>, double[]> score =
                (numbers, texts) -> scores(scorer, RawFeatures.numbers(numbers), RawFeatures.texts(texts));
        return rows.withColumn(
                        SCORES,
                        udf(score, DataTypes.createArrayType(DataTypes.DoubleType, false))
                                .apply(RawFeatures.numbers(features), RawFeatures.texts(features)))
                .withColumn(Calibrator.RAW, col(SCORES).getItem(0))
                .withColumn(Calibrator.CALIBRATED, col(SCORES).getItem(1))
                .drop(SCORES);
    }

    /** The raw score of each row of a sample of this model's features. */
    public double[] rawScores(FeatureSample rows) {
        RawScorer scorer = FastScorer.of(classifier);
        return IntStream.range(0, rows.size())
                .parallel()
                .mapToDouble(row -> scores(scorer, rows.numbers()[row], rows.texts()[row])[0])
                .toArray();
    }

    /** Raw score and probability of one row; see {@link FeatureEncoding#vector} for the arguments. */
    public double[] scores(double[] numbers, String[] texts) {
        return scores(classifier::raw, numbers, texts);
    }

    private double[] scores(RawScorer scorer, double[] numbers, String[] texts) {
        double raw = scorer.raw(encoding.vector(numbers, texts));
        return new double[] {raw, calibrator.probability(raw)};
    }
}
