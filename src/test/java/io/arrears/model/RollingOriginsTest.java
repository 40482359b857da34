package io.arrears.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.config.Settings;
import io.arrears.lake.AsOf;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RollingOriginsTest {

    private static final AsOf DAY = AsOf.parse("2025-12-31");
    private static final Settings.Split SHARES = new Settings.Split(0.2, 0.2);

    /** A hundred entities at each of so many month ends, the newest two months before the day. */
    private static TreeMap<LocalDate, Long> months(int months) {
        TreeMap<LocalDate, Long> entities = new TreeMap<>();
        for (int i = 0; i < months; i++) {
            entities.put(LocalDate.of(2025, 11, 1).minusMonths(i).minusDays(1), 100L);
        }
        return entities;
    }

    @Test
    void fourOriginsShareTheNewerHalfAndNoDayIsTestedTwice() {
        List<RollingOrigins.Origin> origins = RollingOrigins.of(months(32), DAY, 4, SHARES);
        assertEquals(
                List.of("2024-07-30", "2024-11-29", "2025-03-30", "2025-07-30"),
                origins.stream().map(origin -> origin.day().toString()).toList());
        for (int i = 0; i < 3; i++) {
            assertEquals(origins.get(i + 1).day(), origins.get(i).testTo());
            assertTrue(origins.get(i).calibrateFrom().isBefore(origins.get(i).testFrom()));
        }
        assertEquals(DAY.date(), origins.get(3).testTo());
    }

    @Test
    void shortHistoryGivesFewerOriginsAndNoneGivesNone() {
        assertEquals(2, RollingOrigins.of(months(4), DAY, 4, SHARES).size());
        assertEquals(List.of(), RollingOrigins.of(months(2), DAY, 4, SHARES));
        assertEquals(List.of(), RollingOrigins.of(new TreeMap<>(), DAY, 4, SHARES));
    }
}
