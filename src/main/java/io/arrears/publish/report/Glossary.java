package io.arrears.publish.report;

import io.arrears.lake.Table;
import io.arrears.publish.MartComments;
import io.arrears.publish.report.Part.Exhibit;
import io.arrears.terms.Ageing;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What the words of the tables mean, in the sentences of the marts' dictionary. */
final class Glossary {

    private Glossary() {}

    /** The page with a glossary of all pages at its end. */
    static Page under(Page last, List<Page> pages, Ageing ageing) {
        MartComments comments = MartComments.load(ageing);
        TreeMap<String, String> meanings = new TreeMap<>();
        for (Page page : pages) {
            page.parts().stream()
                    .filter(Exhibit.class::isInstance)
                    .map(Exhibit.class::cast)
                    .flatMap(exhibit -> words(exhibit.grid()))
                    .forEach(column -> meaning(comments, column.name())
                            .ifPresent(text -> meanings.putIfAbsent(column.label(), text)));
        }
        List<List<Object>> rows = new ArrayList<>();
        meanings.forEach((label, meaning) -> rows.add(List.of(label, meaning)));
        List<Part> parts = new ArrayList<>(last.parts());
        parts.add(Exhibit.general(
                "What the words mean",
                "The columns of the tables, as the marts define them.",
                new Grid(List.of(Grid.text("term", "Word"), Grid.text("meaning", "Meaning")), rows)));
        return Page.of(last.id(), last.title(), last.question(), parts);
    }

    /** Without columns that part one column of a mart: their labels are its values, as bands of age. */
    private static Stream<Grid.Column> words(Grid grid) {
        return grid.columns().stream()
                .filter(column -> grid.columns().stream()
                                .filter(other -> other.name().equals(column.name()))
                                .count()
                        == 1);
    }

    private static Optional<String> meaning(MartComments comments, String column) {
        return Table.marts().stream()
                .map(mart -> comments.column(mart, column).orElse(null))
                .filter(Objects::nonNull)
                .findFirst();
    }
}
