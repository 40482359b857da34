package io.arrears.model;

import io.arrears.config.Settings;
import io.arrears.model.data.ModelTask;
import io.arrears.model.data.Observations;
import io.arrears.model.data.Period;
import io.arrears.model.data.TemporalSplit;
import io.arrears.model.fit.Attribution;
import io.arrears.model.fit.Classifier;
import io.arrears.model.fit.FittedModel;
import io.arrears.model.fit.TrainingRows;
import io.arrears.model.judge.AgeingRates;
import io.arrears.model.judge.Evaluation;
import io.arrears.model.judge.Judged;
import io.arrears.model.judge.LeakGuard;
import io.arrears.model.judge.Predictions;
import io.arrears.model.store.Backtest;
import io.arrears.model.store.GoldenRows;
import io.arrears.model.store.ModelCard;
import io.arrears.pipeline.RunContext;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/** Trains, calibrates and tests the model of one task, each on its own period. */
public final class Trainer {

    private final RunContext context;
    private final ModelTask task;
    private final Attribution attribution;
    private final SplitFit.Plan plan;

    public Trainer(RunContext context, ModelTask task, Classifier classifier, Attribution attribution) {
        this.context = context;
        this.task = task;
        this.attribution = attribution;
        this.plan = SplitFit.Plan.of(
                context, task, classifier, context.settings().model().maxTrainRows(), Predictions.MOST);
    }

    /**
     * What a training gives: the card always, the rest when there was enough data, the backtest when it was asked for.
     */
    public record Trained(
            ModelCard card,
            Optional<FittedModel> model,
            GoldenRows golden,
            Optional<Gate> gate,
            Optional<Backtest> backtest) {}

    /**
     * The model to beat.
     *
     * @param algorithm its {@link Classifier#modelName}
     */
    public record Champion(String algorithm, FittedModel model) {}

    /** @param champion asked for only when there is a model to compare with it */
    public Trained train(Dataset<Row> abt, Supplier<Optional<Champion>> champion) {
        plan.features().check(task.table().sqlName(), abt.schema());
        Dataset<Row> mature = TemporalSplit.withFirstDay(Observations.mature(task, plan.features(), abt))
                .persist(StorageLevel.MEMORY_AND_DISK());
        try {
            TemporalSplit split =
                    TemporalSplit.of(context.asOf(), context.settings().split(), mature);
            ModelCards cards =
                    new ModelCards(context, task, plan.features(), plan.classifier(), split, ModelCards.hash(mature));
            Optional<String> shortage = split.shortage(context.settings().model());
            if (shortage.isPresent()) {
                return new Trained(
                        cards.insufficient(shortage.get(), AgeingRates.of(mature)),
                        Optional.empty(),
                        new GoldenRows(List.of()),
                        Optional.empty(),
                        Optional.empty());
            }
            SplitFit fit = SplitFit.of(plan, split, split.assign(mature), Evaluation.TEST);
            ModelCard card = cards.fitted(
                    fit,
                    AgeingRates.of(mature),
                    Importances.of(fit, attribution),
                    LeakGuard.suspects(fit.model().encoding(), fit.held()));
            return new Trained(
                    card,
                    Optional.of(fit.model()),
                    GoldenRows.take(fit.model(), fit.testRows()),
                    Optional.of(gate(card, fit, champion.get())),
                    backtest(card, mature));
        } finally {
            mature.unpersist();
        }
    }

    private Gate gate(ModelCard card, SplitFit fit, Optional<Champion> champion) {
        boolean known =
                champion.filter(other -> other.algorithm().equals(card.model())).isPresent();
        return Gate.judge(card.suspects(), fit.judged(), champion.map(other -> judged(other.model(), fit)), known);
    }

    /** The champion on the calibration rows of this training, as it would score them. */
    private Judged judged(FittedModel champion, SplitFit fit) {
        Predictions rows = Predictions.of(
                Predictions.collect(FittedModel.encode(
                        champion.features(), champion.encoding(), TrainingRows.withSeen(fit.heldRows(), fit.train()))),
                Period.CALIBRATE,
                champion.classifier());
        return plan.evaluator().judge(rows, rows.calibrated(champion.calibrator()), fit.rules(), fit.threshold());
    }

    private Optional<Backtest> backtest(ModelCard card, Dataset<Row> mature) {
        Settings.Backtest wanted = context.settings().backtest();
        return wanted.enabled() && wanted.origins() > 0
                ? Optional.of(new RollingOrigins(context, task, plan.classifier()).judge(card, mature))
                : Optional.empty();
    }
}
