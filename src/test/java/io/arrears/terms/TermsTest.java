package io.arrears.terms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.testing.TestSpark;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each term at its edges, in Java and asked by SQL. */
class TermsTest {

    private static SparkSession session;

    @BeforeAll
    static void open() {
        session = TestSpark.session();
    }

    @Test
    void aMisspeltTermIsNamed() {
        AnalysisException wrong =
                assertThrows(AnalysisException.class, () -> session.sql("select terms.as_dey('x')"));
        assertTrue(wrong.getMessage().contains("`terms`.`as_dey`"), wrong.getMessage());
    }

    @Test
    void stagingReadsNothingAsNothing() {
        Row row = session.sql("select terms.as_day(text), terms.as_instant(text), terms.as_money(text), terms.as_quantity(text),"
                        + " terms.as_rate(text), terms.as_count(text), terms.as_flag(text), terms.as_text(text),"
                        + " terms.why_no_day(text), terms.why_no_money(text), terms.is_rounded(text, 2),"
                        + " terms.is_odd_number(text), terms.is_odd_day(text), terms.has_control(text)"
                        + " from values (cast(null as string)) as t (text)")
                .head();
        assertEquals(
                "[null,null,null,null,null,null,null,null,no_date,no_amount,false,false,false,false]", row.toString());
    }

    @Test
    void whatStagingReadsIsWhatJavaReads() {
        Row row = session.sql("select terms.as_day('31.01.2024'), terms.as_instant('2024-01-31 10:00:00.123456+02:00'),"
                        + " terms.as_money('1.234,565'), terms.as_quantity('0.12345'), terms.as_rate('1.5'),"
                        + " terms.as_count('3.0'), terms.as_flag('Yes'), terms.as_flag('perhaps'),"
                        + " terms.as_text(' a\\tb '), terms.as_text('NULL'), terms.why_no_day(''),"
                        + " terms.why_no_money('12'), terms.is_rounded('0.125', 2), terms.is_odd_number('1,5'),"
                        + " terms.is_odd_day('20240131'), terms.has_control('a\\tb')")
                .head();
        assertEquals(
                "[2024-01-31,2024-01-31 08:00:00.123456,1234.5700,0.1235,1.5000000000,3,true,null,a b,null,no_date,null,"
                        + "true,true,true,true]",
                row.toString());
    }
}
