package io.arrears.model.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GainsTest {

    private static final double[] OUTCOME = {1, 1, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};

    private static Gains gains(double[] score) {
        double[] amount = new double[20];
        Arrays.setAll(amount, row -> row + 1);
        return Gains.of(Ranking.of(
                IntStream.range(0, 20).toArray(),
                score,
                score,
                OUTCOME,
                amount,
                IntStream.range(0, 20).toArray(),
                20));
    }

    @Test
    void eachTenthHoldsWhatStandsAboveIt() {
        Gains gains = gains(IntStream.range(0, 20).mapToDouble(row -> -row).toArray());
        assertArrayEquals(new double[] {2, 4, 6, 8, 10, 12, 14, 16, 18, 20}, gains.rows());
        assertArrayEquals(new double[] {2, 3, 3, 3, 4, 4, 4, 4, 4, 4}, gains.events());
        assertArrayEquals(new double[] {3, 7, 7, 7, 16, 16, 16, 16, 16, 16}, gains.amount());
    }

    @Test
    void aScoreThatSaysNothingGivesTheDiagonal() {
        Gains gains = gains(new double[20]);
        for (int tenth = 0; tenth < Gains.TENTHS; tenth++) {
            assertEquals(0.4 * (tenth + 1), gains.events()[tenth], 1e-12);
        }
        assertEquals(16, gains.allAmount(), 1e-12);
    }

    @Test
    void fewerRowsThanTenthsAreCountedOnce() {
        double[] score = {0.9, 0.1};
        Gains gains = Gains.of(Ranking.of(
                new int[] {0, 1}, score, score, new double[] {1, 0}, new double[] {5, 5}, new int[] {0, 1}, 2));
        assertArrayEquals(new double[] {0, 0, 1, 1, 1, 1, 1, 2, 2, 2}, gains.rows());
        assertArrayEquals(new double[] {0, 0, 1, 1, 1, 1, 1, 1, 1, 1}, gains.events());
    }
}
