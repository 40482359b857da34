package io.arrears.model;

import io.arrears.model.data.FeatureSample;
import io.arrears.model.data.ModelTask;
import io.arrears.model.data.Observations;
import io.arrears.model.data.Period;
import io.arrears.model.data.TemporalSplit;
import io.arrears.model.feature.FeatureEncoding;
import io.arrears.model.feature.FeatureSet;
import io.arrears.model.fit.Calibrator;
import io.arrears.model.fit.Classifier;
import io.arrears.model.fit.FeatureFitter;
import io.arrears.model.fit.FittedModel;
import io.arrears.model.fit.TrainingRows;
import io.arrears.model.judge.AgeingRates;
import io.arrears.model.judge.CalibratorChoice;
import io.arrears.model.judge.Evaluation;
import io.arrears.model.judge.Evaluator;
import io.arrears.model.judge.Judged;
import io.arrears.model.judge.MetricRow;
import io.arrears.model.judge.Predictions;
import io.arrears.model.judge.Rules;
import io.arrears.model.metric.Confusion;
import io.arrears.model.metric.Ranking;
import io.arrears.model.store.DriftReference;
import io.arrears.pipeline.RunContext;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * A classifier fitted, calibrated and judged on the three periods of a split.
 *
 * @param fit what the algorithm left
 * @param held scored rows of the calibration period
 * @param test scored rows of the test period
 * @param rules chosen on the training period, with its rates
 * @param judged the model on calibration rows, by calibrators that did not see them: the verdict that decides
 * @param evaluation the model on test rows
 * @param train its rows
 * @param heldRows rows of the calibration period, not encoded
 * @param testRows rows of the test period, not encoded
 * @param reference what the training rows looked like
 */
record SplitFit(
        FittedModel model,
        Classifier.Fit fit,
        Predictions held,
        Predictions test,
        CalibratorChoice choice,
        Rules rules,
        Judged judged,
        List<MetricRow> heldMetrics,
        double threshold,
        Evaluation evaluation,
        Dataset<Row> train,
        Dataset<Row> heldRows,
        Dataset<Row> testRows,
        DriftReference reference) {

    /** Rows after the training period that show how far the company moves by itself. */
    private static final int LATER_ROWS = 20_000;

    /** How to fit: the same for a training and for each origin of a backtest. */
    record Plan(FeatureSet features, Classifier classifier, Evaluator evaluator, long mostTrain, long mostHeld) {

        static Plan of(RunContext context, ModelTask task, Classifier classifier, long mostTrain, long mostHeld) {
            return new Plan(
                    task.features(context.settings()),
                    classifier,
                    new Evaluator(task, classifier.modelName(), context.settings()),
                    mostTrain,
                    mostHeld);
        }
    }

    /**
     * @param assigned observations with their period
     * @param slice the name of the test period in the figures
     */
    static SplitFit of(Plan plan, TemporalSplit split, Dataset<Row> assigned, String slice) {
        FeatureSet features = plan.features();
        Dataset<Row> train = TrainingRows.of(assigned, split, Period.TRAIN, plan.mostTrain());
        Dataset<Row> heldRows = TrainingRows.of(assigned, split, Period.CALIBRATE, plan.mostHeld());
        Dataset<Row> testRows = TrainingRows.of(assigned, split, Period.TEST, plan.mostHeld());
        FeatureFitter fitter = new FeatureFitter(features, train);
        FeatureEncoding encoding =
                fitter.fit(plan.classifier().linear(), plan.classifier().maxLevels());
        Classifier.Fit fit = fit(features, plan.classifier(), encoding, train);
        List<Predictions.Encoded> rows = Predictions.collect(
                FittedModel.encode(features, encoding, TrainingRows.withSeen(heldRows.unionAll(testRows), train)));
        Predictions held = Predictions.of(rows, Period.CALIBRATE, fit.classifier());
        Predictions test = Predictions.of(rows, Period.TEST, fit.classifier());
        Evaluator evaluator = plan.evaluator();
        CalibratorChoice choice = CalibratorChoice.of(held, evaluator.bootstrap());
        Rules rules = evaluator.rules(
                Predictions.unscored(
                        TrainingRows.of(assigned, split, Period.TRAIN, Math.min(plan.mostTrain(), Rules.MOST_ROWS))),
                AgeingRates.of(train));
        double threshold = threshold(held, choice.calibrator());
        Judged judged = evaluator.judge(held, choice.crossFitted(), rules, threshold);
        Evaluation evaluation = evaluator.of(slice, test, test.calibrated(choice.calibrator()), rules, threshold);
        FittedModel model = new FittedModel(features, encoding, fit.classifier(), choice.calibrator());
        FeatureSample later = FeatureSample.of(features, heldRows.unionAll(testRows), LATER_ROWS);
        return new SplitFit(
                model,
                fit,
                held,
                test,
                choice,
                rules,
                judged,
                evaluator.metrics(Evaluation.CALIBRATION, judged, held, threshold),
                threshold,
                evaluation,
                train,
                heldRows,
                testRows,
                DriftReference.of(
                        features, fitter.sample(), held.raw(), held.customer(), later, model.rawScores(later)));
    }

    static Classifier.Fit fit(
            FeatureSet features, Classifier classifier, FeatureEncoding encoding, Dataset<Row> train) {
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
        return Confusion.bestThreshold(Ranking.of(
                held.everyRow(),
                held.raw(),
                held.calibrated(calibrator),
                held.outcome(),
                held.amount(),
                held.customer(),
                held.customers()));
    }
}
