package io.arrears.publish.report;

import io.arrears.publish.report.Part.Exhibit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An exhibit as {@code report.mustache} shows it.
 *
 * @param half whether it fills half the width, so that two small charts are side by side
 * @param unit the currency to show behind the title; empty for the currency XXX, which is none
 * @param chart the id of its chart
 * @param size how many rows its table has, in words
 */
record ExhibitView(
        String id,
        String title,
        String about,
        Optional<String> currency,
        Optional<String> unit,
        boolean half,
        Optional<String> chart,
        String size,
        List<Cell> columns,
        List<List<Cell>> rows,
        String csvName,
        String csvLink) {

    private static final int SHORT = 12;
    private static final int LONG = 30;

    /** The text of a cell, and whether it names its row. */
    record Cell(String text, boolean isNumber, boolean isHead) {

        /** A day or a word: it stays on one line. */
        boolean isShort() {
            return !isNumber && text.length() <= SHORT;
        }

        /** A sentence: it has room, so that its row is not a tower. */
        boolean isLong() {
            return !isNumber && text.length() > LONG;
        }
    }

    static ExhibitView of(
            Exhibit exhibit, String id, Optional<String> chart, String csvNamePrefix, String csvNameSuffix) {
        Grid grid = exhibit.grid();
        String words = exhibit.title()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        return new ExhibitView(
                id,
                exhibit.title(),
                exhibit.about(),
                exhibit.currency(),
                exhibit.currency().filter(code -> !code.equals("XXX")),
                isHalf(exhibit),
                chart,
                Words.count(grid.rows().size(), "row"),
                heads(grid),
                rows(grid),
                csvNamePrefix
                        + words
                        + exhibit.currency().map(code -> "-" + code).orElse("")
                        + csvNameSuffix,
                Csv.link(grid));
    }

    /** The heads of a table. */
    static List<Cell> heads(Grid grid) {
        return grid.columns().stream()
                .map(column -> new Cell(column.label(), column.kind().isNumber(), true))
                .toList();
    }

    /** Its rows. */
    static List<List<Cell>> rows(Grid grid) {
        return grid.rows().stream().map(row -> cells(grid, row)).toList();
    }

    private static List<Cell> cells(Grid grid, List<Object> row) {
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            Kind kind = grid.columns().get(i).kind();
            cells.add(new Cell(kind.shown(row.get(i)), kind.isNumber(), i == 0 && !kind.isNumber()));
        }
        return cells;
    }

    private static boolean isHalf(Exhibit exhibit) {
        int rows = exhibit.grid().rows().size();
        return exhibit.chart()
                .filter(chart -> switch (chart.type()) {
                    case LYING, LYING_STACKED, DOTS, RELIABILITY -> true;
                    case BARS, STACKED -> rows <= 8;
                    case LINES -> false;
                })
                .isPresent();
    }
}
