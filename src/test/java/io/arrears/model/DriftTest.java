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
import java.util.stream.IntStream;
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
        return new FeatureSample(numbers, texts, each(size), new int[size]);
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

    private static final FeatureSample NONE =
            new FeatureSample(new double[0][], new String[0][], new int[0], new int[0]);

    /** A customer a row. */
    private static int[] each(int size) {
        return IntStream.range(0, size).toArray();
    }

    private static List<DriftRow> warnings(int then, int now, int seed, double shift) {
        SplittableRandom random = new SplittableRandom(seed);
        DriftReference reference = DriftReference.of(
                FEATURES, rows(random, then, 0), scores(random, then), each(then), NONE, new double[0]);
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
        DriftReference reference = DriftReference.of(
                FEATURES, rows(random, 2000, 0), scores(random, 2000), each(2000), NONE, new double[0]);
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
        DriftReference reference = DriftReference.of(
                FEATURES, rows(random, 2000, 0), scores(random, 2000), each(2000), NONE, new double[0]);
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
        assertEquals(0.1, PopulationStability.limit(10, 100_000, 100_000, 0, 100_000, 0.01));
        assertTrue(PopulationStability.limit(10, 1_000, 50, 0, 50, 0.01) > 0.4);
    }

    /**
     * Customers with some rows each, which share most of what they are: nothing moves, and no more than one day in a hundred
     * may say so. As rows they would be many, as customers they are few.
     */
    @Test
    void rowsOfOneCustomerAreNoIndependentEvidence() {
        int alarms = 0;
        for (int day = 0; day < 300; day++) {
            SplittableRandom random = new SplittableRandom(day);
            FeatureSample train = ofCustomers(random, 150);
            FeatureSample now = ofCustomers(random, 60);
            DriftReference reference =
                    DriftReference.of(FEATURES, train, train.numbers(0), train.owner(), NONE, new double[0]);
            alarms += reference.compare(now, now.numbers(0)).stream()
                            .anyMatch(row -> row.status().equals(DriftRow.WARN))
                    ? 1
                    : 0;
        }
        assertTrue(alarms <= 6, alarms + " of 300 days");
    }

    /** Each customer has from 1 to 30 rows with the same numbers, but for the first, which differs a little. */
    private static FeatureSample ofCustomers(SplittableRandom random, int customers) {
        List<double[]> numbers = new ArrayList<>();
        List<String[]> texts = new ArrayList<>();
        List<Integer> owner = new ArrayList<>();
        for (int customer = 0; customer < customers; customer++) {
            double[] own = {random.nextDouble(), normal(random), random.nextInt(4), random.nextDouble(), 7};
            String[] kind = {"k" + random.nextInt(5)};
            int rows = 1 + (int) (30 * Math.pow(random.nextDouble(), 3));
            for (int row = 0; row < rows; row++) {
                double[] one = own.clone();
                one[0] += random.nextDouble() / 10;
                numbers.add(one);
                texts.add(kind);
                owner.add(customer);
            }
        }
        return new FeatureSample(
                numbers.toArray(double[][]::new),
                texts.toArray(String[][]::new),
                owner.stream().mapToInt(Integer::intValue).toArray(),
                new int[owner.size()]);
    }

    @Test
    void manyIndependentRowsOfAFewCustomersFindASmallShift() {
        SplittableRandom random = new SplittableRandom(3);
        int[] owner = IntStream.range(0, 4_000).map(row -> row % 40).toArray();
        FeatureSample train = new FeatureSample(
                rows(random, 4_000, 0).numbers(), rows(random, 4_000, 0).texts(), owner, owner);
        FeatureSample now = new FeatureSample(
                rows(random, 4_000, 0.8).numbers(), rows(random, 4_000, 0).texts(), owner, owner);
        assertEquals(
                List.of("skewed"),
                DriftReference.of(FEATURES, train, scores(random, 4_000), owner, NONE, new double[0])
                        .compare(now, scores(random, 4_000))
                        .stream()
                        .filter(row -> row.status().equals(DriftRow.WARN))
                        .map(DriftRow::subject)
                        .toList());
    }

    /**
     * A company whose histories grow: the first number is larger by a fiftieth of its spread each day, on the 25 days after
     * training and on the next. That is no news; a jump on top of it is.
     */
    @ParameterizedTest
    @CsvSource({"0.5, false", "1.5, true"})
    void whatGrowsByItselfIsNoDriftAJumpOnTopIs(double today, boolean warns) {
        SplittableRandom random = new SplittableRandom(8);
        FeatureSample train = grown(random, 2_000, 0);
        List<FeatureSample> days = new ArrayList<>();
        for (int day = 0; day < 25; day++) {
            days.add(on(day, grown(random, 400, day / 50.0)));
        }
        FeatureSample later = all(days);
        double[] raw = scores(random, 2_000);
        DriftReference blind = DriftReference.of(FEATURES, train, raw, each(2_000), NONE, new double[0]);
        DriftReference seeing =
                DriftReference.of(FEATURES, train, raw, each(2_000), later, scores(random, later.size()));
        FeatureSample now = on(25, grown(random, 1_000, today));
        double[] scored = scores(random, 1_000);
        assertEquals(List.of("even"), warned(blind.compare(now, scored)));
        assertEquals(warns ? List.of("even") : List.of(), warned(seeing.compare(now, scored)));
    }

    private static FeatureSample grown(SplittableRandom random, int size, double shift) {
        FeatureSample rows = rows(random, size, 0);
        Arrays.stream(rows.numbers()).forEach(row -> row[0] = normal(random) + shift);
        return rows;
    }

    private static FeatureSample on(int day, FeatureSample rows) {
        int[] days = new int[rows.size()];
        Arrays.fill(days, day);
        return new FeatureSample(rows.numbers(), rows.texts(), rows.owner(), days);
    }

    private static FeatureSample all(List<FeatureSample> samples) {
        return new FeatureSample(
                samples.stream().flatMap(each -> Arrays.stream(each.numbers())).toArray(double[][]::new),
                samples.stream().flatMap(each -> Arrays.stream(each.texts())).toArray(String[][]::new),
                samples.stream()
                        .flatMapToInt(each -> Arrays.stream(each.owner()))
                        .toArray(),
                samples.stream().flatMapToInt(each -> Arrays.stream(each.day())).toArray());
    }

    private static List<String> warned(List<DriftRow> rows) {
        return rows.stream()
                .filter(row -> row.status().equals(DriftRow.WARN))
                .map(DriftRow::subject)
                .toList();
    }

    @Test
    void outcomesBeyondChanceAndATenthAreAWarning() {
        assertEquals(
                DriftRow.OK, FollowUp.row("2025-06-30", 1_000, 50, 100, 90, 109).status());
        assertEquals(
                DriftRow.OK, FollowUp.row("2025-06-30", 1_000, 50, 100, 90, 120).status());
        assertEquals(
                DriftRow.WARN,
                FollowUp.row("2025-06-30", 1_000, 50, 100, 90, 130).status());
        assertEquals(
                DriftRow.WARN,
                FollowUp.row("2025-06-30", 100_000, 50, 10_000, 9_000, 11_200).status());
        assertEquals(
                DriftRow.TOO_FEW, FollowUp.row("2025-06-30", 100, 50, 4, 3, 9).status());
        assertEquals(
                DriftRow.TOO_FEW,
                FollowUp.row("2025-06-30", 1_000, 3, 100, 90, 300).status());
    }
}
