package io.arrears.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.model.RetryTiming.Cell;
import io.arrears.model.RetryTiming.Effect;
import io.arrears.model.RetryTiming.Part;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is known of the days of retries: a planted effect is found, chance is not taken for one. */
class RetryTimingTest {

    private static final RetryTiming TIMING = new RetryTiming(50);

    private static Cell cell(String wait, String weekday, String monthPart, long attempts, long successes) {
        return new Cell(
                "funds",
                new EnumMap<>(Map.of(Part.DAYS_SINCE_FAILURE, wait, Part.WEEKDAY, weekday, Part.MONTH_PART, monthPart)),
                attempts,
                successes);
    }

    private static Effect effect(List<Effect> effects, String part, String value) {
        return effects.stream()
                .filter(each -> each.part().equals(part) && each.value().equals(value))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theFactorIsDrawnTowardsOneByPseudoAttempts() {
        List<Effect> effects = TIMING.of(List.of(cell("1", "Mon", "1-5", 100, 60), cell("1", "Mon", "6-10", 300, 60)));
        // 120 of 400: a rate of 0.3; 60 where 30 are expected, with 50 x 0.3 more on both sides.
        assertEquals(75.0 / 45, effect(effects, "month_part", "1-5").factor(), 1e-12);
        assertEquals(75.0 / 105, effect(effects, "month_part", "6-10").factor(), 1e-12);
        assertEquals(1, effect(effects, "weekday", "Mon").factor());
        assertEquals(new Effect("funds", "reason", "All", 400, 120, 120, 1, true), effect(effects, "reason", "All"));
    }

    @Test
    void threeAttemptsThatAllSucceedWinNothing() {
        List<Effect> effects = TIMING.of(List.of(
                cell("1", "Mon", "1-5", 3, 3), cell("1", "Mon", "6-10", 200, 60), cell("1", "Mon", "11-15", 200, 60)));
        assertEquals(1, effect(effects, "month_part", "1-5").factor());
    }

    /** Retries after a day are all made on days 1 to 5 of a month: one effect, and it is not told twice. */
    @Test
    void anEffectThatTwoPartsShowIsToldOnce() {
        List<Effect> effects =
                TIMING.of(List.of(cell("1", "Mon", "1-5", 400, 240), cell("4-7", "Mon", "6-10", 400, 80)));
        assertTrue(effect(effects, "days_since_failure", "1").isUsed());
        assertEquals(1, effect(effects, "month_part", "1-5").factor());
        assertEquals(false, effect(effects, "month_part", "1-5").isUsed());
    }

    @Test
    void aReasonThatNeverOrAlwaysSucceedsHasNoBestDay() {
        for (long successes : List.of(0L, 500L)) {
            assertTrue(
                    TIMING
                            .of(List.of(
                                    cell("1", "Mon", "1-5", 500, successes),
                                    cell("2-3", "Tue", "6-10", 500, successes)))
                            .stream()
                            .allMatch(effect -> effect.factor() == 1));
        }
    }

    @Test
    void theLimitIsThatOfTheTables() {
        assertEquals(6.635, RetryTiming.limit(1), 0.1);
        assertEquals(15.086, RetryTiming.limit(5), 0.1);
        assertEquals(16.812, RetryTiming.limit(6), 0.1);
    }

    /** 3,000 retries over all waits, weekdays and parts of the month; on days 26 to 31 twice as many succeed. */
    private static List<Effect> seed(int seed, double payDay) {
        Random random = new Random(seed);
        Map<String, long[]> sums = new TreeMap<>();
        for (int i = 0; i < 3000; i++) {
            int part = random.nextInt(6);
            String key = random.nextInt(6) + " " + random.nextInt(7) + " " + part;
            long[] sum = sums.computeIfAbsent(key, any -> new long[2]);
            sum[0]++;
            sum[1] += random.nextDouble() < 0.25 * (part == 5 ? payDay : 1) ? 1 : 0;
        }
        List<Cell> cells = new ArrayList<>();
        sums.forEach((key, sum) -> {
            String[] days = key.split(" ");
            cells.add(cell(days[0], days[1], days[2], sum[0], sum[1]));
        });
        return TIMING.of(cells);
    }

    @Test
    void aPlantedPayDayIsFoundByAlmostEverySeed() {
        int found = 0;
        for (int seed = 0; seed < 200; seed++) {
            Effect last = effect(seed(seed, 2), "month_part", "5");
            double rate = effect(seed(seed, 2), "reason", "All").successes() / 3000.0;
            found += last.isUsed() && Math.abs(rate * last.factor() - 0.5) < 0.08 ? 1 : 0;
        }
        assertTrue(found >= 190, found + " of 200");
    }

    @Test
    void withoutAPayDayTheGainIsAboutNothing() {
        double gain = 0;
        int gains = 0;
        for (int seed = 0; seed < 200; seed++) {
            double best = 1;
            for (String part : List.of("days_since_failure", "weekday", "month_part")) {
                best *= seed(seed, 1).stream()
                        .filter(effect -> effect.part().equals(part))
                        .mapToDouble(Effect::factor)
                        .max()
                        .orElseThrow();
            }
            gain += (best - 1) / 200;
            gains += best > 1 ? 1 : 0;
        }
        assertTrue(gain < 0.01, "mean gain " + gain);
        assertTrue(gains <= 16, gains + " of 200 seeds see an effect; 3 parts at 1 % are 6");
    }
}
