package io.arrears.desk.score;

import io.arrears.publish.MartReader;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A row of a published mart by the names of its columns; a column that the day was published without is null. */
record MartRow(Map<String, Integer> places, String[] cells) {

    static List<MartRow> of(MartReader.Rows rows) {
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < rows.columns().size(); i++) {
            places.put(rows.columns().get(i), i);
        }
        return rows.rows().stream().map(row -> new MartRow(places, row)).toList();
    }

    boolean has(String column) {
        return places.containsKey(column);
    }

    String text(String column) {
        Integer place = places.get(column);
        return place == null ? null : cells[place];
    }

    /** The first of these columns that says something. */
    String first(String... columns) {
        for (String column : columns) {
            if (text(column) != null) {
                return text(column);
            }
        }
        return null;
    }

    double number(String column) {
        String text = text(column);
        return text == null ? Double.NaN : Double.parseDouble(text);
    }

    BigDecimal money(String column) {
        String text = text(column);
        return text == null ? null : new BigDecimal(text);
    }

    int count(String column) {
        String text = text(column);
        return text == null ? 0 : Integer.parseInt(text);
    }

    /** The reasons that the row has, strongest first. */
    List<String> reasons() {
        return List.of("reason_1", "reason_2", "reason_3").stream()
                .map(this::text)
                .filter(reason -> reason != null)
                .toList();
    }
}
