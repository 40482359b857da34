package io.arrears.terms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.arrears.testing.TestSpark;
import java.math.BigDecimal;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The minor unit of a currency in Java and in SQL: what is rounded to it, what is as good as equal, how money is written. */
class CurrencyUnitTest {

    private static SparkSession session;

    @BeforeAll
    static void open() {
        session = TestSpark.session();
    }

    private static Object sql(String expression) {
        return session.sql("select " + expression + " from values (1)").head().get(0);
    }

    @ParameterizedTest
    @CsvSource({
        "EUR, 2, 0.01",
        "USD, 2, 0.01",
        "JPY, 0, 1",
        "KRW, 0, 1",
        "CLP, 0, 1",
        "KWD, 3, 0.001",
        "BHD, 3, 0.001",
        "TND, 3, 0.001",
        "CLF, 3, 0.001",
        "XXX, 3, 0.01",
        "QQQ, 2, 0.01",
        "eur, 3, 0.001",
        "EURO, 3, 0.001"
    })
    void aCurrencyHasTheDigitsOfTheStandardAndNeverMoreThanThree(String code, int digits, BigDecimal unit) {
        assertEquals(digits, CurrencyUnit.digits(code));
        assertEquals(0, unit.compareTo(CurrencyUnit.units(BigDecimal.ONE, code)));
        assertEquals(0, unit.compareTo((BigDecimal) sql("terms.minor_units(1, '" + code + "')")));
    }

    @ParameterizedTest
    @CsvSource({
        "1.005, EUR, 1.01",
        "-1.005, EUR, -1.01",
        "1.00499999, EUR, 1.00",
        "0.5, JPY, 1",
        "0.49999999, JPY, 0",
        "12.3455, KWD, 12.346",
        "-0.0005, KWD, -0.001",
        "999999999999.995, EUR, 1000000000000.00"
    })
    void moneyIsRoundedHalfAwayFromZeroToTheMinorUnit(BigDecimal amount, String code, BigDecimal rounded) {
        assertEquals(rounded, CurrencyUnit.rounded(amount, code));
        String arguments = "(" + amount + ", '" + code + "')";
        assertEquals(0, rounded.compareTo((BigDecimal) sql("terms.in_currency" + arguments)));
        assertEquals(0, rounded.compareTo((BigDecimal) sql("terms.published" + arguments)));
        assertEquals(rounded.toPlainString(), sql("terms.money_text" + arguments));
    }

    /** Rounded once, from all digits of the source: what is cut off behind the eighth digit leaves a trace. */
    @ParameterizedTest
    @CsvSource({
        "0.4999999999999, JPY, 0",
        "0.5000000000001, JPY, 1",
        "1.0049999999999, EUR, 1.00",
        "1.005, EUR, 1.01",
        "-1.0050000000001, EUR, -1.01",
        "-1.0049999999999, EUR, -1.00",
        "0.0000000000001, KWD, 0.000"
    })
    void aTextIsRoundedOnceFromAllItsDigits(String text, String code, BigDecimal rounded) {
        assertEquals(rounded, NumberText.money(text, code));
        assertEquals(0, rounded.compareTo((BigDecimal)
                sql("terms.in_currency(terms.as_money('" + text + "'), '" + code + "')")));
    }

    @Test
    void whatCannotBeHeldIsNoFigure() {
        assertNull(sql("terms.in_currency(1000000000000000, 'EUR')"));
        assertEquals(0, BigDecimal.TEN.pow(15).compareTo((BigDecimal) sql("terms.published(1000000000000000, 'EUR')")));
        assertNull(sql("terms.published(10000000000000000, 'EUR')"));
        assertNull(sql("terms.in_currency(cast(null as decimal(19, 4)), 'EUR')"));
        assertNull(sql("terms.money_text(cast(null as decimal(19, 4)), 'EUR')"));
    }

    @Test
    void xxxStatesNoCurrency() {
        assertNull(sql("terms.as_currency(' xxx ')"));
        assertNull(sql("terms.as_currency('')"));
        assertEquals("EUR", sql("terms.as_currency(' eur ')"));
        assertEquals("EURO", sql("terms.as_currency('Euro')"));
        assertEquals("XXX", sql("terms.unknown_currency()"));
    }
}
