package io.arrears.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.testing.RandomCompany;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The promises of point in time, on random companies: each builds the ABT once and looks at it from every side. */
class AbtPointInTimeTest {

    private static final List<String> NOTHING = List.of();

    @ParameterizedTest(name = "seed {0} as of {1}")
    @CsvSource({"1, 2024-09-30, 0", "2, 2024-12-15, 0", "3, 2025-03-31, 6"})
    void onlyWhatWasKnownCounts(long seed, LocalDate asOf, int lag) {
        AbtChecks checks = AbtChecks.of(RandomCompany.of(seed, 70), AbtBuild.at(asOf)
                .with("default_settlement_lag_days", lag).with("recovery_settlement_lag_days", lag), 40);
        assertTrue(checks.observations() > 50, "only " + checks.observations() + " observations, nothing is proved");
        assertEquals(NOTHING, first(checks.mutated()), "rows known after the day changed something");
        assertEquals(NOTHING, first(checks.truncated()), "the database of that day gives other rows than today's");
        assertEquals(NOTHING, first(checks.poisoned()), "a mutable column reached a feature or a label");
        assertEquals(NOTHING, first(checks.naive()), "windows differ from the loops of the oracle");
        LocalDate monthEnd = asOf.minusMonths(2).withDayOfMonth(1).minusDays(1);
        assertEquals(NOTHING, first(checks.scoredThen(monthEnd)), "training and serving differ");
    }

    @Tag("proof")
    @ParameterizedTest(name = "seed {0}")
    @CsvSource({"11", "12", "13", "14", "15", "16", "17", "18", "19", "20"})
    void onlyWhatWasKnownCountsOnTwelveDaysEach(long seed) {
        for (int month = 0; month < 12; month++) {
            LocalDate asOf = LocalDate.of(2024, 4, 30).plusMonths(month).minusDays(seed % 3);
            onlyWhatWasKnownCounts(seed, asOf, (int) (seed % 2) * 5);
        }
    }

    static List<String> first(List<String> wrong) {
        return wrong.stream().limit(12).toList();
    }
}
