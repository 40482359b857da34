package io.arrears.notebook;

import io.arrears.explain.Reasons;
import io.arrears.explain.ReasonsExplainer;
import io.arrears.model.ScoringModel;
import io.arrears.model.fit.FittedModel;
import io.arrears.model.store.ModelCard;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The model that scored a task on the day, read from its JSON file; it scores and explains single rows without Spark. A
 * row is a map from feature to value; a feature that is left out or null is unknown to the model.
 */
public final class StoredModel {

    /**
     * What a feature adds to the raw score of a row, compared with an average row.
     *
     * @param value as the model saw it; null: unknown
     */
    public record Contribution(String feature, Object value, double adds) {}

    private final ScoringModel scoring;
    private final FittedModel model;
    private final Reasons reasons;

    /** @throws IllegalStateException when base rates scored the task, because no model could be fitted */
    StoredModel(ScoringModel scoring) {
        this.scoring = scoring;
        this.model = scoring.model()
                .orElseThrow(() -> new IllegalStateException("no model scored "
                        + scoring.task().taskName() + ": " + scoring.latest().verdict() + ", "
                        + scoring.latest().reason()
                        + "; take a lake with more history"));
        this.reasons = ReasonsExplainer.reasons(scoring.card(), model);
    }

    /** Version, training day, verdict, parameters, metrics. */
    public ModelCard card() {
        return scoring.card();
    }

    ScoringModel scoring() {
        return scoring;
    }

    /** The features, numbers first. */
    public List<String> features() {
        return model.features().all();
    }

    /** The calibrated probability, 0 to 1: of default, or of recovery within the horizon. */
    public double probability(Map<String, ?> row) {
        return model.scores(numbers(row), texts(row))[1];
    }

    /** The classifier's share for the event before calibration, 0 to 1; not a probability yet. */
    public double rawScore(Map<String, ?> row) {
        return model.scores(numbers(row), texts(row))[0];
    }

    /** The three weightiest reasons in words, as the marts publish them. */
    public List<String> why(Map<String, ?> row) {
        List<String> said = new ArrayList<>();
        for (String reason : reasons.of(numbers(row), texts(row))) {
            if (reason != null) {
                said.add(reason);
            }
        }
        return said;
    }

    /** What each feature adds to the raw score, the weightiest first; exact. */
    public List<Contribution> contributions(Map<String, ?> row) {
        double[] adds = reasons.byFeature(numbers(row), texts(row));
        List<Contribution> all = new ArrayList<>();
        for (int i = 0; i < adds.length; i++) {
            all.add(new Contribution(features().get(i), row.get(features().get(i)), adds[i]));
        }
        all.sort(Comparator.comparingDouble((Contribution each) -> Math.abs(each.adds()))
                .reversed());
        return all;
    }

    private double[] numbers(Map<String, ?> row) {
        refuseStrangers(row.keySet());
        return model.features().numeric().stream()
                .mapToDouble(name -> number(name, row.get(name)))
                .toArray();
    }

    private static double number(String feature, Object value) {
        if (value == null) {
            return Double.NaN;
        }
        if (value instanceof Boolean yes) {
            return yes ? 1 : 0;
        }
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        throw new IllegalArgumentException(feature + " = '" + value + "': expected a number");
    }

    private String[] texts(Map<String, ?> row) {
        return model.features().categorical().stream()
                .map(row::get)
                .map(value -> value == null ? null : value.toString())
                .toArray(String[]::new);
    }

    private void refuseStrangers(Set<String> names) {
        Set<String> strangers = new TreeSet<>(names);
        features().forEach(strangers::remove);
        if (!strangers.isEmpty()) {
            throw new IllegalArgumentException("the model has no feature " + strangers + "; it has " + features());
        }
    }
}
