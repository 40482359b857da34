package io.arrears.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.model.judge.Predictions;
import io.arrears.model.judge.SomePredictions;
import io.arrears.model.metric.Bootstrap;
import io.arrears.model.store.ModelCard;
import io.arrears.model.store.SomeCard;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GateTest {

    private static final int ROWS = 2_000;
    private static final Bootstrap BOOTSTRAP = new Bootstrap(1, 100);

    /** Scores that follow the outcome as closely as told: 0 not at all, 1 fully. */
    private static double[] scores(double[] outcome, double weight, int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] scores = new double[ROWS];
        for (int i = 0; i < ROWS; i++) {
            scores[i] = weight * outcome[i] + (1 - weight) * random.nextDouble();
        }
        return scores;
    }

    private static double[] outcomes() {
        SplittableRandom random = new SplittableRandom(9);
        double[] outcomes = new double[ROWS];
        for (int i = 0; i < ROWS; i++) {
            outcomes[i] = random.nextInt(4) == 0 ? 1 : 0;
        }
        return outcomes;
    }

    private static Gate judge(ModelCard card, double weight, Optional<Double> champion) {
        return judge(card, weight, champion, true);
    }

    private static Gate judge(ModelCard card, double weight, Optional<Double> champion, boolean known) {
        double[] outcome = outcomes();
        Predictions rows = SomePredictions.of(scores(outcome, weight, 1), outcome, new double[ROWS]);
        return Gate.judge(card, rows, champion.map(other -> scores(outcome, other, 2)), known, BOOTSTRAP);
    }

    @Test
    void aChallengerThatIsWorseIsNotPromoted() {
        Gate gate = judge(SomeCard.with(1.0, 0.01, List.of()), 0.1, Optional.of(0.4));
        assertFalse(gate.promoted());
        assertTrue(gate.reason().startsWith("worse: PR-AUC minus the champion's is between -"), gate.reason());
    }

    @Test
    void aChallengerThatIsNotWorseIsPromoted() {
        assertTrue(judge(SomeCard.with(1.0, 0.01, List.of()), 0.3, Optional.of(0.3))
                .reason()
                .startsWith("not worse: "));
        assertTrue(judge(SomeCard.with(1.0, 0.01, List.of()), 0.4, Optional.of(0.1))
                .promoted());
    }

    @Test
    void anotherAlgorithmHasToBeBetter() {
        ModelCard card = SomeCard.with(1.0, 0.01, List.of());
        Gate equal = judge(card, 0.3, Optional.of(0.3), false);
        assertFalse(equal.promoted());
        assertTrue(equal.reason().startsWith("another algorithm, and no better: "), equal.reason());
        assertTrue(judge(card, 0.4, Optional.of(0.1), false).reason().startsWith("better: "));
    }

    @Test
    void calibrationThatDoesNotHoldStopsIt() {
        assertEquals(
                "calibration slope 1.300 is outside 0.8 to 1.2",
                judge(SomeCard.with(1.3, 0.01, List.of()), 0.4, Optional.of(0.1))
                        .reason());
        assertEquals(
                "calibration error 0.0600 is above 0.05",
                judge(SomeCard.with(1.0, 0.06, List.of()), 0.4, Optional.of(0.1))
                        .reason());
        assertFalse(judge(SomeCard.with(Double.NaN, 0.01, List.of()), 0.4, Optional.of(0.1))
                .promoted());
    }

    @Test
    void theFirstModelIsPromotedWithItsFaultInTheReason() {
        Gate gate = judge(SomeCard.with(1.3, 0.01, List.of()), 0.4, Optional.empty());
        assertTrue(gate.promoted());
        assertEquals("no champion that can score, though calibration slope 1.300 is outside 0.8 to 1.2", gate.reason());
    }

    @Test
    void aSuspectedLeakStopsEvenTheFirst() {
        Gate gate = judge(SomeCard.with(1.0, 0.01, List.of("too good to be true: x")), 0.4, Optional.empty());
        assertFalse(gate.promoted());
        assertEquals("too good to be true: x", gate.reason());
    }
}
