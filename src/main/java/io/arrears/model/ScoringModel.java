package io.arrears.model;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.arrears.config.ArrearsException;
import io.arrears.config.ExitCode;
import io.arrears.lake.AsOf;
import io.arrears.model.data.FeatureSample;
import io.arrears.model.data.ModelTask;
import io.arrears.model.data.Observations;
import io.arrears.model.feature.FeatureSet;
import io.arrears.model.fit.Calibrator;
import io.arrears.model.fit.FittedModel;
import io.arrears.model.judge.AgeingRates;
import io.arrears.model.judge.DriftRow;
import io.arrears.model.judge.Verdict;
import io.arrears.model.store.Backtest;
import io.arrears.model.store.Champions;
import io.arrears.model.store.FittedModels;
import io.arrears.model.store.ModelCard;
import io.arrears.model.store.ModelStore;
import io.arrears.pipeline.RunContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What scores a task on one day: the champion, or base rates by ageing bucket where there is none.
 *
 * @param latest the newest training the day knows, fitted or not
 * @param champion card of the version that scores, empty where base rates do
 * @param model that version's model
 * @param backtests of the champion and of the newest training, where they were judged on earlier days
 * @param verdict of the scores: the champion's own, or FALLBACK when the newest training gave no usable model
 */
public record ScoringModel(
        ModelTask task,
        ModelCard latest,
        Optional<ModelCard> champion,
        Optional<FittedModel> model,
        Map<ModelCard, Backtest> backtests,
        Verdict verdict) {

    static final String VERSION = "model_version";
    static final String MODEL_STATUS = "model_status";
    /** The status of a claim that is older than those the models learn from: the rate of its age prices it. */
    static final String AGED = "aged";

    private static final int DRIFT_ROWS = 10_000;

    static ScoringModel of(RunContext context, ModelTask task, FittedModels models) {
        return at(new ModelStore(context.lake()), task, models, context.asOf())
                .orElseThrow(() -> new ArrearsException(
                        ExitCode.BAD_REQUEST,
                        "no training of " + task.taskName() + " is known on " + context.asOf()
                                + ": run the stage train first, or the whole run without --only"));
    }

    /** What scores the task on that day; empty when no training was known by then. */
    public static Optional<ScoringModel> at(ModelStore store, ModelTask task, FittedModels models, AsOf asOf) {
        return new Champions(store, task).at(asOf).map(decision -> of(store, task, models, decision));
    }

    private static ScoringModel of(ModelStore store, ModelTask task, FittedModels models, Champions.Decision decision) {
        ModelCard latest = store.card(task, decision.challenger());
        if (decision.champion() == null) {
            return new ScoringModel(
                    task,
                    latest,
                    Optional.empty(),
                    Optional.empty(),
                    backtests(store, task, List.of(latest)),
                    latest.fitted() ? Verdict.FALLBACK : latest.verdict());
        }
        ModelCard champion = store.card(task, decision.champion());
        boolean fallback = decision.action().equals(Champions.INSUFFICIENT);
        return new ScoringModel(
                task,
                latest,
                Optional.of(champion),
                Optional.of(models.get(store, task, decision.champion())),
                backtests(store, task, List.of(champion, latest)),
                fallback ? Verdict.FALLBACK : champion.verdict());
    }

    private static Map<ModelCard, Backtest> backtests(ModelStore store, ModelTask task, List<ModelCard> cards) {
        Map<ModelCard, Backtest> found = new LinkedHashMap<>();
        cards.stream()
                .filter(card ->
                        found.keySet().stream().noneMatch(one -> one.version().equals(card.version())))
                .forEach(card -> store.backtest(task, card.version()).ifPresent(past -> found.put(card, past)));
        return found;
    }

    /** The card whose figures describe the scores. */
    public ModelCard card() {
        return champion.orElse(latest);
    }

    /** What the scores are: of a model the day trusts, or a fallback. */
    public String status() {
        return verdict == Verdict.FALLBACK || champion.isEmpty() ? "fallback" : "model";
    }

    /**
     * The observations to score with raw_score, calibrated_prob, model_version, model_status. Claims that are older than those
     * the model learnt from have the rate of their age.
     */
    Dataset<Row> score(Dataset<Row> abt) {
        if (champion.isEmpty()) {
            return byRates(Observations.toScore(task, new FeatureSet("", List.of(), List.of()), abt));
        }
        FeatureSet features = champion.get().features();
        features.check(task.table().sqlName(), abt.schema());
        return aged(
                model.orElseThrow()
                        .score(Observations.toScore(task, features, abt))
                        .withColumn(VERSION, lit(champion.get().version()))
                        .withColumn(MODEL_STATUS, lit(status())),
                champion.get().rates());
    }

    private static Dataset<Row> aged(Dataset<Row> scored, AgeingRates rates) {
        Column aged = col(Observations.AGED);
        return scored.withColumn(Calibrator.RAW, when(aged, rate(rates)).otherwise(col(Calibrator.RAW)))
                .withColumn(Calibrator.CALIBRATED, when(aged, rate(rates)).otherwise(col(Calibrator.CALIBRATED)))
                .withColumn(MODEL_STATUS, when(aged, AGED).otherwise(col(MODEL_STATUS)));
    }

    /** How the rows of the day differ from those the champion learnt from; none without one. */
    List<DriftRow> drift(Dataset<Row> abt) {
        if (champion.isEmpty() || card().reference() == null) {
            return List.of();
        }
        FeatureSet features = card().features();
        FeatureSample now = FeatureSample.of(
                features,
                Observations.toScore(task, features, abt)
                        .where(col(Observations.STATUS).notEqual("defaulted"))
                        .where(not(col(Observations.AGED))),
                DRIFT_ROWS);
        double[] raw = IntStream.range(0, now.size())
                .parallel()
                .mapToDouble(row -> model.orElseThrow().scores(now.numbers()[row], now.texts()[row])[0])
                .toArray();
        return card().reference().compare(now, raw);
    }

    private Dataset<Row> byRates(Dataset<Row> rows) {
        return aged(
                rows.withColumn(Calibrator.RAW, rate(latest.rates()))
                        .withColumn(Calibrator.CALIBRATED, rate(latest.rates()))
                        .withColumn(VERSION, lit(latest.version()))
                        .withColumn(MODEL_STATUS, lit("fallback")),
                latest.rates());
    }

    private static Column rate(AgeingRates rates) {
        // Where no outcome was ever seen, no rate is known: the probability is null, not a guess.
        Column rate = (rates.observations() == 0 ? lit(null) : lit(rates.base())).cast("double");
        for (Map.Entry<String, Double> bucket : rates.byBucket().entrySet()) {
            rate = when(coalesce(col(Observations.BUCKET), lit("")).equalTo(bucket.getKey()), lit(bucket.getValue()))
                    .otherwise(rate);
        }
        return rate;
    }
}
