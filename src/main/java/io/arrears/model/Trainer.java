package io.arrears.model;

import io.arrears.config.Settings;
import io.arrears.model.metric.Bootstrap;
import io.arrears.model.metric.Confusion;
import io.arrears.model.metric.Ranking;
import io.arrears.pipeline.RunContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.Transformer;
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
    record Trained(ModelCard card, Optional<PipelineModel> pipeline, List<String> golden, Optional<Gate> gate) {
    }

    /** @param champion the model to beat; asked for only when there is one to compare with */
    Trained train(Dataset<Row> abt, Supplier<Optional<PipelineModel>> champion) {
        features.check(task.table().sqlName(), abt.schema());
        Dataset<Row> mature = TemporalSplit.withFirstDay(Observations.mature(task, features, abt))
                .persist(StorageLevel.MEMORY_AND_DISK());
        try {
            TemporalSplit split = TemporalSplit.of(context.asOf(), context.settings().split(), mature);
            CardWriter cards = new CardWriter(context, task, features, classifier, split, CardWriter.hash(mature));
            Optional<String> shortage = split.shortage(limits);
            if (shortage.isPresent()) {
                return new Trained(cards.insufficient(shortage.get(), AgeingRates.of(mature)), Optional.empty(),
                        List.of(), Optional.empty());
            }
            return fit(split, split.assign(mature), cards, champion);
        } finally {
            mature.unpersist();
        }
    }

    private Trained fit(TemporalSplit split, Dataset<Row> assigned, CardWriter cards,
            Supplier<Optional<PipelineModel>> champion) {
        Dataset<Row> train = TrainingRows.of(assigned, split, Period.TRAIN, limits.maxTrainRows());
        FeatureEncoding encoding = new FeatureFitter(features, train).fit(classifier.linear(), classifier.maxLevels());
        List<Transformer> fitted = fitted(encoding, train);
        List<Transformer> stages = new ArrayList<>(encoding.stages());
        stages.addAll(fitted);
        PipelineModel scoring = pipeline(stages, Calibrator.identity());

        Dataset<Row> heldRows = TrainingRows.of(assigned, split, Period.CALIBRATE, Predictions.MOST);
        Predictions held = predict(scoring, heldRows, train);
        CalibratorChoice choice = CalibratorChoice.of(held.raw(), held.outcome(), held.entity());
        Dataset<Row> testRows = TrainingRows.of(assigned, split, Period.TEST, Predictions.MOST);
        Predictions test = predict(scoring, testRows, train);

        AgeingRates rates = AgeingRates.of(train);
        Evaluation evaluation = Evaluation.of(task, classifier.modelName(), test, test.calibrated(choice.calibrator()),
                rates, context.settings().recovery().capacity(), threshold(held, choice.calibrator()), bootstrap);
        PipelineModel pipeline = pipeline(stages, choice.calibrator());
        ModelCard card = cards.fitted(encoding, choice, rates, evaluation, classifier.importance(fitted),
                LeakGuard.suspects(encoding, test));
        List<String> golden = new GoldenRows(context.spark(), features).take(pipeline, testRows);
        Optional<double[]> champions = champion.get().map(model -> predict(model, testRows, train).raw());
        Gate gate = Gate.judge(card, test, champions, bootstrap);
        return new Trained(card, Optional.of(pipeline), golden, Optional.of(gate));
    }

    private List<Transformer> fitted(FeatureEncoding encoding, Dataset<Row> train) {
        Dataset<Row> encoded = new PipelineModel("encoding", encoding.stages())
                .transform(classifier.arranged(TrainingRows.balanced(train)))
                .select(FeatureEncoding.VECTOR, Observations.LABEL, Classifier.WEIGHT)
                .persist(StorageLevel.MEMORY_AND_DISK());
        try {
            return classifier.fit(encoded);
        } finally {
            encoded.unpersist();
        }
    }

    private PipelineModel pipeline(List<Transformer> stages, Calibrator calibrator) {
        List<Transformer> all = new ArrayList<>(stages);
        all.addAll(calibrator.stages());
        return new PipelineModel(task.folder(), all);
    }

    private static Predictions predict(PipelineModel pipeline, Dataset<Row> rows, Dataset<Row> train) {
        return Predictions.collect(pipeline.transform(TrainingRows.withSeen(rows, train)));
    }

    private static double threshold(Predictions held, Calibrator calibrator) {
        int[] every = IntStream.range(0, held.size()).toArray();
        return Confusion.bestThreshold(Ranking.of(every, held.raw(), held.calibrated(calibrator), held.outcome(),
                held.amount(), held.entity(), held.entities()));
    }
}
