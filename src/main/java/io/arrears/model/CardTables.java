package io.arrears.model;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** What the cards of the day's models say, as the tables score_metrics, score_calibration and score_importance. */
final class CardTables {

    private static final StructType METRICS = text("task", "model", "model_version", "slice", "segment", "metric")
            .add("value", DataTypes.DoubleType).add("lower", DataTypes.DoubleType).add("upper", DataTypes.DoubleType)
            .add("observations", DataTypes.LongType).add("verdict", DataTypes.StringType);
    private static final StructType CALIBRATION = text("task", "model_version", "slice")
            .add("bin", DataTypes.IntegerType).add("mean_predicted", DataTypes.DoubleType)
            .add("observed_rate", DataTypes.DoubleType).add("lowest_predicted", DataTypes.DoubleType)
            .add("highest_predicted", DataTypes.DoubleType).add("observations", DataTypes.LongType);
    private static final StructType IMPORTANCE = text("task", "model_version", "feature", "method")
            .add("value", DataTypes.DoubleType);

    private final SparkSession spark;
    private final List<ScoringModel> models;

    CardTables(SparkSession spark, List<ScoringModel> models) {
        this.spark = spark;
        this.models = models;
    }

    private static StructType text(String... names) {
        StructType schema = new StructType();
        for (String name : names) {
            schema = schema.add(name, DataTypes.StringType);
        }
        return schema;
    }

    /** A task without a model has one row, its number of observations, with the verdict. */
    Dataset<Row> metrics() {
        return rows(METRICS, models.stream().flatMap(model -> {
            Stream<Row> figures = model.champion().stream().flatMap(card -> metrics(card, model.verdict()));
            boolean another = !model.card().version().equals(model.latest().version()) || model.champion().isEmpty();
            return another ? Stream.concat(figures, Stream.of(latest(model))) : figures;
        }));
    }

    private static Stream<Row> metrics(ModelCard card, Verdict verdict) {
        return card.metrics().stream().map(metric -> RowFactory.create(card.task(), metric.model(), card.version(),
                metric.slice(), metric.segment(), metric.metric(), metric.value(), metric.lower(), metric.upper(),
                metric.observations(), verdict.name()));
    }

    private static Row latest(ScoringModel model) {
        ModelCard card = model.latest();
        long observations = card.split().counts().values().stream()
                .mapToLong(TemporalSplit.Counts::observations).sum();
        Verdict verdict = card.suspects().isEmpty() ? card.verdict() : Verdict.FALLBACK;
        return RowFactory.create(card.task(), card.model(), card.version(), Evaluation.TEST, "all", "observations",
                (double) observations, null, null, observations, verdict.name());
    }

    Dataset<Row> calibration() {
        return rows(CALIBRATION, champions().flatMap(card -> card.bins().stream().map(bin -> RowFactory.create(
                card.task(), card.version(), bin.slice(), bin.bin(), bin.meanPredicted(), bin.observedRate(),
                bin.lowest(), bin.highest(), bin.observations()))));
    }

    Dataset<Row> importance() {
        return rows(IMPORTANCE, champions().flatMap(card -> card.importance().stream().map(each ->
                RowFactory.create(card.task(), card.version(), each.feature(), each.method(), each.value()))));
    }

    private Stream<ModelCard> champions() {
        return models.stream().flatMap(model -> model.champion().stream());
    }

    private Dataset<Row> rows(StructType schema, Stream<Row> rows) {
        List<Row> list = new ArrayList<>(rows.toList());
        return spark.createDataFrame(list, schema).coalesce(1);
    }
}
