package io.arrears.model;

import static org.apache.spark.sql.functions.lit;

import io.arrears.config.Settings;
import io.arrears.model.data.ModelTask;
import io.arrears.model.data.Observations;
import io.arrears.model.data.Period;
import io.arrears.model.data.TemporalSplit;
import io.arrears.model.fit.FittedModel;
import io.arrears.model.fit.TrainingRows;
import io.arrears.model.judge.Evaluation;
import io.arrears.model.judge.Predictions;
import io.arrears.model.judge.ValueBacktest;
import io.arrears.model.judge.ValueRow;
import io.arrears.model.metric.Bootstrap;
import io.arrears.model.store.ModelCard;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What each ranking of a task's claims would have been worth at another capacity and another cost of a contact: the
 * rows, scores and rules of {@code mart_value_backtest}, worked out again from abt_claims and the stored model.
 */
public final class ValueAtCapacity {

    private final ModelCard card;
    private final Settings.Recovery recovery;
    private final Predictions rows;
    private final double[] probability;
    private final Bootstrap bootstrap;

    private ValueAtCapacity(
            ModelCard card, Settings.Recovery recovery, Predictions rows, double[] probability, Bootstrap bootstrap) {
        this.card = card;
        this.recovery = recovery;
        this.rows = rows;
        this.probability = probability;
        this.bootstrap = bootstrap;
    }

    /**
     * Scores the test period of the model once; it had no part in fitting or calibrating it.
     *
     * @param abtClaims abt_claims as the run left them that trained the model
     * @throws IllegalArgumentException when the task has no queue, or no fitted model
     */
    public static ValueAtCapacity of(ScoringModel scoring, Dataset<Row> abtClaims, Settings settings) {
        ModelTask task = scoring.task();
        if (task.claimType().isEmpty() || scoring.model().isEmpty()) {
            throw new IllegalArgumentException(task.taskName() + " has no value at capacity: expected a recovery task "
                    + "with a fitted model, the newest training is "
                    + scoring.latest().verdict());
        }
        ModelCard card = scoring.card();
        FittedModel model = scoring.model().get();
        Dataset<Row> mature = TemporalSplit.withFirstDay(Observations.mature(task, card.features(), abtClaims));
        TemporalSplit split = new TemporalSplit(
                LocalDate.parse(card.split().asOf()),
                LocalDate.parse(card.split().calibrateFrom()),
                LocalDate.parse(card.split().testFrom()),
                card.split().counts());
        Dataset<Row> test = TrainingRows.of(split.assign(mature), split, Period.TEST, Predictions.MOST)
                .withColumn(Observations.SEEN, lit(false));
        Predictions rows = Predictions.of(
                Predictions.collect(FittedModel.encode(card.features(), model.encoding(), test)),
                Period.TEST,
                model.classifier());
        return new ValueAtCapacity(
                card,
                settings.recovery(),
                rows,
                rows.calibrated(model.calibrator()),
                new Bootstrap(task.seed(settings), settings.model().bootstrapSamples()));
    }

    /** Claims of the test period, over all its days. */
    public int claims() {
        return rows.size();
    }

    /** At the configured capacity and cost, and at most a tenth of a day's claims: what the mart says. */
    public List<ValueRow> asPublished() {
        return rankings(
                new ValueBacktest(rows, probability, rivals(), recovery.capacity(), recovery.contactCost(), bootstrap));
    }

    /**
     * When the team works through {@code capacity} claims on each observation day.
     *
     * @param capacity claims a day, shared among the currencies as in the worklist; 0 or more
     * @param contactCost of one contact, in each claim's own currency
     */
    public List<ValueRow> at(int capacity, BigDecimal contactCost) {
        if (capacity < 0 || contactCost.signum() < 0) {
            throw new IllegalArgumentException(
                    "capacity " + capacity + ", contact cost " + contactCost + ": expected neither below 0");
        }
        return rankings(new ValueBacktest(
                rows, probability, rivals(), claims -> Math.min(capacity, claims), contactCost, bootstrap));
    }

    private ValueBacktest.Rivals rivals() {
        return card.rules().rivals(ModelTask.named(card.task()));
    }

    private List<ValueRow> rankings(ValueBacktest backtest) {
        return backtest.of(Evaluation.TEST, card.model());
    }
}
