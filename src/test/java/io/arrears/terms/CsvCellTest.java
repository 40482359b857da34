package io.arrears.terms;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvCellTest {

    /** A text, and the cell it becomes. */
    private static final List<List<String>> CELLS = List.of(
            List.of("=1+1", "'=1+1"),
            List.of("+1+1", "'+1+1"),
            List.of("-1+2", "'-1+2"),
            List.of("@SUM(A1)", "'@SUM(A1)"),
            List.of("|calc", "'|calc"),
            List.of("\t=1", "\"'\t=1\""),
            List.of("\tplain", "\"'\tplain\""),
            List.of("\r1", "\"'\r1\""),
            List.of("\n1", "\"'\n1\""),
            List.of(" =1+1", "' =1+1"),
            List.of("  \t@x", "\"'  \t@x\""),
            List.of("\u00A0=1", "'\u00A0=1"),
            List.of("\u200B=1", "'\u200B=1"),
            List.of("\uFEFF-a", "'\uFEFF-a"),
            List.of("\u0000=1", "'\u0000=1"),
            List.of("\uFF1D1+1", "'\uFF1D1+1"),
            List.of("\uFF0B1", "'\uFF0B1"),
            List.of("\uFF0D1", "'\uFF0D1"),
            List.of("\uFF20x", "'\uFF20x"),
            List.of("=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\""),
            List.of("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
            List.of("-", "'-"),
            List.of("+", "'+"),
            List.of("--1", "'--1"),
            List.of("-1-", "'-1-"),
            List.of(" -12.50", "' -12.50"),
            List.of("+49 151 234", "'+49 151 234"),
            List.of("-12.50", "-12.50"),
            List.of("+4", "+4"),
            List.of("-.5", "-.5"),
            List.of("-1E-5", "-1E-5"),
            List.of("-1,234.50", "\"-1,234.50\""),
            List.of("-1.234,50", "\"-1.234,50\""),
            List.of("0012", "0012"),
            List.of("INV-7", "INV-7"),
            List.of("a=b", "a=b"),
            List.of(" plain", " plain"),
            List.of("   ", "   "),
            List.of("a,b", "\"a,b\""),
            List.of("a;b", "\"a;b\""),
            List.of("a\tb", "\"a\tb\""),
            List.of("a\rb", "\"a\rb\""),
            List.of("a\nb", "\"a\nb\""),
            List.of("a \"b\"", "\"a \"\"b\"\"\""),
            List.of("a|b", "a|b"),
            List.of("", "\"\""));

    @Test
    void aFormulaGoesOutAsTextAndANumberAsANumber() {
        List<List<String>> found = new ArrayList<>();
        CELLS.forEach(cell -> found.add(List.of(cell.get(0), CsvCell.of(cell.get(0)))));
        assertEquals(CELLS, found);
    }

    @Test
    void valuesThatAreNoTextAreWrittenPlainly() {
        assertEquals("", CsvCell.of(null));
        assertEquals("-0.0000001", CsvCell.of(new BigDecimal("-1E-7")));
        assertEquals("-5", CsvCell.of(-5));
        assertEquals("true", CsvCell.of(true));
    }
}
