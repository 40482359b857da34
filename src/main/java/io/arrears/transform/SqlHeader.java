package io.arrears.transform;

import io.arrears.lake.Layer;
import io.arrears.lake.Table;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
     * @throws IllegalArgumentException naming the file, the line, what was found and what was expected
     */
    static SqlHeader of(SqlFile file) {
        List<String> lines = file.text().lines().limit(3).toList();
        String grain = value(file, lines, 0, "grain", "'-- grain: <key columns>', for example '-- grain: invoice_id'");
        if (!COLUMNS.matcher(grain).matches()) {
            throw refused(file, lines, 0, "names of columns with ', ' between them");
        }
        String expected = "'-- kind: table', '-- kind: view' or '-- kind: kept'";
        String kind = value(file, lines, 1, "kind", expected);
        if (!List.of("table", "view", "kept").contains(kind)) {
            throw refused(file, lines, 1, expected);
        }
        boolean isMart = isMart(file) && kind.equals("table");
        return new SqlHeader(
                List.of(grain.split(", ")),
                Kind.valueOf(kind.toUpperCase(Locale.ROOT)),
                isMart && hasManyRows(file, lines));
    }

    private static boolean isMart(SqlFile file) {
        return file.resource().startsWith("sql/" + Layer.MARTS.folder() + "/");
    }

    private static boolean hasManyRows(SqlFile file, List<String> lines) {
        String expected = "'-- rows: many' (a row per invoice, claim, customer, order or finding) or '-- rows: few'";
        String rows = value(file, lines, 2, "rows", expected);
        if (!List.of("many", "few").contains(rows)) {
            throw refused(file, lines, 2, expected);
        }
        return rows.equals("many");
    }

    private static String value(SqlFile file, List<String> lines, int line, String key, String expected) {
        String start = "-- " + key + ": ";
        if (lines.size() <= line || !lines.get(line).startsWith(start)) {
            throw refused(file, lines, line, expected);
        }
        return lines.get(line).substring(start.length()).strip();
    }

    private static IllegalArgumentException refused(SqlFile file, List<String> lines, int line, String expected) {
        String found = lines.size() > line ? "'" + lines.get(line) + "'" : "nothing";
        return new IllegalArgumentException(
                file.resource() + ": line " + (line + 1) + " is " + found + ": expected " + expected);
    }

    /**
     * Whether the header fits the table that the file is for, if it is for one.
     *
     * @throws IllegalArgumentException naming the file and what to change
     */
    void check(SqlFile file, Optional<Table> table) {
        if (table.isPresent() != (kind == Kind.TABLE)) {
            throw new IllegalArgumentException(
                    file.resource() + ": '-- kind: " + kind.name().toLowerCase(Locale.ROOT)
                            + "', and Table has "
                            + (table.isPresent()
                                    ? "the line " + table.get() + ": expected '-- kind: table', or no such line"
                                    : "no line of this name: add one, or write '-- kind: view' or '-- kind: kept'"));
        }
        if (table.isPresent() && !table.get().key().equals(grain)) {
            throw new IllegalArgumentException(file.resource() + ": '-- grain: " + String.join(", ", grain)
                    + "', and the key of " + table.get() + " in Table is "
                    + String.join(", ", table.get().key()) + ": expected the same columns");
        }
    }
}
