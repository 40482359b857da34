package io.arrears.model.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MetricsTest {

    private static Ranking ranking(double[] probability, double[] outcome) {
        int[] rows = IntStream.range(0, outcome.length).toArray();
        return Ranking.of(rows, probability, probability, outcome, new double[outcome.length], rows, outcome.length);
    }

    @Test
    void fiveRowsGiveTheFiguresWorkedOutByHand() {
        Ranking rows = ranking(new double[] {0.9, 0.8, 0.6, 0.4, 0.2}, new double[] {1, 0, 1, 0, 0});
        Metrics metrics = Metrics.of(rows, 2, 0.5);
        assertEquals(5.0 / 6, metrics.rocAuc(), 1e-12);
        assertEquals((1 + 2.0 / 3) / 2, metrics.prAuc(), 1e-12);
        assertEquals((0.01 + 0.64 + 0.16 + 0.16 + 0.04) / 5, metrics.brier(), 1e-12);
        assertEquals(1 - 0.202 / 0.24, metrics.brierSkill(), 1e-12);
        assertEquals(
                -(Math.log(0.9) + Math.log(0.2) + Math.log(0.6) + Math.log(0.6) + Math.log(0.8)) / 5,
                metrics.logLoss(),
                1e-12);
        assertEquals(0.5, metrics.precisionAtK(), 1e-12);
        assertEquals(0.5 / 0.4, metrics.liftAtK(), 1e-12);
        assertEquals(new Confusion(2, 1, 2, 0), metrics.confusion());
        assertEquals(0.8, metrics.confusion().accuracy(), 1e-12);
        assertEquals(2.0 / 3, metrics.confusion().precision(), 1e-12);
    }

    @Test
    void rankingMetricsEqualTheDoubleLoopOnRandomDataWithTies() {
        SplittableRandom random = new SplittableRandom(7);
        for (int round = 0; round < 50; round++) {
            double[] score = random.doubles(60)
                    .map(value -> Math.round(value * 12) / 12.0)
                    .toArray();
            double[] outcome = random.ints(60, 0, 2).asDoubleStream().toArray();
            double[] weight = random.ints(60, 0, 4).asDoubleStream().toArray();
            Ranking rows = ranking(score, outcome);
            Metrics metrics = Metrics.of(rows, rows.logLosses(), weight, 10, 0.5);
            assertEquals(naiveAuc(rows, weight), metrics.rocAuc(), 1e-12);
            assertEquals(naivePrecision(rows, weight), metrics.prAuc(), 1e-12);
        }
    }

    private static double naiveAuc(Ranking rows, double[] weight) {
        double won = 0;
        double pairs = 0;
        for (int i = 0; i < rows.size(); i++) {
            for (int j = 0; j < rows.size(); j++) {
                if (rows.outcome()[i] > rows.outcome()[j]) {
                    double pair = weight[i] * weight[j];
                    pairs += pair;
                    won += pair * (1 + Double.compare(rows.score()[i], rows.score()[j])) / 2;
                }
            }
        }
        return won / pairs;
    }

    private static double naivePrecision(Ranking rows, double[] weight) {
        double sum = 0;
        double events = 0;
        for (int i = 0; i < rows.size(); i++) {
            double above = 0;
            double hits = 0;
            for (int j = 0; j < rows.size(); j++) {
                if (rows.score()[j] >= rows.score()[i]) {
                    above += weight[j];
                    hits += weight[j] * rows.outcome()[j];
                }
            }
            events += weight[i] * rows.outcome()[i];
            sum += weight[i] * rows.outcome()[i] == 0 ? 0 : weight[i] * hits / above;
        }
        return sum / events;
    }

    @Test
    void wholeWeightsEqualRepeatedRows() {
        double[] score = {0.9, 0.7, 0.7, 0.3};
        double[] outcome = {1, 0, 1, 0};
        Ranking once = ranking(score, outcome);
        Ranking repeated = ranking(new double[] {0.9, 0.9, 0.7, 0.7, 0.7, 0.3}, new double[] {1, 1, 0, 1, 1, 0});
        Metrics weighted = Metrics.of(once, once.logLosses(), new double[] {2, 1, 2, 1}, 3, 0.5);
        Metrics plain = Metrics.of(repeated, 3, 0.5);
        assertEquals(plain.rocAuc(), weighted.rocAuc(), 1e-12);
        assertEquals(plain.prAuc(), weighted.prAuc(), 1e-12);
        assertEquals(plain.logLoss(), weighted.logLoss(), 1e-12);
        assertEquals(plain.precisionAtK(), weighted.precisionAtK(), 1e-12);
        assertEquals(plain.confusion(), weighted.confusion());
    }

    @Test
    void calibrationErrorIsTheGapOfEqualCountBins() {
        double[] probability =
                IntStream.range(0, 100).mapToDouble(i -> i / 100.0).toArray();
        double[] outcome = new double[100];
        Arrays.fill(outcome, 90, 100, 1);
        double expected = (IntStream.range(0, 90).mapToDouble(i -> i / 100.0).sum()
                        + IntStream.range(90, 100)
                                .mapToDouble(i -> 1 - i / 100.0)
                                .sum())
                / 100;
        assertEquals(
                expected, Metrics.of(ranking(probability, outcome), 10, 0.5).ece(), 1e-12);
    }

    @Test
    void oneClassHasNoRankingMetric() {
        Metrics metrics = Metrics.of(ranking(new double[] {0.1, 0.2}, new double[] {0, 0}), 1, 0.5);
        assertTrue(Double.isNaN(metrics.rocAuc()));
        assertTrue(Double.isNaN(metrics.prAuc()));
        assertEquals(0, metrics.baseRate());
    }

    @Test
    void tiesAcrossKCountProRata() {
        Metrics metrics = Metrics.of(ranking(new double[] {0.5, 0.5, 0.5, 0.5}, new double[] {1, 1, 0, 0}), 1, 0.5);
        assertEquals(0.5, metrics.precisionAtK(), 1e-12);
        assertEquals(1, metrics.liftAtK(), 1e-12);
    }

    @Test
    void theThresholdMaximisesF1() {
        Ranking rows = ranking(new double[] {0.9, 0.8, 0.6, 0.4, 0.2}, new double[] {1, 0, 1, 0, 0});
        assertEquals(0.6, Confusion.bestThreshold(rows), 1e-12);
    }
}
