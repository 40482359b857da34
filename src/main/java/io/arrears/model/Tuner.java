package io.arrears.model;

import io.arrears.config.ArrearsException;
import io.arrears.config.ExitCode;
import io.arrears.config.Settings;
import io.arrears.model.data.ModelTask;
import io.arrears.model.data.Observations;
import io.arrears.model.data.Period;
import io.arrears.model.data.TemporalSplit;
import io.arrears.model.feature.FeatureEncoding;
import io.arrears.model.feature.FeatureSet;
import io.arrears.model.fit.Algorithms;
import io.arrears.model.fit.Classifier;
import io.arrears.model.fit.FeatureFitter;
import io.arrears.model.fit.FittedModel;
import io.arrears.model.fit.LogisticRegressionFit;
import io.arrears.model.fit.RandomForest;
import io.arrears.model.fit.TrainingRows;
import io.arrears.model.judge.CalibratorChoice;
import io.arrears.model.judge.Predictions;
import io.arrears.model.metric.Bootstrap;
import io.arrears.model.store.ModelStore;
import io.arrears.model.store.Tuning;
import io.arrears.pipeline.DayContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Searches the parameters of one task within a number of fits: two thirds of them try candidates on a quarter of the
 * rows, the others fit the best of these, the configured ones among them, on all rows. Log loss on calibration rows is
 * the score; the test period is never used. The same day and configuration give the same search.
 */
public final class Tuner {

    private static final int PART = 4;
    private static final int[] DEPTHS = {5, 6, 7, 8, 10, 12};
    private static final int[] LEAVES = {5, 10, 20, 50, 100};
    private static final double[] REGULARISATIONS = {0, 0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1};

    private final DayContext context;
    private final ModelTask task;
    private final Settings settings;
    private final Bootstrap bootstrap;

    /** @param context a published day whose run trained */
    public Tuner(DayContext context, ModelTask task) {
        this.context = context;
        this.task = task;
        this.settings = context.settings();
        this.bootstrap = new Bootstrap(task.seed(settings), settings.model().bootstrapSamples());
    }

    /**
     * Tunes over the published observations of the day and stores what was found.
     *
     * @throws ArrearsException when the day has no past observations, or too few
     */
    public Tuning tune() {
        Tuning tuning = search(context.read(task.table()));
        new ModelStore(context.lake()).saveTuning(task, tuning);
        return tuning;
    }

    Tuning search(Dataset<Row> abt) {
        FeatureSet features = task.features(settings);
        features.check(task.table().sqlName(), abt.schema());
        Dataset<Row> mature = TemporalSplit.withFirstDay(Observations.mature(task, features, abt))
                .persist(StorageLevel.MEMORY_AND_DISK());
        try {
            TemporalSplit split = TemporalSplit.of(context.asOf(), settings.split(), mature);
            Optional<String> shortage = split.shortage(settings.model());
            if (shortage.isPresent()) {
                throw new ArrearsException(
                        ExitCode.BAD_REQUEST,
                        task.taskName() + " cannot be tuned as of " + context.asOf() + ": " + shortage.get()
                                + "; past observations are kept by runs that train, run --train first");
            }
            return search(features, split, split.assign(mature));
        } finally {
            mature.unpersist();
        }
    }

