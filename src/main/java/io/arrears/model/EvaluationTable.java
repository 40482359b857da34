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
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * score_evaluation: all that is known about the models of the day, one number a row. One table, because each table
 * costs a write; the marts take their part by topic.
 */
final class EvaluationTable {

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
                        EvaluationRow.SCHEMA)
                .coalesce(1);
    }

    /** A task without a model has one row, its number of observations, with the verdict. */
    private static Stream<Row> rows(ScoringModel model) {
        Stream<Row> figures = model.champion().stream().flatMap(card -> Stream.of(
                        metrics(card, card.metrics(), model.verdict(), verdicts(card)),
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
                        metrics(card, past.metrics(), card.verdict(), past.verdicts()),
                        calibration(card, past.bins()),
                        gains(card, past.gains()),
                        values(card, past.values()))
                .flatMap(rows -> rows);
    }

    /** What the figures of each slice alone say; the verdict that decides is that of the calibration rows. */
    private static Map<String, String> verdicts(ModelCard card) {
        return card.testVerdict() == null
                ? Map.of()
                : Map.of(
                        Evaluation.CALIBRATION,
                        card.verdict().name(),
                        Evaluation.TEST,
                        card.testVerdict().name());
    }

    private static Stream<Row> metrics(
            ModelCard card, List<MetricRow> metrics, Verdict verdict, Map<String, String> alone) {
        return metrics.stream().map(metric -> EvaluationRow.about("metric", card, metric.model(), metric.slice())
                .in(metric.segment())
                .from(metric.observations())
                .judged(verdict.name())
                .alone(alone.get(metric.slice()))
                .number(metric.metric(), metric.value(), metric.lower(), metric.upper()));
    }

    private static Row latest(ScoringModel model) {
        ModelCard card = model.latest();
        long observations = card.split().counts().values().stream()
                .mapToLong(TemporalSplit.Counts::observations)
                .sum();
        Verdict verdict = card.suspects().isEmpty() ? card.verdict() : Verdict.FALLBACK;
        return EvaluationRow.about("metric", card, card.model(), Evaluation.TEST)
                .from(observations)
                .judged(verdict.name())
                .number("observations", (double) observations);
    }

    private static Stream<Row> calibration(ModelCard card, List<CalibrationBin> bins) {
        return bins.stream().flatMap(bin -> {
            EvaluationRow row = EvaluationRow.about("calibration", card, card.model(), bin.slice())
                    .at(bin.bin())
                    .from(bin.observations());
            return Stream.of(
                    row.number("mean_predicted", bin.meanPredicted()),
                    row.number("observed_rate", bin.observedRate()),
                    row.number("lowest_predicted", bin.lowest()),
                    row.number("highest_predicted", bin.highest()));
        });
    }

    private static Stream<Row> gains(ModelCard card, List<GainRow> gains) {
        return gains.stream().flatMap(gain -> {
            EvaluationRow row = EvaluationRow.about("gains", card, gain.model(), gain.slice())
                    .in(gain.segment())
                    .at(gain.decile())
                    .from(gain.observations());
            return Stream.of(
                    row.number("events", gain.events()),
                    row.number("event_share", gain.eventShare()),
                    row.number("lift", gain.lift()),
                    row.number("amount_share", gain.amountShare()));
        });
    }

    private static Stream<Row> values(ModelCard card, List<ValueRow> values) {
        return values.stream().flatMap(value -> {
            EvaluationRow row = EvaluationRow.about("value", card, value.model(), value.slice())
                    .on(value.currency());
            return Stream.of(
                    row.number("capacity", value.capacity()),
                    row.number("days", (double) value.days()),
                    row.number("chosen", value.chosen()),
                    row.number("oracle_share", value.oracleShare()),
                    row.money("arrived", value.arrived()),
                    row.money("lower", value.lower()),
                    row.money("upper", value.upper()),
                    row.money("expected", value.expected()),
                    row.money("contact_cost", value.contactCost()),
                    row.money("net", value.net()),
                    row.number("is_best_rule", value.bestRule() ? 1.0 : 0.0),
                    row.money("lead", value.lead()),
                    row.money("lead_lower", value.leadLower()),
                    row.money("lead_upper", value.leadUpper()));
        });
    }

    private static Stream<Row> importance(ModelCard card) {
        return card.importance().stream()
                .map(each -> EvaluationRow.about("importance", card, card.model(), Evaluation.TEST)
                        .on(each.feature())
                        .number(each.method(), each.value()));
    }

    private static Stream<Row> drift(ScoringModel model, List<DriftRow> rows) {
        return rows.stream().map(each -> EvaluationRow.about(
                        "drift", model.card(), model.card().model(), "today")
                .on(each.subject())
                .from(each.observations())
                .judged(each.status())
                .number(each.measure(), each.value(), each.lower(), each.upper()));
    }
}
