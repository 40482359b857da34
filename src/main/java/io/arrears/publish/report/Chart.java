package io.arrears.publish.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How a grid is drawn: one of its columns across, others as series. A chart holds no figures of its own.
 *
 * @param across label of the column that names the marks
 * @param series labels of the columns that are drawn
 * @param second labels of series with a scale of their own, as shares beside amounts; may be empty
 */
record Chart(Type type, String across, List<String> series, List<String> second) {

    /** What is drawn; the page's script knows each by its name. */
    enum Type {
        BARS,
        STACKED,
        LYING,
        LYING_STACKED,
        LINES,
        DOTS,
        RELIABILITY
    }

    static Chart bars(String across, String... series) {
        return new Chart(Type.BARS, across, List.of(series), List.of());
    }

    static Chart stacked(String across, String... series) {
        return new Chart(Type.STACKED, across, List.of(series), List.of());
    }

    /** Lying bars, first row on top: for long names. */
    static Chart lying(String across, String... series) {
        return new Chart(Type.LYING, across, List.of(series), List.of());
    }

    static Chart lyingStacked(String across, String... series) {
        return new Chart(Type.LYING_STACKED, across, List.of(series), List.of());
    }

    static Chart lines(String across, String... series) {
        return new Chart(Type.LINES, across, List.of(series), List.of());
    }

    /** A value with the ends of its interval, one row a line. */
    static Chart dots(String across, String value, String low, String high) {
        return new Chart(Type.DOTS, across, List.of(value, low, high), List.of());
    }

    /** What was predicted across, what happened upwards, and the diagonal where both agree. */
    static Chart reliability(String predicted, String happened) {
        return new Chart(Type.RELIABILITY, predicted, List.of(happened), List.of());
    }

    /** The same with a line over it that has its own scale. */
    Chart withLine(String label) {
        return new Chart(type, across, series, List.of(label));
    }

    /** What the script draws: labels, kinds and values, as the grid has them. */
    Map<String, Object> drawing(Grid grid, String currency) {
        Map<String, Object> drawing = new LinkedHashMap<>();
        drawing.put("type", type.name());
        drawing.put("currency", currency);
        drawing.put(
                "across",
                Map.of(
                        "name",
                        across,
                        "kind",
                        grid.column(across).kind().name(),
                        "values",
                        grid.values(across).stream().map(Chart::labelled).toList()));
        drawing.put(
                "series",
                Stream.concat(series.stream(), second.stream())
                        .map(label -> {
                            Map<String, Object> one = new LinkedHashMap<>();
                            one.put("name", label);
                            one.put("kind", grid.column(label).kind().name());
                            one.put("second", second.contains(label));
                            one.put("values", grid.values(label));
                            return one;
                        })
                        .toList());
        return drawing;
    }

    private static Object labelled(Object value) {
        return value instanceof Number ? value : value == null ? "–" : value.toString();
    }
}
