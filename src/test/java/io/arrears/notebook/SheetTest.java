package io.arrears.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.testing.TestSpark;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Date;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SheetTest {

    private static final Sheet SHEET = new Sheet(
            List.of("who", "owed_amount", "share", "n", "since", "late"),
            List.of(
                    Arrays.asList(
                            "<b>\n&", new BigDecimal("1234567.5000"), 0.25, 12345L, Date.valueOf("2025-12-31"), true),
                    Arrays.asList(null, new BigDecimal("-0.005"), -0.00001, null, null, false)),
            "2 rows");

    private static String shown;

    /** As the kernel's own. */
    public static String display(String type, Object content) {
        shown = type + " " + content;
        return "id";
    }

    @Test
    void textAlignsNumbersAsPeopleReadThem() {
        assertEquals("""
                who     owed_amount  share       n  since       late
                -----  ------------  -----  ------  ----------  ----
                <b> &  1,234,567.50   0.25  12,345  2025-12-31  yes
                –             -0.01      0       –  –           no
                2 rows
                """, SHEET.text());
    }

    @Test
    void nothingInAValueBecomesMarkup() throws Exception {
        Screen.inPage(SheetTest.class.getMethod("display", String.class, Object.class))
                .show(SHEET);
        assertTrue(shown.startsWith("text/html <table>"), shown);
        assertTrue(
                shown.contains("<td style=\"text-align: left\">&lt;b&gt; &amp;</td>"
                        + "<td style=\"text-align: right\">1,234,567.50</td>"),
                shown);
        assertTrue(shown.contains("<th style=\"text-align: right\">owed amount</th>"), shown);
    }

    @Test
    void withoutAKernelTheTextIsPrinted() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Screen.of(new PrintStream(bytes, true, StandardCharsets.UTF_8)).show(SHEET);
        assertEquals(SHEET.text(), bytes.toString(StandardCharsets.UTF_8));
    }

    @Test
    void aLongResultIsCutAndSaysSo() {
        Sheet sheet = Sheet.of(TestSpark.session().sql("select id from range(101)"));
        assertEquals(100, sheet.rows().size());
        assertEquals("the first 100 rows; there are more", sheet.note());
        assertEquals(
                "1 row", Sheet.of(TestSpark.session().sql("select 1 as one")).note());
    }

    @Test
    void aRowOfAnotherLengthIsRefused() {
        assertEquals(
                "a row has 1 values, the table has 2 columns [a, b]: [x]",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new Sheet(List.of("a", "b"), List.of(List.of("x")), ""))
                        .getMessage());
    }
}
