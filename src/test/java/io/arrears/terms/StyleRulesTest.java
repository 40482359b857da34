package io.arrears.terms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StyleRulesTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "05/31/2024, MM/dd/yyyy",
                "31/05/2024, dd/MM/yyyy",
                "31-5-2024, dd/MM/yyyy",
                "' 5/31/2024 10:20', MM/dd/yyyy",
                "1/12/2024, either",
                "05-06-2024, either",
                "06/06/2024, same",
                "13/13/2024, none",
                "2024-05-31, none",
                "20240531, none",
                "31.05.2024, none",
                "05/31/24, none",
                "soon, none",
                "'', none"
            })
    void aDaySaysInWhichOrderItIsWritten(String text, String order) {
        assertEquals(order, DayOrder.of(text));
    }

    @ParameterizedTest
    @CsvSource({
        "05/06/2024, dd/MM/yyyy, 2024-06-05",
        "05/06/2024, MM/dd/yyyy, 2024-05-06",
        "5-6-2024 23:59, MM/dd/yyyy, 2024-05-06",
        "2024-05-06, MM/dd/yyyy, 2024-05-06",
        "31.05.2024, MM/dd/yyyy, 2024-05-31",
        "06/06/2024, dd/MM/yyyy, 2024-06-06",
    })
    void aSettledDayIsReadInItsOrder(String text, String order, LocalDate day) {
        assertEquals(day, DayText.day(DayOrder.yearFirst(text, order)));
    }

    @Test
    void aDayOfTheOtherOrderIsNoDay() {
        assertNull(DayText.day(DayOrder.yearFirst("05/31/2024", DayOrder.DAY_FIRST)));
        assertNull(DayOrder.of(null));
        assertNull(DayOrder.yearFirst(null, DayOrder.DAY_FIRST));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            delimiter = '|',
            value = {
                "1.234,56 | de",
                "1.234.567 | de",
                "12,5 | de",
                "0,125 | de",
                "1234,567 | de",
                "1 234,567 | de",
                "€ 12,50 | de",
                "1,234.56 | en",
                "1,234,567 | en",
                "12,34,567 | en",
                "12.5 | en",
                "0.125 | en",
                "1234.567 | en",
                "(12.30) | en",
                "1.234 | either",
                "1,234 | either",
                "-1.234 | either",
                "$1,234- | either",
                "1234 | none",
                "1 234 | none",
                "12.34.5 | none",
                "a.b | none",
                "'' | none"
            })
    void aNumberSaysWhichSignIsTheDecimalOne(String text, String style) {
        assertEquals(style, NumberStyle.of(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.234 | de | 1234",
                "1,234 | de | 1.234",
                "($1.234) | de | -1234",
                "1.234 | en | 1.234",
                "1,234 | en | 1234",
                "12.5 | de | 12.5",
                "1.234,56 | de | 1234.56",
                "250 | de | 250"
            })
    void aSettledNumberIsReadInItsStyle(String text, String style, BigDecimal number) {
        assertEquals(number.doubleValue(), NumberText.number(NumberStyle.settled(text, style)));
    }
}
