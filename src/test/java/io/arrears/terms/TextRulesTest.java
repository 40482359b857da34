package io.arrears.terms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextRulesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "12 | 12.00",
                "-3.5 | -3.50",
                "+7 | 7.00",
                ".5 | 0.50",
                "8. | 8.00",
                "8873.349999999999 | 8873.35",
                "12.344999 | 12.34",
                "0.005 | 0.01",
                "-0.005 | -0.01",
                "1e3 | 1000.00",
                "1.5E-1 | 0.15",
                "1,5 | 1.50",
                "1234,56 | 1234.56",
                "1.234,56 | 1234.56",
                "1,234.56 | 1234.56",
                "1,234 | 1234.00",
                "0,125 | 0.13",
                "1.234 | 1.23",
                "1.234.567 | 1234567.00",
                "12,34,567.89 | 1234567.89",
                "1 234,50 | 1234.50",
                "1'234.50 | 1234.50",
                "$12.30 | 12.30",
                "-$5 | -5.00",
                "$-5 | -5.00",
                "€ 1.234,50 | 1234.50",
                "12.30€ | 12.30",
                "(12.30) | -12.30",
                "($1,234.00) | -1234.00",
                "12.30- | -12.30",
                "1\u00A0234,50 | 1234.50",
                "0 | 0.00",
                "000012 | 12.00",
            })
    void amountsAreReadInEveryNotationWithOneMeaning(String text, BigDecimal cents) {
        BigDecimal read = NumberText.money(text, "EUR");
        assertEquals(cents, read, () -> text + " was read as " + read);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NaN",
                "nan",
                "Infinity",
                "-Infinity",
                "abc",
                "12 34",
                "1,2,3",
                "1.2.3",
                "--5",
                "-(5)",
                "12abc",
                "EUR 12",
                "0x10",
                "-",
                "1e400",
                "2024-01-01",
                "1 2.3",
                "1,23,4",
            })
    void whatIsNoNumberIsUnreadable(String text) {
        assertNull(NumberText.money(text));
        assertEquals("unreadable_amount", NumberText.whyNoMoney(text));
    }

    /** A numeric without a scale keeps every digit of a division. */
    @Test
    void everyDigitCountsInTheOneRounding() {
        assertEquals(
                new BigDecimal("3000.00"),
                NumberText.money("3000.00499999999999999999999999999999999999999999999", "EUR"));
        assertEquals(new BigDecimal("3000.01"), NumberText.money("3000.005" + "0".repeat(380), "EUR"));
        assertEquals(new BigDecimal("-0.01"), NumberText.money("-0.00" + "9".repeat(390), "EUR"));
        assertEquals("amount_out_of_range", NumberText.whyNoMoney("9".repeat(400)));
    }

    /** Nothing is compared character by character that no ledger means. */
    @Test
    void aTextWithoutEndIsUnreadableAtOnce() {
        for (String part : new String[] {"9", "1,", "1.", ".111", ",111", "(", "1 ", "$", "1'"}) {
            assertEquals("unreadable_amount", NumberText.whyNoMoney(part.repeat(200_000)), part);
        }
    }

    @Test
    void emptyHugeAndUsableAmountsAreToldApart() {
        assertEquals("no_amount", NumberText.whyNoMoney(null));
        assertEquals("no_amount", NumberText.whyNoMoney("  "));
        assertEquals("no_amount", NumberText.whyNoMoney("NULL"));
        assertEquals("amount_out_of_range", NumberText.whyNoMoney("123456789012345"));
        assertNull(NumberText.whyNoMoney("12345678901234.56"));
        assertEquals(new BigDecimal("0.0001234568"), NumberText.rate("0.00012345678"));
        assertEquals(new BigDecimal("0.1235"), NumberText.quantity("0.12345"));
        assertNull(NumberText.count("99999999999"));
    }

    @Test
    void roundingAndNotationAreNoticed() {
        assertTrue(NumberText.isRounded("8873.349999999999", 2));
        assertFalse(NumberText.isRounded("8873.3500", 2));
        assertFalse(NumberText.isRounded("abc", 2));
        assertTrue(NumberText.isOdd("1e3"));
        assertTrue(NumberText.isOdd("1,5"));
        assertFalse(NumberText.isOdd("-1.5"));
        assertFalse(NumberText.isOdd("abc"));
    }

    @ParameterizedTest
    @CsvSource({
        "2024-02-29",
        "2024-02-29 23:59:59",
        "2024-02-29T23:59:59-11:00",
        "2024-02-29 00:00:00+14",
        "20240229",
        "2024/02/29",
        "2024.02.29",
        "29.2.2024",
        "29.02.2024 10:00",
        "2024-2-29",
        "' 2024-02-29 '",
    })
    void theDayCountsAsWritten(String text) {
        assertEquals(LocalDate.of(2024, 2, 29), DayText.day(text));
    }

    @ParameterizedTest
    @CsvSource({
        "2024-02-30,unreadable_date",
        "2023-02-29,unreadable_date",
        "0000-00-00,unreadable_date",
        "2024-13-01,unreadable_date",
        "03/04/2024,unreadable_date",
        "2024,unreadable_date",
        "infinity,unreadable_date",
        "-infinity,unreadable_date",
        "yesterday,unreadable_date",
        "2024-01-01 later,unreadable_date",
        "0001-01-01,date_out_of_range",
        "1900-01-01,date_out_of_range",
        "9999-12-31,date_out_of_range",
        "20224-01-01,date_out_of_range",
        "0044-03-15 BC,unreadable_date",
        "'',no_date",
        "NULL,no_date",
        "'  ',no_date",
    })
    void whatIsNoDayHasAReason(String text, String reason) {
        assertNull(DayText.day(text));
        assertEquals(reason, DayText.whyNoDay(text));
    }

    @Test
    void anInstantIsInUtcAndADayIsItsMidnight() {
        assertEquals(Instant.parse("2024-03-01T10:20:30.250Z"), DayText.instant("2024-03-01 10:20:30.25+00"));
        assertEquals(Instant.parse("2024-03-01T04:50:00Z"), DayText.instant("2024-03-01T10:20+05:30"));
        assertEquals(Instant.parse("2024-03-01T00:00:00Z"), DayText.instant("2024-03-01"));
        assertEquals(Instant.parse("2024-03-01T00:00:00Z"), DayText.instant("2024-03-01 25:00:00"));
        assertNull(DayText.instant("never"));
    }

    @Test
    void textLosesBlanksControlsAndWordsForNothing() {
        assertEquals("A B", TextValue.clean(" A\tB\u0000\u200B "));
        assertEquals("Null", TextValue.clean("Null"));
        assertNull(TextValue.clean("\u00A0"));
        assertNull(TextValue.clean("\\N"));
        assertNull(TextValue.clean("NULL"));
        assertTrue(TextValue.hasControl("a\u0007"));
        assertFalse(TextValue.hasControl("Å b"));
    }

    @Test
    void flagsAreWordsForYesAndNo() {
        for (String yes : new String[] {"true", "T", "Yes", "1", " y "}) {
            assertEquals(Boolean.TRUE, TextValue.flag(yes), yes);
        }
        for (String no : new String[] {"false", "F", "no", "0"}) {
            assertEquals(Boolean.FALSE, TextValue.flag(no), no);
        }
        assertNull(TextValue.flag("maybe"));
        assertNull(TextValue.flag("paid"));
        assertNull(TextValue.flag(null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Completed",
                "settled",
                "CAPTURED",
                "posted",
                "cleared",
                "approved",
                "processed",
                "succeeded",
                "paid",
                "OK",
                "yes",
                "1",
                "1.0",
                "true",
                "paid_out",
                " success "
            })
    void theMoneyCame(String word) {
        assertTrue(PaymentWords.isSuccess(word));
        assertFalse(PaymentWords.isUnknown(word));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "failed",
                "Declined",
                "error",
                "rejected",
                "returned",
                "bounced",
                "reversed",
                "no",
                "0",
                "timed-out",
                "charged_back",
                "pending",
                "processing",
                "scheduled",
                "authorised",
                "Authorized",
                "IN_PROGRESS",
                "on hold",
                "requires_capture"
            })
    void theMoneyDidNotCome(String word) {
        assertFalse(PaymentWords.isSuccess(word));
        assertFalse(PaymentWords.isUnknown(word));
    }

    @Test
    void whatIsOnItsWayIsNoFailure() {
        for (String word : new String[] {"pending", "Processing", "in-progress", "authorised", "pending submission"}) {
            assertTrue(PaymentWords.isPending(word), word);
        }
        for (String word : new String[] {"failed", "bounced", "paid", "maybe", "", null}) {
            assertFalse(PaymentWords.isPending(word), word);
        }
    }

    @Test
    void aWordThatSaysNothingOfTheMoneyIsUnknownAndNoWordIsNot() {
        assertTrue(PaymentWords.isUnknown("maybe"));
        assertTrue(PaymentWords.isUnknown("completedd"));
        assertFalse(PaymentWords.isSuccess("maybe"));
        assertFalse(PaymentWords.isUnknown(null));
        assertFalse(PaymentWords.isUnknown(" "));
        assertFalse(PaymentWords.isUnknown("NULL"));
        assertFalse(PaymentWords.isSuccess((String) null));
    }
}
