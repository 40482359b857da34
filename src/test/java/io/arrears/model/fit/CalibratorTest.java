package io.arrears.model.fit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.config.Json;
import io.arrears.model.fit.Calibrator.Kind;
import io.arrears.model.judge.CalibratorChoice;
import io.arrears.model.judge.SomePredictions;
import io.arrears.model.metric.Bootstrap;
import io.arrears.testing.TestSpark;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.spark.ml.regression.IsotonicRegression;
import org.apache.spark.ml.regression.IsotonicRegressionModel;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CalibratorTest {

    private static final double[] SCORES =
            new SplittableRandom(11).doubles(4_000, 0.01, 0.99).toArray();

    private static double[] outcomes(java.util.function.DoubleUnaryOperator truth) {
        SplittableRandom random = new SplittableRandom(12);
        return Arrays.stream(SCORES)
                .map(score -> random.nextDouble() < truth.applyAsDouble(score) ? 1 : 0)
                .toArray();
    }

    private static CalibratorChoice choice(double[] outcomes) {
        return CalibratorChoice.of(
                SomePredictions.of(SCORES, outcomes, new double[SCORES.length]), new Bootstrap(1, 100));
    }

    @Test
    void aTrueScoreIsLeftAloneAndADistortedOneIsRepaired() {
        double[] distorted = outcomes(score -> score * score * score);
        CalibratorChoice choice = choice(distorted);
        assertTrue(choice.calibrator().kind() != Kind.NONE, "chose " + choice);
        assertEquals(0.216, choice.calibrator().probability(0.6), 0.03);
        assertTrue(choice.logLoss().get(Kind.NONE)
                > choice.logLoss().get(choice.calibrator().kind()));
    }

    @Test
    void stepsHaveToBeBetterThanTheLineBeyondChance() {
        assertEquals(Kind.PLATT, choice(outcomes(score -> score)).calibrator().kind());
        CalibratorChoice stepped = choice(outcomes(score -> score < 0.5 ? 0.05 : 0.6));
        assertEquals(Kind.ISOTONIC, stepped.calibrator().kind());
        assertEquals(stepped.logLoss().get(Kind.ISOTONIC), stepped.loss());
    }

    @Test
    void fewCasesOfTheRarerClassTakeALineWhateverStepsSay() {
        double[] rare = outcomes(score -> score < 0.5 ? 0.01 : 0.19);
        CalibratorChoice choice = choice(rare);
        assertTrue(Arrays.stream(rare).sum() < 1_000);
        assertTrue(choice.logLoss().get(Kind.ISOTONIC) < choice.logLoss().get(Kind.PLATT));
        assertEquals(Kind.PLATT, choice.calibrator().kind());
    }

    @Test
    void eachHalfIsJudgedByTheCalibratorOfTheOther() {
        double[] outcomes = outcomes(score -> score * score);
        CalibratorChoice choice = choice(outcomes);
        double loss = 0;
        int other = 0;
        for (int row = 0; row < SCORES.length; row++) {
            double p = choice.crossFitted()[row];
            loss -= Math.log(outcomes[row] > 0.5 ? p : 1 - p) / SCORES.length;
            other += p == choice.calibrator().probability(SCORES[row]) ? 0 : 1;
        }
        assertEquals(choice.loss(), loss, 1e-12);
        assertTrue(other > SCORES.length / 2, other + " rows differ from the calibrator of all rows");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aCalibratorReadBackFromItsTextIsTheSame(Kind kind) {
        Calibrator calibrator = Calibrator.fit(kind, SCORES, outcomes(score -> score * score));
        Calibrator read = Json.read(Json.text(calibrator), Calibrator.class, "test");
        for (double score : SCORES) {
            assertEquals(calibrator.probability(score), read.probability(score));
        }
    }

    @Test
    void isotonicEqualsTheLibrary() {
        double[] outcomes = outcomes(score -> score * score);
        List<Row> rows = IntStream.range(0, SCORES.length)
                .mapToObj(i -> RowFactory.create(SCORES[i], outcomes[i]))
                .toList();
        IsotonicRegressionModel library = new IsotonicRegression()
                .setFeaturesCol("score")
                .setLabelCol("label")
                .fit(TestSpark.session().createDataFrame(rows, StructType.fromDDL("score double, label double")));
        Isotonic ours = Isotonic.fit(SCORES, outcomes);
        double[] at = library.boundaries().toArray();
        for (int i = 0; i < at.length; i++) {
            assertEquals(library.predictions().apply(i), ours.at(at[i]), 1e-12);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void noKindReversesTwoScoresNotEvenOfAModelThatIsWrong(Kind kind) {
        Calibrator calibrator = Calibrator.fit(kind, SCORES, outcomes(score -> 1 - score));
        double[] ascending = IntStream.range(0, 1_000)
                .mapToDouble(i -> calibrator.probability(i / 1_000.0))
                .toArray();
        for (int i = 1; i < ascending.length; i++) {
            assertTrue(ascending[i] >= ascending[i - 1], kind + " falls at " + i);
        }
    }

    @Test
    void isotonicPoolsAdjacentViolators() {
        Isotonic fitted = Isotonic.fit(new double[] {0.1, 0.2, 0.3, 0.4, 0.5}, new double[] {0, 1, 0, 1, 1});
        assertArrayEquals(new double[] {0.1, 0.2, 0.3, 0.4, 0.5}, fitted.scores());
        assertArrayEquals(new double[] {0, 0.5, 0.5, 1, 1}, fitted.values());
        assertEquals(0.25, fitted.at(0.15), 1e-12);
        assertEquals(0, fitted.at(0.01));
        assertEquals(1, fitted.at(0.9));
    }

    @Test
    void tiedScoresShareOneValue() {
        Isotonic fitted = Isotonic.fit(new double[] {0.3, 0.3, 0.3, 0.7, 0.7}, new double[] {1, 0, 0, 1, 0});
        assertEquals(1.0 / 3, fitted.at(0.3), 1e-12);
        assertEquals(0.5, fitted.at(0.7), 1e-12);
    }

    @Test
    void noProbabilityIsCertain() {
        double[] scores = {0.1, 0.2, 0.8, 0.9};
        Calibrator calibrator = Calibrator.fit(Kind.ISOTONIC, scores, new double[] {0, 0, 1, 1});
        assertEquals(0.1, calibrator.probability(0.0), 1e-12);
        assertEquals(0.9, calibrator.probability(1.0), 1e-12);
    }
}
