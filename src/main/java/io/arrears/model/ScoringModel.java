package io.arrears.model;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.udf;
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
import io.arrears.model.judge.Rule;
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
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF4;
import org.apache.spark.sql.types.DataTypes;

/**
 * What scores a task on one day: the champion as far as its verdict allows, or rates by ageing bucket where there is
 * none.
 *
 * @param latest the newest training the day knows, fitted or not; its rates price where no model may
 * @param champion card of the version that scores or orders, empty where rates do both
 * @param model that version's model
 * @param backtests of the champion and of the newest training, where they were judged on earlier days
 * @param use what the champion is used for
 * @param verdict of the scores: the champion's own, or FALLBACK when the newest training gave no usable model
 */
public record ScoringModel(
        ModelTask task,
        ModelCard latest,
        Optional<ModelCard> champion,
        Optional<FittedModel> model,
        Map<ModelCard, Backtest> backtests,
        Use use,
        Verdict verdict) {

    static final String VERSION = "model_version";
    static final String MODEL_STATUS = "model_status";
    /** The status of rates that come from a handful of entities. */
    public static final String FEW = "fallback of few rows";

    static final String VERDICT = "verdict";
    /** What a claim's place goes by, the highest first; null where it is its expected value. */
    static final String ORDER = "order_score";
    /** The status of a claim that is older than those the models learn from: the rate of its age prices it. */
    static final String AGED = "aged";

    private static final int DRIFT_ROWS = 10_000;

    /** What gives a task its probabilities and its order. */
    public enum Use {
        /** The model gives both. */
        PRICES("model"),
        /** The model orders, ageing rates price. */
        ORDERS("model order"),
        /** The best rule of one column orders, ageing rates price. */
        RULE("rule order"),
        /** Ageing rates do both. */
        RATES("fallback");

        private final String status;

        Use(String status) {
            this.status = status;
        }

        static Use of(Verdict ownVerdict) {
            return switch (ownVerdict) {
                case OK -> PRICES;
                case ORDER_ONLY -> ORDERS;
                case NO_SIGNAL, INSUFFICIENT_DATA, FALLBACK -> RULE;
            };
        }
    }

    static ScoringModel of(RunContext context, ModelTask task, FittedModels models) {
        return at(new ModelStore(context.lake()), task, models, context.asOf())
                .orElseThrow(() -> new ArrearsException(
                        ExitCode.BAD_REQUEST,
                        "no training of " + task.taskName() + " is known on " + context.asOf()
                                + ": run the stage train first, or the whole run without --only"));
    }

    /** What scores the task on that day; empty when no training was known by then. */
    public static Optional<ScoringModel> at(ModelStore store, ModelTask task, FittedModels models, AsOf asOf) {
        Champions champions = new Champions(store, task);
        return champions.at(asOf).map(decision -> {
            Optional<Verdict> known =
                    Optional.ofNullable(decision.champion()).flatMap(version -> champions.verdict(asOf, version));
            return of(store, task, models, decision, known);
        });
    }

    /** @param known the newest verdict on the champion, where it is newer than that of its card */
    private static ScoringModel of(
            ModelStore store,
            ModelTask task,
            FittedModels models,
            Champions.Decision decision,
            Optional<Verdict> known) {
        ModelCard latest = store.card(task, decision.challenger());
        if (decision.champion() == null) {
            return new ScoringModel(
                    task,
                    latest,
                    Optional.empty(),
                    Optional.empty(),
                    backtests(store, task, List.of(latest)),
                    Use.RATES,
                    latest.fitted() ? Verdict.FALLBACK : latest.verdict());
        }
        ModelCard champion = store.card(task, decision.champion());
        Verdict own = known.orElse(champion.verdict());
        boolean fallback = decision.action().equals(Champions.INSUFFICIENT);
        return new ScoringModel(
                task,
                latest,
                Optional.of(champion),
                Optional.of(models.get(store, task, decision.champion())),
                backtests(store, task, List.of(champion, latest)),
                Use.of(own),
                fallback ? Verdict.FALLBACK : own);
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

    /** What the scores are, in the words of {@code model_status}. */
    public String status() {
        if (use == Use.RATES) {
            return latest.fromFew() ? FEW : Use.RATES.status;
        }
        return verdict == Verdict.FALLBACK && use == Use.PRICES ? Use.RATES.status : use.status;
    }

    /** Where ageing rates price: the rate of a bucket; NaN where no outcome was ever seen, so that no rate is known. */
    public double rate(String bucket) {
        return latest.rates().observations() == 0 ? Double.NaN : latest.rates().of(bucket);
    }

    /** Whether the model gives the order, and so has reasons for it. */
    public boolean byModel() {
        return use == Use.PRICES || use == Use.ORDERS;
    }

    /** The rule that orders, where neither the model nor its probability may. */
    public Rule rule() {
        return card().rules().ordering(task);
    }

    /**
     * The observations to score with raw_score, calibrated_prob, order_score, model_version, model_status, verdict.
     * Claims that are older than those the model learnt from have the rate of their age.
     */
    Dataset<Row> score(Dataset<Row> abt) {
        return scored(abt)
                .withColumn(VERSION, lit(card().version()))
                .withColumn(MODEL_STATUS, when(col(Observations.AGED), AGED).otherwise(status()))
                .withColumn(VERDICT, lit(verdict.name()));
    }

    private Dataset<Row> scored(Dataset<Row> abt) {
        Column none = lit(null).cast("double");
        if (use == Use.RATES || use == Use.RULE) {
            Dataset<Row> rows = Observations.toScore(task, new FeatureSet("", List.of(), List.of()), abt);
            Column order = use == Use.RULE ? ruled() : none;
            return rows.withColumn(Calibrator.CALIBRATED, rate())
                    .withColumn(ORDER, order)
                    .withColumn(Calibrator.RAW, use == Use.RULE ? col(ORDER) : col(Calibrator.CALIBRATED));
        }
        FeatureSet features = card().features();
        features.check(task.table().sqlName(), abt.schema());
        Dataset<Row> rows = aged(model.orElseThrow().score(Observations.toScore(task, features, abt)));
        return use == Use.PRICES
                ? rows.withColumn(ORDER, none)
                : rows.withColumn(ORDER, col(Observations.AMOUNT).cast("double").multiply(col(Calibrator.CALIBRATED)))
                        .withColumn(Calibrator.CALIBRATED, rate());
    }

    private Dataset<Row> aged(Dataset<Row> scored) {
        Column aged = col(Observations.AGED);
        return scored.withColumn(Calibrator.RAW, when(aged, rate()).otherwise(col(Calibrator.RAW)))
                .withColumn(Calibrator.CALIBRATED, when(aged, rate()).otherwise(col(Calibrator.CALIBRATED)));
    }

    private Column ruled() {
        Rule rule = rule();
        AgeingRates rates = latest.rates();
        UDF4<Double, Double, Double, String, Double> score = (amount, age, past, bucket) -> {
            double value = rule.score(number(amount), number(age), number(past), bucket, rates);
            return Double.isNaN(value) ? null : value;
        };
        return udf(score, DataTypes.DoubleType)
                .apply(
                        col(Observations.AMOUNT).cast("double"),
                        col(Observations.DAYS),
                        col(Observations.PAST_RATE),
                        col(Observations.BUCKET));
    }

    private static double number(Double value) {
        return value == null ? Double.NaN : value;
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
        return card().reference().compare(now, model.orElseThrow().rawScores(now));
    }

    /** Where no outcome was ever seen, no rate is known: the probability is null, not a guess. */
    private Column rate() {
        AgeingRates rates = latest.rates();
        Column rate = (rates.observations() == 0 ? lit(null) : lit(rates.base())).cast("double");
        for (Map.Entry<String, Double> bucket : rates.byBucket().entrySet()) {
            rate = when(coalesce(col(Observations.BUCKET), lit("")).equalTo(bucket.getKey()), lit(bucket.getValue()))
                    .otherwise(rate);
        }
        return rate;
    }
}
