package io.arrears.publish.report;

import io.arrears.terms.CsvCell;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A grid as a spreadsheet reads it; no text cell is run as a formula. */
final class Csv {

    private Csv() {}

    static String text(Grid grid) {
        StringBuilder csv = new StringBuilder();
        csv.append(String.join(
                        ",",
                        grid.columns().stream()
                                .map(column -> CsvCell.text(column.label()))
                                .toList()))
                .append("\r\n");
        for (List<Object> row : grid.rows()) {
            List<String> cells = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                Kind kind = grid.columns().get(i).kind();
                Object value = row.get(i);
                String plain = kind.plain(value);
                cells.add(value == null || value instanceof Number ? plain : CsvCell.text(plain));
            }
            csv.append(String.join(",", cells)).append("\r\n");
        }
        return csv.toString();
    }

    /** As the address of a link, with the mark by which spreadsheets know UTF-8. */
    static String link(Grid grid) {
        return "data:text/csv;charset=utf-8;base64,"
                + Base64.getEncoder().encodeToString(("\ufeff" + text(grid)).getBytes(StandardCharsets.UTF_8));
    }
}
