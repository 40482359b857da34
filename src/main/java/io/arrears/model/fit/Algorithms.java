package io.arrears.model.fit;

import io.arrears.config.Settings;
import io.arrears.model.data.ModelTask;
import java.util.List;

/** Which algorithms a task is fitted with, as the configuration says. */
public final class Algorithms {

    /** Boosted trees are small and many; each corrects the ones before a little. */
    private static final int BOOSTED_DEPTH = 4;

    private static final double BOOSTED_STEP = 0.1;

    private Algorithms() {}

    /** The algorithm that the task is always fitted with. */
    public static Classifier first(ModelTask task, Settings settings) {
        Settings.Default forest = settings.defaults();
        Settings.Recovery logistic = settings.recovery();
        return task == ModelTask.DEFAULT
                ? new RandomForest(forest.trees(), forest.depth(), forest.bins(), forest.minLeaf(), forest.seed())
                : new LogisticRegressionFit(logistic.regularisation(), logistic.maxIterations());
    }

    /** Challenger algorithms; empty where none is configured. */
    public static List<Classifier> challengers(ModelTask task, Settings settings) {
        Settings.Default forest = settings.defaults();
        Boosting boosting = new Boosting(
                forest.trees(), BOOSTED_DEPTH, forest.bins(), forest.minLeaf(), BOOSTED_STEP, forest.seed());
        return switch (task == ModelTask.DEFAULT ? forest.contender() : "none") {
            case "gradient_boosting" -> List.of(new GradientBoosting(boosting));
            case "xgboost" -> List.of(new XgBoost(boosting));
            default -> List.of();
        };
    }
}
