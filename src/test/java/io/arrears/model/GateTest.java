package io.arrears.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.model.judge.Judged;
import io.arrears.model.judge.Made;
import io.arrears.model.judge.Verdict;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GateTest {

    private static final Made ROWS = Made.rows(3_000, 1);

    private static Gate gate(Judged challenger, Judged champion, boolean sameAlgorithm) {
        return Gate.judge(List.of(), challenger, Optional.ofNullable(champion), sameAlgorithm);
    }

    @Test
    void aChallengerWithALargerLossIsNotPromoted() {
        Gate gate = gate(ROWS.knowing(0.5), ROWS.knowing(1.0), true);
        assertFalse(gate.promoted());
        assertEquals(Verdict.OK, gate.verdict());
        assertTrue(gate.reason().startsWith("worse: log loss minus the champion's is between 0."), gate.reason());
    }

    @Test
    void aChallengerThatIsNotWorseIsPromoted() {
        assertTrue(gate(ROWS.knowing(1.0), ROWS.knowing(1.0), true).reason().startsWith("not worse: "));
        assertTrue(gate(ROWS.knowing(1.0), ROWS.knowing(0.5), true).promoted());
    }

    @Test
    void anotherAlgorithmHasToBeBetter() {
        Gate equal = gate(ROWS.knowing(1.0), ROWS.knowing(1.0), false);
        assertFalse(equal.promoted());
        assertTrue(equal.reason().startsWith("another algorithm, and no better: "), equal.reason());
        assertTrue(gate(ROWS.knowing(1.0), ROWS.knowing(0.5), false).reason().startsWith("better: log loss "));
    }

    @Test
    void championAndChallengerAreJudgedByTheSameLimits() {
        Gate squeezed = gate(ROWS.squeezed(), ROWS.knowing(0.5), true);
        assertFalse(squeezed.promoted());
        assertTrue(
                squeezed.reason()
                        .startsWith("worse by verdict: the champion is OK on the same calibration rows, the "
                                + "challenger ORDER_ONLY, "),
                squeezed.reason());
        Gate repaired = gate(ROWS.knowing(0.5), ROWS.squeezed(), false);
        assertTrue(repaired.promoted());
        assertEquals(Verdict.OK, repaired.verdict());
        assertTrue(repaired.reason().startsWith("better by verdict: the champion is ORDER_ONLY"), repaired.reason());
    }

    /** A champion that no longer holds on the newest rows loses its probabilities, though nothing replaces it. */
    @Test
    void aChampionThatStaysHasTheVerdictOfTheNewestRows() {
        Gate gate = gate(ROWS.reversed(), ROWS.squeezed(), true);
        assertFalse(gate.promoted());
        assertEquals(Verdict.ORDER_ONLY, gate.verdict());
    }

    @Test
    void modelsThatOnlyOrderAreComparedByTheirOrder() {
        assertTrue(gate(ROWS.squeezed(), ROWS.squeezed(), true)
                .reason()
                .startsWith("not worse: ROC-AUC minus the champion's is between 0.0000 and 0.0000"));
    }

    @Test
    void theFirstModelIsPromotedWithItsVerdict() {
        Gate first = gate(ROWS.reversed(), null, true);
        assertTrue(first.promoted());
        assertEquals(Verdict.NO_SIGNAL, first.verdict());
        assertTrue(
                first.reason().startsWith("no champion that can score; NO_SIGNAL: its order is reversed: "),
                first.reason());
    }

    @Test
    void aSuspectedLeakStopsEvenTheFirst() {
        Gate gate = Gate.judge(List.of("too good to be true: x"), ROWS.knowing(1.0), Optional.empty(), true);
        assertFalse(gate.promoted());
        assertEquals("too good to be true: x", gate.reason());
    }
}
