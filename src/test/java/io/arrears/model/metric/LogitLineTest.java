package io.arrears.model.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LogitLineTest {

    @Test
    void theLineOfAKnownDistortionIsFound() {
        SplittableRandom random = new SplittableRandom(3);
        double[] x = random.doubles(40_000, -3, 3).toArray();
        double[] outcome = Arrays.stream(x)
                .map(value -> random.nextDouble() < 1 / (1 + Math.exp(-(-0.5 + 0.7 * value))) ? 1 : 0)
                .toArray();
        double[] ones = IntStream.range(0, x.length).mapToDouble(i -> 1).toArray();
        LogitLine line = LogitLine.fit(x, outcome, ones);
        assertEquals(0.7, line.slope(), 0.03);
        assertEquals(-0.5, line.intercept(), 0.03);
    }

    @Test
    void atTheMaximumTheGradientIsZero() {
        double[] x = {-2, -1, 0, 1, 2, 0.5};
        double[] outcome = {0, 1, 0, 1, 1, 0};
        double[] weight = {1, 2, 1, 1, 1, 3};
        LogitLine line = LogitLine.fit(x, outcome, weight);
        double gradient = IntStream.range(0, x.length)
                .mapToDouble(i -> weight[i] * x[i] * (outcome[i] - line.at(x[i])))
                .sum();
        assertEquals(0, gradient, 1e-7);
    }

    @Test
    void constantAndSeparableInputsStayFinite() {
        double[] ones = {1, 1, 1, 1};
        LogitLine constant = LogitLine.fit(new double[4], new double[] {1, 0, 0, 0}, ones);
        assertEquals(0.25, constant.at(0), 1e-6);
        LogitLine separable = LogitLine.fit(new double[] {-1, -1, 1, 1}, new double[] {0, 0, 1, 1}, ones);
        assertTrue(Double.isFinite(separable.slope()), "slope " + separable.slope());
    }
}
