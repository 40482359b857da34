package io.arrears.model.store;

import io.arrears.lake.AsOf;
import io.arrears.model.data.Period;
import io.arrears.model.feature.FeatureEncoding;
import io.arrears.model.feature.FeatureSet;
import io.arrears.model.feature.NumericRule;
import io.arrears.model.fit.Calibrator;
import io.arrears.model.fit.FittedModel;
import io.arrears.model.fit.LinearClassifier;
import io.arrears.model.judge.AgeingRates;
import io.arrears.model.judge.MetricRow;
import io.arrears.model.judge.Verdict;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Cards and models written out by a test. */
public final class SomeCard {

    private SomeCard() {}

    public static ModelCard with(double slope, double ece, List<String> suspects) {
        return card("20251231-000000000001", "logistic_regression", slope, ece, suspects);
    }

    static ModelCard fitted(String version) {
        return card(version, "logistic_regression", 1, 0.01, List.of());
    }

    static ModelCard insufficient(String version) {
        return card(version, ModelCard.NO_MODEL, Double.NaN, Double.NaN, List.of());
    }

    private static ModelCard card(String version, String model, double slope, double ece, List<String> suspects) {
        String day = version.substring(0, 4) + "-" + version.substring(4, 6) + "-" + version.substring(6, 8);
        Verdict verdict = model.equals(ModelCard.NO_MODEL) ? Verdict.INSUFFICIENT_DATA : Verdict.OK;
        return new ModelCard(
                "default",
                version,
                AsOf.parse(day),
                model,
                verdict,
                "written by a test",
                "c",
                "d",
                "e",
                "4",
                1,
                Map.of(),
                new FeatureSet("", List.of("x"), List.of()),
                new ModelCard.Split(day, day, day, new EnumMap<>(Period.class)),
                null,
                null,
                0.5,
                new AgeingRates(0.5, new TreeMap<>(), 10),
                List.of(
                        MetricRow.of(model, "test", "all", "calibration_slope", slope, 10),
                        MetricRow.of(model, "test", "all", "ece", ece, 10)),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                suspects,
                null,
                null,
                null);
    }

    /** One feature, x; the score is logistic(x × slope). */
    static FittedModel model(double slope) {
        return new FittedModel(
                new FeatureSet("", List.of("x"), List.of()),
                new FeatureEncoding(List.of(new NumericRule("x", 0, false, -9, 9, false)), List.of(), true),
                new LinearClassifier(new double[] {slope}, 0, new double[] {0}),
                new Calibrator(Calibrator.Kind.NONE, null, null, 0.001));
    }

    static GoldenRows golden(FittedModel model) {
        double[] scores = model.scores(new double[] {2}, new String[0]);
        return new GoldenRows(List.of(new GoldenRows.Golden(List.of(2.0), List.of(), scores[0], scores[1])));
    }
}
