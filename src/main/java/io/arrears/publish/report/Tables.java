package io.arrears.publish.report;

import io.arrears.lake.Lake;
import io.arrears.lake.Table;
import io.arrears.publish.MartComments;
import io.arrears.publish.report.Part.Exhibit;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Marts that are shown as they are: a table each, titled and explained from the catalogue. A new aggregate mart needs
 * its name in one of the lists of the pages; a mart that is not published for the day is left out.
 */
final class Tables {

    private static final int MOST_ROWS = 200;
    private static final Set<String> OF_THE_LAKE = Set.of(Lake.AS_OF, Lake.RUN);
    private static final Map<String, String> TITLES =
            Map.of("mart_recovery_rates", "How failed payments came back so far", "mart_alerts", "Alerts");

    private Tables() {}

    /** The marts of these names that have rows; per currency where every row has one. */
    static List<Part> of(Facts facts, List<String> marts) {
        List<Part> parts = new ArrayList<>();
        MartComments comments = MartComments.load(facts.ageing());
        for (String mart : marts) {
            List<Fact> rows = facts.of(mart);
            if (rows.isEmpty()) {
                continue;
            }
            String title = TITLES.getOrDefault(mart, Words.heading(mart.replaceFirst("^mart_", "")));
            String about = Table.named(mart).map(comments::table).orElse("").replaceFirst("^grain: [a-z0-9_, ]*", "");
            if (rows.stream().allMatch(fact -> fact.values().get("currency") != null)) {
                facts.currencies()
                        .forEach(currency -> parts.add(new Exhibit(
                                Optional.of(currency),
                                title,
                                about,
                                grid(facts.of(mart, currency), true),
                                Optional.empty())));
            } else {
                parts.add(Exhibit.general(title, about, grid(rows, false)));
            }
        }
        return parts;
    }

    /** @param oneCurrency whether the title names the currency, so that a column of it says nothing */
    private static Grid grid(List<Fact> rows, boolean oneCurrency) {
        if (rows.isEmpty()) {
            return new Grid(List.of(), List.of());
        }
        Grid.Column[] columns = rows.get(0).values().keySet().stream()
                .filter(name -> !OF_THE_LAKE.contains(name))
                .filter(name -> !oneCurrency || !name.equals("currency"))
                .map(name -> new Grid.Column(name, Words.heading(name), kind(name, rows)))
                .toArray(Grid.Column[]::new);
        return Grid.of(
                rows.stream()
                        .sorted(Comparator.comparing(fact -> sortKey(fact, columns)))
                        .limit(MOST_ROWS)
                        .toList(),
                columns);
    }

    /** Rows in the order of their texts and whole numbers, from left to right, as a key would have them. */
    private static String sortKey(Fact fact, Grid.Column[] columns) {
        StringBuilder key = new StringBuilder();
        for (Grid.Column column : columns) {
            Object value = fact.get(column.name());
            key.append(
                            value instanceof Number number && column.kind() == Kind.COUNT
                                    ? String.format("%012d", number.longValue())
                                    : column.kind().isNumber() ? "" : String.valueOf(value))
                    .append('\u0001');
        }
        return key.toString();
    }

    private static Kind kind(String name, List<Fact> rows) {
        Object value = rows.stream()
                .map(fact -> fact.get(name))
                .filter(each -> each != null)
                .findFirst()
                .orElse("");
        if (value instanceof BigDecimal) {
            return Kind.MONEY;
        }
        if (value instanceof Double) {
            return name.endsWith("_rate") || name.endsWith("_share") ? Kind.SHARE : Kind.NUMBER;
        }
        return value instanceof Number ? Kind.COUNT : value instanceof LocalDate ? Kind.DAY : Kind.TEXT;
    }
}