    private Tuning search(FeatureSet features, TemporalSplit split, Dataset<Row> assigned) {
        long most = Math.min(settings.tune().maxRows(), settings.model().maxTrainRows());
        Dataset<Row> train = TrainingRows.of(assigned, split, Period.TRAIN, most);
        Classifier configured = Algorithms.first(task, settings);
        FeatureEncoding encoding = new FeatureFitter(features, train).fit(configured.linear(), configured.maxLevels());
        List<Predictions.Encoded> held = Predictions.collect(FittedModel.encode(
                features,
                encoding,
                TrainingRows.withSeen(
                        TrainingRows.of(
                                assigned,
                                split,
                                Period.CALIBRATE,
                                settings.tune().maxRows()),
                        train)));
        int tried = Math.max(1, settings.tune().fits() * 2 / 3);
        List<Classifier> candidates = candidates(configured);
        List<Tuning.Trial> trials = new ArrayList<>();
        Map<Classifier, Double> first = new LinkedHashMap<>();
        Dataset<Row> part = TrainingRows.of(assigned, split, Period.TRAIN, Math.max(1, size(split, most) / PART));
        long partRows = part.count();
        for (Classifier candidate : candidates.subList(0, Math.min(tried, candidates.size()))) {
            first.put(candidate, loss(SplitFit.fit(features, candidate, encoding, part), held));
            trials.add(new Tuning.Trial(candidate.parameters(), partRows, first.get(candidate)));
        }
        Map<Classifier, Double> last = new LinkedHashMap<>();
        long allRows = train.count();
        for (Classifier finalist : finalists(first, configured, settings.tune().fits() - first.size())) {
            last.put(finalist, loss(SplitFit.fit(features, finalist, encoding, train), held));
            trials.add(new Tuning.Trial(finalist.parameters(), allRows, last.get(finalist)));
        }
        return chosen(configured, last, trials);
    }

    private static long size(TemporalSplit split, long most) {
        return Math.min(most, split.counts().get(Period.TRAIN).observations());
    }

    /** The configured one first, then the others in an order drawn by the seed. */
    private List<Classifier> candidates(Classifier configured) {
        List<Classifier> others = new ArrayList<>();
        if (configured instanceof RandomForest forest) {
            for (int depth : DEPTHS) {
                for (int leaf : LEAVES) {
                    others.add(new RandomForest(forest.trees(), depth, forest.bins(), leaf, forest.seed()));
                }
            }
        } else if (configured instanceof LogisticRegressionFit line) {
            for (double regularisation : REGULARISATIONS) {
                others.add(new LogisticRegressionFit(regularisation, line.maxIterations()));
            }
        }
        others.remove(configured);
        Collections.shuffle(others, new Random(task.seed(settings)));
        others.add(0, configured);
        return others;
    }

    private static List<Classifier> finalists(Map<Classifier, Double> losses, Classifier configured, int most) {
        List<Classifier> best = new ArrayList<>(losses.keySet());
        best.remove(configured);
        best.sort(Comparator.comparing(losses::get));
        List<Classifier> finalists = new ArrayList<>(List.of(configured));
        finalists.addAll(best.subList(0, Math.max(0, Math.min(most - 1, best.size()))));
        return finalists;
    }

    /** After the best calibration, each half of the rows judged by the other's calibrator. */
    private double loss(Classifier.Fit fit, List<Predictions.Encoded> heldBack) {
        Predictions held = Predictions.of(heldBack, Period.CALIBRATE, fit.classifier());
        return CalibratorChoice.of(held, bootstrap).loss();
    }

    private Tuning chosen(Classifier configured, Map<Classifier, Double> losses, List<Tuning.Trial> trials) {
        Classifier best = Collections.min(losses.keySet(), Comparator.comparing(losses::get));
        Map<String, Object> changed = new TreeMap<>(best.parameters());
        changed.entrySet().removeAll(configured.parameters().entrySet());
        String section = task == ModelTask.DEFAULT ? "default." : "recovery.";
        String reason = changed.isEmpty()
                ? "the configured parameters, log loss %.5f on calibration rows".formatted(losses.get(best))
                : "%s, log loss %.5f on calibration rows; configured: %.5f"
                        .formatted(best.parameters(), losses.get(best), losses.get(configured));
        return new Tuning(
                task.taskName(),
                context.asOf(),
                task.seed(settings),
                trials,
                best.parameters(),
                reason,
                changed.entrySet().stream()
                        .map(each -> section + each.getKey() + " = " + each.getValue())
                        .toList());
    }
}
