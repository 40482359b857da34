package io.arrears.model;

import io.arrears.model.data.ModelTask;
import io.arrears.model.data.TemporalSplit;
import io.arrears.model.judge.CalibrationBin;
import io.arrears.model.judge.DriftRow;
import io.arrears.model.judge.Evaluation;
import io.arrears.model.judge.GainRow;
import io.arrears.model.judge.MetricRow;
import io.arrears.model.judge.ValueRow;
import io.arrears.model.judge.Verdict;
import io.arrears.model.store.Backtest;
import io.arrears.model.store.ModelCard;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * score_evaluation: all that is known about the models of the day, one number a row. One table, because each table
 * costs a write; the marts take their part by topic.
 */
final class EvaluationTable {

    private static final StructType SCHEMA = new StructType()
            .add("topic", DataTypes.StringType)
            .add("task", DataTypes.StringType)
            .add("model", DataTypes.StringType)
            .add("model_version", DataTypes.StringType)
            .add("slice", DataTypes.StringType)
            .add("segment", DataTypes.StringType)
            .add("subject", DataTypes.StringType)
            .add("position", DataTypes.IntegerType)
            .add("metric", DataTypes.StringType)
            .add("value", DataTypes.DoubleType)
            .add("lower", DataTypes.DoubleType)
            .add("upper", DataTypes.DoubleType)
            .add("amount", DataTypes.createDecimalType(19, 4))
            .add("observations", DataTypes.LongType)
            .add("verdict", DataTypes.StringType);
    private static final String ALL = Evaluation.ALL;
    /** Where a row is about nothing narrower than the model. */
    private static final String WHOLE = "*";

    private final SparkSession spark;

    EvaluationTable(SparkSession spark) {
        this.spark = spark;
    }

    /** @param drift rows of each task */
    Dataset<Row> of(List<ScoringModel> models, Map<ModelTask, List<DriftRow>> drift) {
        return spark.createDataFrame(
                        models.stream()
                                .flatMap(model -> Stream.concat(
                                        rows(model), drift(model, drift.getOrDefault(model.task(), List.of()))))
                                .toList(),
                        SCHEMA)
                .coalesce(1);
    }

    /** A task without a model has one row, its number of observations, with the verdict. */
    private static Stream<Row> rows(ScoringModel model) {
        Stream<Row> figures = model.champion().stream().flatMap(card -> Stream.of(
                        metrics(card, card.metrics(), model.verdict()),
                        calibration(card, card.bins()),
                        gains(card, card.gains()),
                        values(card, card.values()),
                        importance(card))
                .flatMap(rows -> rows));
        Stream<Row> backtest =
                model.backtests().entrySet().stream().flatMap(each -> backtest(each.getKey(), each.getValue()));
        boolean another = !model.card().version().equals(model.latest().version())
                || model.champion().isEmpty();
        return Stream.of(figures, backtest, another ? Stream.of(latest(model)) : Stream.<Row>empty())
                .flatMap(rows -> rows);
    }

    private static Stream<Row> backtest(ModelCard card, Backtest past) {
        return Stream.of(
                        metrics(card, past.metrics(), card.verdict()),
                        calibration(card, past.bins()),
                        gains(card, past.gains()),
                        values(card, past.values()))
                .flatMap(rows -> rows);
    }

    private static Stream<Row> metrics(ModelCard card, List<MetricRow> metrics, Verdict verdict) {
        return metrics.stream()
                .map(metric -> row(
                        "metric",
                        card,
                        metric.model(),
                        metric.slice(),
                        metric.segment(),
                        WHOLE,
                        0,
                        metric.metric(),
                        metric.value(),
                        metric.lower(),
                        metric.upper(),
                        null,
                        metric.observations(),
                        verdict.name()));
    }

    private static Row latest(ScoringModel model) {
        ModelCard card = model.latest();
        long observations = card.split().counts().values().stream()
                .mapToLong(TemporalSplit.Counts::observations)
                .sum();
        Verdict verdict = card.suspects().isEmpty() ? card.verdict() : Verdict.FALLBACK;
        return row(
                "metric",
                card,
                card.model(),
                Evaluation.TEST,
                ALL,
                WHOLE,
                0,
                "observations",
                (double) observations,
                null,
                null,
                null,
                observations,
                verdict.name());
    }

