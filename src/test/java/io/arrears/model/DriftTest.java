package io.arrears.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.model.data.FeatureSample;
import io.arrears.model.feature.FeatureSet;
import io.arrears.model.judge.DriftRow;
import io.arrears.model.metric.PopulationStability;
import io.arrears.model.store.DriftReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DriftTest {

    private static final FeatureSet FEATURES = new FeatureSet(
            "model.default-features",
            List.of("even", "skewed", "counted", "often_missing", "constant"),
            List.of("kind"));

    /** Rows in which nothing moves, but for what is added to the skewed number. */
    private static FeatureSample rows(SplittableRandom random, int size, double shift) {
        double[][] numbers = new double[size][];
        String[][] texts = new String[size][];
        for (int i = 0; i < size; i++) {
            numbers[i] = new double[] {
                random.nextDouble(),
                Math.exp(2 * normal(random)) + shift,
                random.nextInt(4),
                random.nextInt(3) == 0 ? normal(random) : Double.NaN,
                7
            };
            texts[i] = new String[] {random.nextInt(20) == 0 ? null : "k" + (int) Math.sqrt(random.nextInt(50))};
        }
        return new FeatureSample(numbers, texts, size);
    }

    private static double normal(SplittableRandom random) {
        double sum = -6;
        for (int i = 0; i < 12; i++) {
            sum += random.nextDouble();
        }
        return sum;
    }

    private static double[] scores(SplittableRandom random, int size) {
        double[] scores = new double[size];
        Arrays.setAll(scores, i -> random.nextDouble() * random.nextDouble());
        return scores;
    }

    private static List<DriftRow> warnings(int then, int now, int seed, double shift) {
        SplittableRandom random = new SplittableRandom(seed);
        DriftReference reference = DriftReference.of(FEATURES, rows(random, then, 0), scores(random, then), then);
        List<DriftRow> found = new ArrayList<>(reference.compare(rows(random, now, shift), scores(random, now)));
        found.removeIf(row -> !row.status().equals(DriftRow.WARN));
        return found;
    }

    @ParameterizedTest
    @CsvSource({"300, 40", "2000, 60", "2000, 250", "1500, 700"})
    void aThousandDaysWithoutAShiftRaiseAtMostOnePercentAlarms(int then, int now) {
        int alarms = 0;
        for (int day = 0; day < 1_000; day++) {
            alarms += warnings(then, now, day, 0).isEmpty() ? 0 : 1;
        }
        assertTrue(alarms <= 10, alarms + " of 1,000 days");
    }

    @ParameterizedTest
    @CsvSource({"2000, 250", "3000, 1500"})
    void aPlantedShiftIsFoundInItsFeatureAlone(int then, int now) {
        for (int seed = 0; seed < 50; seed++) {
            List<DriftRow> warnings = warnings(then, now, seed, 3);
            assertEquals(
                    List.of("skewed"), warnings.stream().map(DriftRow::subject).toList());
        }
    }

    @Test
    void aFeatureThatVanishesIsFound() {
        SplittableRandom random = new SplittableRandom(1);
        DriftReference reference = DriftReference.of(FEATURES, rows(random, 2000, 0), scores(random, 2000), 2000);
        FeatureSample now = rows(random, 500, 0);
        Arrays.stream(now.numbers()).forEach(row -> row[0] = Double.NaN);
        Arrays.stream(now.texts()).forEach(row -> row[0] = "never seen");
        assertEquals(
                List.of("even", "kind"),
                reference.compare(now, scores(random, 500)).stream()
                        .filter(row -> row.status().equals(DriftRow.WARN))
                        .map(DriftRow::subject)
                        .toList());
    }

    @Test
    void tooFewRowsGiveNoVerdict() {
        SplittableRandom random = new SplittableRandom(1);
        DriftReference reference = DriftReference.of(FEATURES, rows(random, 2000, 0), scores(random, 2000), 2000);
        for (int few : new int[] {0, 1, 29}) {
            assertTrue(reference.compare(rows(random, few, 0), scores(random, few)).stream()
                    .allMatch(row -> row.status().equals(DriftRow.TOO_FEW) && row.value() == null));
        }
    }

    @Test
    void theIndexIsTheSumOverTheBins() {
        double[] then = {99.5, 299.5};
        double[] now = {49.5, 49.5};
        assertEquals(
                (0.5 - 0.25) * Math.log(0.5 / 0.25) + (0.5 - 0.75) * Math.log(0.5 / 0.75),
                PopulationStability.index(then, now),
                1e-12);
        assertEquals(0.1, PopulationStability.limit(10, 100_000, 100_000, 0.01));
        assertTrue(PopulationStability.limit(10, 1_000, 50, 0.01) > 0.4);
    }

    @Test
    void outcomesBeyondChanceAndATenthAreAWarning() {
        assertEquals(
                DriftRow.OK, FollowUp.row("2025-06-30", 1_000, 100, 90, 109).status());
        assertEquals(
                DriftRow.OK, FollowUp.row("2025-06-30", 1_000, 100, 90, 120).status());
        assertEquals(
                DriftRow.WARN, FollowUp.row("2025-06-30", 1_000, 100, 90, 130).status());
        assertEquals(
                DriftRow.WARN,
                FollowUp.row("2025-06-30", 100_000, 10_000, 9_000, 11_200).status());
        assertEquals(DriftRow.TOO_FEW, FollowUp.row("2025-06-30", 100, 4, 3, 9).status());
    }
}
