package io.arrears.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.testing.StagedRows;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The promises of point in time, on random companies: each builds the ABT once and looks at it from every side. */
class AbtPointInTimeTest {

    private static final List<String> NOTHING = List.of();

    private static final Map<String, StagedRows> SIX = AbtChecks.random(120, 6);
    private static final AbtBuild ON_A_SUNDAY = AbtBuild.at(LocalDate.of(2024, 12, 15));
    /** What company six looks like when both tasks observe at month ends, and when invoices are observed at their issue. */
    private static AbtSnapshot monthEnds;

    private static AbtSnapshot atIssue;

    @BeforeAll
    static void buildsWhatTestsShare() {
        monthEnds = six("default_observe", "month_ends");
        atIssue = six("default_observe", "at_issue");
    }

    @ParameterizedTest(name = "as of {0}")
    @CsvSource({"2024-09-30, 0", "2024-12-15, 0", "2025-03-31, 6"})
    void onlyWhatWasKnownCounts(LocalDate asOf, int lag) {
        holds(AbtChecks.random(70, 1, 2, 3), asOf, lag);
    }

    /** Ten companies on twelve days; 1,200 rows of the companies' futures change on each. */
    @Tag("proof")
    @ParameterizedTest(name = "month {0}")
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})
    void onlyWhatWasKnownCountsOnTwelveDays(int month) {
        holds(
                AbtChecks.random(70, LongStream.rangeClosed(11, 20).toArray()),
                LocalDate.of(2024, 4, 30).plusMonths(month).minusDays(month % 3),
                month % 2 * 5);
    }

    private static void holds(Map<String, StagedRows> companies, LocalDate asOf, int lag) {
        AbtChecks checks = AbtChecks.of(
                companies,
                AbtBuild.at(asOf).with("default_settlement_lag_days", lag).with("recovery_settlement_lag_days", lag),
                40);
        assertTrue(checks.observations() > 20, "only " + checks.observations() + " observations, nothing is proved");
        assertEquals(NOTHING, first(checks.mutated()), "rows known after the day changed something");
        assertEquals(NOTHING, first(checks.truncated()), "the database of that day gives other rows than today's");
        assertEquals(NOTHING, first(checks.poisoned()), "a mutable column reached a feature or a label");
        assertEquals(NOTHING, first(checks.naive()), "windows differ from the loops of the oracle");
        LocalDate monthEnd = asOf.minusMonths(2).withDayOfMonth(1).minusDays(1);
        assertEquals(NOTHING, first(checks.scoredThen(monthEnd)), "training and serving differ");
    }

    @Tag("proof")
    @ParameterizedTest(name = "seeds from {0}")
    @ValueSource(longs = {100, 120, 140, 160, 180})
    void windowsAreTheLoopsOfTheOracleOnAHundredCompanies(long seed) {
        AbtBuild build = AbtBuild.at(LocalDate.of(2024, 8, 31).plusDays(seed)).with("history_months", 9);
        AbtChecks checks = AbtChecks.unchanged(
                AbtChecks.random(120, LongStream.range(seed, seed + 20).toArray()), build);
        assertTrue(checks.observations() > 50, "only " + checks.observations() + " observations, nothing is proved");
        assertEquals(NOTHING, first(checks.naive()));
    }

    /** What is seen on one observation day is added up; on which days the other task observes changes none of it. */
    @ParameterizedTest(name = "the other task observes {0}")
    @ValueSource(strings = {"week_ends", "at_issue"})
    void noFeatureDependsOnTheDaysOfTheOtherTask(String others) {
        AbtSnapshot claimsElsewhere = six("recovery_observe", others);
        AbtSnapshot invoicesElsewhere = others.equals("at_issue") ? atIssue : six("default_observe", others);
        assertEquals(invoices(monthEnds), invoices(claimsElsewhere));
        assertEquals(
                AbtChecks.built(monthEnds.claims(), "seed6"), AbtChecks.built(invoicesElsewhere.claims(), "seed6"));
    }

    @Test
    void whatAWeekEndSawIsWhatARunOnThatDayScored() {
        AbtBuild build = ON_A_SUNDAY.with("default_observe", "week_ends").with("recovery_observe", "week_ends");
        AbtChecks checks = AbtChecks.unchanged(SIX, build);
        assertEquals(NOTHING, first(checks.scoredThen(LocalDate.of(2024, 10, 13))));
    }

    @Test
    void whatTheDayOfIssueSawIsWhatARunOnThatDayScored() {
        List<Map<String, Object>> withHistory = invoices(atIssue).values().stream()
                .filter(row -> row.get("days_since_issue").equals(0) && row.containsKey("days_since_last_payment"))
                .toList();
        for (int place : List.of(withHistory.size() / 2, withHistory.size() * 3 / 4)) {
            Map<String, Object> issued = withHistory.get(place);
            LocalDate day = (LocalDate) issued.get("observation_date");
            AbtBuild then = AbtBuild.at(day).with("is_training", false);
            Map<String, Object> scored =
                    invoices(AbtChecks.unchanged(SIX, then).snapshot()).get(day + " " + issued.get("entity_id"));
            assertEquals(AbtChecks.withoutLabel(issued), AbtChecks.withoutLabel(scored));
        }
    }

    private static AbtSnapshot six(String parameter, String value) {
        return AbtChecks.unchanged(SIX, ON_A_SUNDAY.with(parameter, value)).snapshot();
    }

    private static Map<String, Map<String, Object>> invoices(AbtSnapshot snapshot) {
        return AbtChecks.built(snapshot.invoices(), "seed6");
    }

    static List<String> first(List<String> wrong) {
        return wrong.stream().limit(12).toList();
    }
}
