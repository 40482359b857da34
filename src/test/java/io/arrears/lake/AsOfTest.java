package io.arrears.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AsOfTest {

    @Test
    void aCalendarDateIsTaken() {
        assertEquals("2024-02-29", AsOf.parse("2024-02-29").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"2025-02-29", "2025-13-01", "31.12.2025", "2025-1-1", "2025-12-31T00:00", "yesterday", ""})
    void anythingElseIsRefusedWithTheForm(String text) {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> AsOf.parse(text));
        assertTrue(
                refused.getMessage().contains("'" + text + "'")
                        && refused.getMessage().contains("YYYY-MM-DD"),
                refused.getMessage());
    }
}
