package io.arrears.model;

import io.arrears.config.Settings;
import io.arrears.model.metric.Bootstrap;
import io.arrears.model.metric.Confusion;
import io.arrears.model.metric.Ranking;
import io.arrears.pipeline.RunContext;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/** Trains, calibrates and tests the model of one task, each on its own period. */
final class Trainer {

    private final RunContext context;
    private final ModelTask task;
    private final FeatureSet features;
    private final Classifier classifier;
    private final Settings.Model limits;
    private final Bootstrap bootstrap;

    Trainer(RunContext context, ModelTask task) {
        this.context = context;
        this.task = task;
        this.features = task.features(context.settings());
        this.classifier = task.classifier(context.settings());
        this.limits = context.settings().model();
        this.bootstrap = new Bootstrap(task.seed(context.settings()), limits.bootstrapSamples());
    }

    /** What a training gives: the card always, the rest when there was enough data. */
    record Trained(ModelCard card, Optional<FittedModel> model, GoldenRows golden, Optional<Gate> gate) {
    }

    /** @param champion the model to beat; asked for only when there is one to compare with */
    Trained train(Dataset<Row> abt, Supplier<Optional<FittedModel>> champion) {
        features.check(task.table().sqlName(), abt.schema());
        Dataset<Row> mature = TemporalSplit.withFirstDay(Observations.mature(task, features, abt))
                .persist(StorageLevel.MEMORY_AND_DISK());
        try {
            TemporalSplit split = TemporalSplit.of(context.asOf(), context.settings().split(), mature);
            CardWriter cards = new CardWriter(context, task, features, classifier, split, CardWriter.hash(mature));
            Optional<String> shortage = split.shortage(limits);
            if (shortage.isPresent()) {
                return new Trained(cards.insufficient(shortage.get(), AgeingRates.of(mature)), Optional.empty(),
                        new GoldenRows(List.of()), Optional.empty());
            }
            return fit(split, split.assign(mature), cards, champion);
        } finally {
            mature.unpersist();
        }
    }

    private Trained fit(TemporalSplit split, Dataset<Row> assigned, CardWriter cards,
            Supplier<Optional<FittedModel>> champion) {
        Dataset<Row> train = TrainingRows.of(assigned, split, Period.TRAIN, limits.maxTrainRows());
        Dataset<Row> testRows = TrainingRows.of(assigned, split, Period.TEST, Predictions.MOST);
        FeatureEncoding encoding = new FeatureFitter(features, train).fit(classifier.linear(), classifier.maxLevels());
        Classifier.Fit fit = fit(encoding, train);
        List<Row> heldBack = Predictions.collect(FittedModel.encode(features, encoding, TrainingRows.withSeen(
                TrainingRows.of(assigned, split, Period.CALIBRATE, Predictions.MOST).unionAll(testRows), train)));
        Predictions held = Predictions.of(heldBack, Period.CALIBRATE, fit.classifier());
        Predictions test = Predictions.of(heldBack, Period.TEST, fit.classifier());

        CalibratorChoice choice = CalibratorChoice.of(held.raw(), held.outcome(), held.entity());
        FittedModel model = new FittedModel(features, encoding, fit.classifier(), choice.calibrator());
        AgeingRates rates = AgeingRates.of(train);
        Evaluation evaluation = Evaluation.of(task, classifier.modelName(), test, test.calibrated(choice.calibrator()),
                rates, context.settings().recovery().capacity(), threshold(held, choice.calibrator()), bootstrap);
        ModelCard card = cards.fitted(model, choice, rates, evaluation, Importances.of(encoding, fit, test),
                LeakGuard.suspects(encoding, test));
        Optional<double[]> others = champion.get().map(other -> Predictions.of(Predictions.collect(FittedModel.encode(
                other.features(), other.encoding(), TrainingRows.withSeen(testRows, train))), Period.TEST,
                other.classifier()).raw());
        return new Trained(card, Optional.of(model), GoldenRows.take(model, testRows),
                Optional.of(Gate.judge(card, test, others, bootstrap)));
    }

    private Classifier.Fit fit(FeatureEncoding encoding, Dataset<Row> train) {
        Dataset<Row> encoded = FittedModel.encode(features, encoding, classifier.arranged(TrainingRows.balanced(train)))
                .select(FeatureEncoding.VECTOR, Observations.LABEL, Classifier.WEIGHT)
                .persist(StorageLevel.MEMORY_AND_DISK());
        try {
            return classifier.fit(encoded);
        } finally {
            encoded.unpersist();
        }
    }

    private static double threshold(Predictions held, Calibrator calibrator) {
        return Confusion.bestThreshold(Ranking.of(held.everyRow(), held.raw(), held.calibrated(calibrator),
                held.outcome(), held.amount(), held.entity(), held.entities()));
    }
}
