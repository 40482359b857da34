package io.arrears.notebook;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A small table for eyes: values as people read them, as HTML or as plain text.
 *
 * @param note the text below it; empty for nothing
 */
record Sheet(List<String> columns, List<? extends List<?>> rows, String note) {

    /** More rows than this are for a program, not for eyes. */
    static final int MOST_ROWS = 100;

    private static final String NOTHING = "–";

    Sheet {
        for (List<?> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException("a row has " + row.size() + " values, the table has "
                        + columns.size() + " columns " + columns + ": " + row);
            }
        }
    }

    /** The first rows of a query. */
    static Sheet of(Dataset<Row> query) {
        List<Row> found = query.takeAsList(MOST_ROWS + 1);
        List<List<?>> rows = new ArrayList<>();
        found.stream().limit(MOST_ROWS).forEach(row -> {
            List<Object> values = new ArrayList<>();
            IntStream.range(0, row.size()).forEach(i -> values.add(row.get(i)));
            rows.add(values);
        });
        return new Sheet(
                Arrays.asList(query.columns()),
                rows,
                found.size() > MOST_ROWS ? "the first " + MOST_ROWS + " rows; there are more" : counted(rows.size()));
    }

    static String counted(int rows) {
        return rows + (rows == 1 ? " row" : " rows");
    }

    String html() {
        StringBuilder html = new StringBuilder("<table>\n<thead><tr>");
        for (int i = 0; i < columns.size(); i++) {
            html.append(cell("th", i, columns.get(i).replace('_', ' ')));
        }
        html.append("</tr></thead>\n<tbody>\n");
        for (List<?> row : rows) {
            html.append("<tr>");
            for (int i = 0; i < row.size(); i++) {
                html.append(cell("td", i, shown(row.get(i))));
            }
            html.append("</tr>\n");
        }
        return html.append("</tbody>\n</table>\n<p style=\"opacity: .7\">")
                .append(escaped(note))
                .append("</p>\n")
                .toString();
    }

    private String cell(String tag, int column, String text) {
        return "<" + tag + " style=\"text-align: " + (isNumber(column) ? "right" : "left") + "\">" + escaped(text)
                + "</" + tag + ">";
    }

    String text() {
        int[] widths = IntStream.range(0, columns.size())
                .map(i -> Math.max(
                        columns.get(i).length(),
                        rows.stream()
                                .mapToInt(row -> shown(row.get(i)).length())
                                .max()
                                .orElse(0)))
                .toArray();
        StringBuilder text = new StringBuilder(line(columns, widths))
                .append(Arrays.stream(widths).mapToObj("-"::repeat).collect(Collectors.joining("  ")))
                .append('\n');
        rows.forEach(row -> text.append(line(row.stream().map(Sheet::shown).toList(), widths)));
        return text.append(note).append('\n').toString();
    }

    private String line(List<String> values, int[] widths) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < widths.length; i++) {
            String gap = " ".repeat(widths[i] - values.get(i).length());
            cells.add(isNumber(i) ? gap + values.get(i) : values.get(i) + gap);
        }
        return String.join("  ", cells).stripTrailing() + "\n";
    }

    private boolean isNumber(int column) {
        return rows.stream()
                .map(row -> row.get(column))
                .filter(value -> value != null)
                .findFirst()
                .filter(Number.class::isInstance)
                .isPresent();
    }

    /** Decimals are money, to the cent; fractions have four digits; characters that break a line are blanks. */
    private static String shown(Object value) {
        if (value == null || value instanceof Double number && number.isNaN()) {
            return NOTHING;
        }
        if (value instanceof BigDecimal money) {
            return String.format(Locale.ROOT, "%,.2f", money.setScale(2, RoundingMode.HALF_UP));
        }
        if (value instanceof Double || value instanceof Float) {
            return fraction(((Number) value).doubleValue());
        }
        if (value instanceof Number number) {
            return String.format(Locale.ROOT, "%,d", number.longValue());
        }
        return value instanceof Boolean yes
                ? yes ? "yes" : "no"
                : value.toString().replaceAll("\\p{Cntrl}", " ");
    }

    private static String fraction(double value) {
        if (Double.isInfinite(value)) {
            return value > 0 ? "∞" : "-∞";
        }
        String rounded = String.format(Locale.ROOT, "%,.4f", value).replaceAll("\\.?0+$", "");
        return rounded.equals("-0") ? "0" : rounded;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
