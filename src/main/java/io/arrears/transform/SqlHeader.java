package io.arrears.transform;

import io.arrears.lake.Layer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The first lines of a file that makes a table or a view: {@code -- grain: …}, {@code -- kind: …} and, of a mart,
 * {@code -- rows: …}.
 *
 * @param grain the key columns
 * @param kind what becomes of the rows
 * @param manyRows of a mart: whether it grows with the data, as a row per invoice does; the others grow with the days
 */
record SqlHeader(List<String> grain, Kind kind, boolean manyRows) {

    /** What becomes of the rows of a file. */
    enum Kind {
        /** Written to the lake: a table of the catalogue. */
        TABLE,
        /** Computed by whatever reads it. */
        VIEW,
        /** A view of a few rows that take long to compute: a stage computes it once and holds the rows. */
        KEPT
    }

    private static final Pattern COLUMNS = Pattern.compile("[a-z_0-9]+(, [a-z_0-9]+)*");

    /**
     * Reads the lines.
     *
     * @param resource names the file in messages; a file in the folder of the marts says how many rows it has
     * @throws IllegalArgumentException naming the file, the line, what was found and what was expected
     */
    static SqlHeader of(String resource, String text) {
        List<String> lines = lines(text);
        List<String> grain = grain(resource, text);
        String expected = "'-- kind: table', '-- kind: view' or '-- kind: kept'";
        String kind = value(resource, lines, 1, "kind", expected);
        if (!List.of("table", "view", "kept").contains(kind)) {
            throw refused(resource, lines, 1, expected);
        }
        boolean isMart = resource.startsWith("sql/" + Layer.MARTS.folder() + "/") && kind.equals("table");
        return new SqlHeader(
                grain, Kind.valueOf(kind.toUpperCase(Locale.ROOT)), isMart && hasManyRows(resource, lines));
    }

    /**
     * Reads the first line alone: the key columns. A control or a check has no other line of a header.
     *
     * @throws IllegalArgumentException naming the file, what was found and what was expected
     */
    static List<String> grain(String resource, String text) {
        List<String> lines = lines(text);
        String grain =
                value(resource, lines, 0, "grain", "'-- grain: <key columns>', for example '-- grain: invoice_id'");
        if (!COLUMNS.matcher(grain).matches()) {
            throw refused(resource, lines, 0, "names of columns with ', ' between them");
        }
        return List.of(grain.split(", "));
    }

    private static List<String> lines(String text) {
        return text.lines().limit(3).toList();
    }

    private static boolean hasManyRows(String resource, List<String> lines) {
        String expected = "'-- rows: many' (a row per invoice, claim, customer, order or finding) or '-- rows: few'";
        String rows = value(resource, lines, 2, "rows", expected);
        if (!List.of("many", "few").contains(rows)) {
            throw refused(resource, lines, 2, expected);
        }
        return rows.equals("many");
    }

    private static String value(String resource, List<String> lines, int line, String key, String expected) {
        String start = "-- " + key + ": ";
        if (lines.size() <= line || !lines.get(line).startsWith(start)) {
            throw refused(resource, lines, line, expected);
        }
        return lines.get(line).substring(start.length()).strip();
    }

    private static IllegalArgumentException refused(String resource, List<String> lines, int line, String expected) {
        String found = lines.size() > line ? "'" + lines.get(line) + "'" : "nothing";
        return new IllegalArgumentException(
                resource + ": line " + (line + 1) + " is " + found + ": expected " + expected);
    }
}