    private static Stream<Row> calibration(ModelCard card, List<CalibrationBin> bins) {
        return bins.stream()
                .flatMap(bin -> numbers(
                        Map.of(
                                "mean_predicted",
                                bin.meanPredicted(),
                                "observed_rate",
                                bin.observedRate(),
                                "lowest_predicted",
                                bin.lowest(),
                                "highest_predicted",
                                bin.highest()),
                        (metric, value) -> row(
                                "calibration",
                                card,
                                card.model(),
                                bin.slice(),
                                ALL,
                                WHOLE,
                                bin.bin(),
                                metric,
                                value,
                                null,
                                null,
                                null,
                                bin.observations(),
                                null)));
    }

    private static Stream<Row> gains(ModelCard card, List<GainRow> gains) {
        return gains.stream().flatMap(gain -> {
            Numbered row = (metric, value) -> row(
                    "gains",
                    card,
                    gain.model(),
                    gain.slice(),
                    gain.segment(),
                    WHOLE,
                    gain.decile(),
                    metric,
                    value,
                    null,
                    null,
                    null,
                    gain.observations(),
                    null);
            return Stream.of(
                    row.of("events", gain.events()),
                    row.of("event_share", gain.eventShare()),
                    row.of("lift", gain.lift()),
                    row.of("amount_share", gain.amountShare()));
        });
    }

    private static Stream<Row> values(ModelCard card, List<ValueRow> values) {
        return values.stream().flatMap(value -> {
            Numbered number = (metric, of) -> row(
                    "value",
                    card,
                    value.model(),
                    value.slice(),
                    ALL,
                    value.currency(),
                    0,
                    metric,
                    of,
                    null,
                    null,
                    null,
                    null,
                    null);
            Priced money = (metric, of) -> row(
                    "value",
                    card,
                    value.model(),
                    value.slice(),
                    ALL,
                    value.currency(),
                    0,
                    metric,
                    null,
                    null,
                    null,
                    of,
                    null,
                    null);
            return Stream.of(
                    number.of("capacity", value.capacity()),
                    number.of("days", (double) value.days()),
                    number.of("chosen", value.chosen()),
                    number.of("oracle_share", value.oracleShare()),
                    money.of("arrived", value.arrived()),
                    money.of("lower", value.lower()),
                    money.of("upper", value.upper()),
                    money.of("expected", value.expected()),
                    money.of("contact_cost", value.contactCost()),
                    money.of("net", value.net()));
        });
    }

    private static Stream<Row> importance(ModelCard card) {
        return card.importance().stream()
                .map(each -> row(
                        "importance",
                        card,
                        card.model(),
                        Evaluation.TEST,
                        ALL,
                        each.feature(),
                        0,
                        each.method(),
                        each.value(),
                        null,
                        null,
                        null,
                        null,
                        null));
    }

    private static Stream<Row> drift(ScoringModel model, List<DriftRow> rows) {
        return rows.stream()
                .map(each -> row(
                        "drift",
                        model.card(),
                        model.card().model(),
                        "today",
                        ALL,
                        each.subject(),
                        0,
                        each.measure(),
                        each.value(),
                        each.lower(),
                        each.upper(),
                        null,
                        each.observations(),
                        each.status()));
    }

    private interface Numbered {
        Row of(String metric, Double value);
    }

    private interface Priced {
        Row of(String metric, BigDecimal value);
    }

    private static Stream<Row> numbers(Map<String, Double> values, Numbered row) {
        return values.entrySet().stream().map(each -> row.of(each.getKey(), each.getValue()));
    }

    private static Row row(
            String topic,
            ModelCard card,
            String model,
            String slice,
            String segment,
            String subject,
            int position,
            String metric,
            Double value,
            Double lower,
            Double upper,
            BigDecimal amount,
            Long observations,
            String verdict) {
        return RowFactory.create(
                topic,
                card.task(),
                model,
                card.version(),
                slice,
                segment,
                subject,
                position,
                metric,
                value,
                lower,
                upper,
                amount,
                observations,
                verdict);
    }
}
