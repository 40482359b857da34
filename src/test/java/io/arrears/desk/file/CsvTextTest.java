package io.arrears.desk.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.desk.Refused;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvTextTest {

    /** Header, then rows as {@code line:[values]} or {@code line:problem}. */
    private static List<String> read(CsvText csv) {
        List<String> rows = new ArrayList<>(List.of(csv.header().toString()));
        while (csv.next()) {
            rows.add(csv.line() + ":" + (csv.problem() == null ? Arrays.toString(csv.cells()) : csv.problem()));
        }
        return rows;
    }

    private static CsvText csv(String text) {
        return new CsvText(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void everyUsualWayToSaveIsRead() {
        List<String> expected = List.of("[a, b]", "2:[1, x y]", "3:[null, é]");
        for (String written : List.of(
                "a,b\n1,x y\n,é\n", "\uFEFFa,b\r\n1,\"x y\"\r\n,é", "a;b\r1;x y\r;é\r", "a\tb\n1\tx y\n\té\n\n\n")) {
            assertEquals(expected, read(csv(written)), written);
        }
        assertEquals(List.of("[a, b]", "3:[1, 2]"), read(csv("sep=;\na;b\n1;2\n")));
        assertEquals(expected, read(new CsvText("a,b\n1,x y\n,é\n".getBytes(StandardCharsets.UTF_16))));
        CsvText windows = new CsvText("a,b\n1,x y\n,é\n".getBytes(Charset.forName("windows-1252")));
        assertEquals(expected, read(windows));
        assertTrue(windows.notes().get(0).contains("Windows-1252"));
    }

    @Test
    void quotesHoldSeparatorsQuotesAndLineBreaks() {
        assertEquals(
                List.of("[a, b]", "2:[x,y, he said \"no\"]", "3:[1\n2, z]", "5:[9, 8]"),
                read(csv("a,b\n\"x,y\",\"he said \"\"no\"\"\"\n\"1\n2\",z\n9,8\n")));
    }

    @Test
    void aBrokenRowIsOneRow() {
        assertEquals(
                List.of(
                        "[a, b]",
                        "2:the quote that opens value 1 is never closed",
                        "3:[3, 4]",
                        "4:1 value where the header has 2 columns",
                        "5:3 values where the header has 2 columns",
                        "6:[7, null]"),
                read(csv("a,b\n\"1,2\n3,4\n5\n5,6,7\n7,\n")));
        assertEquals(
                List.of("[a, b]", "2:after the closing quote of value 1 comes more text", "3:[3, 4]"),
                read(csv("a,b\n\"1\"x,2\n3,4\n")));
    }

    @Test
    void whatIsNoTextIsRefusedInWords() {
        assertTrue(assertThrows(Refused.class, () -> csv("PK\u0003\u0004"))
                .getMessage()
                .contains("workbook"));
        assertThrows(Refused.class, () -> csv(""));
        assertThrows(Refused.class, () -> csv("\n\n"));
        assertThrows(Refused.class, () -> csv("a,b\n1,\0\n"));
    }
}
