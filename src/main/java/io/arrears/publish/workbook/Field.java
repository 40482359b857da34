package io.arrears.publish.workbook;

import java.util.Optional;

/**
 * A column of a source, or a calculation over its columns.
 *
 * @param name without brackets
 * @param datatype string, date, boolean, integer or real
 * @param formula of a calculation
 * @param description what it means, empty where there is no description
 */
record Field(
        String name, String caption, String datatype, boolean isMeasure, Optional<String> formula, String description) {

    static Field calculation(String name, String caption, String datatype, boolean isMeasure, String formula) {
        return new Field(name, caption, datatype, isMeasure, Optional.of(formula), "");
    }

    /** Whether the formula adds up itself, so that nothing may be added over it. */
    boolean isAggregate() {
        return formula.filter(text -> text.matches("(?s).*\\b(SUM|COUNT|COUNTD|AVG|MIN|MAX)\\(.*"))
                .isPresent();
    }

    String type() {
        return isMeasure && !datatype.equals("string")
                ? "quantitative"
                : datatype.equals("date") ? "ordinal" : "nominal";
    }

    Xml column() {
        Xml column = Xml.of(
                "column",
                "caption",
                caption,
                "datatype",
                datatype,
                "name",
                "[" + name + "]",
                "role",
                isMeasure ? "measure" : "dimension",
                "type",
                type());
        formula.ifPresent(text -> column.add(Xml.of("calculation", "class", "tableau", "formula", text)));
        if (!description.isEmpty()) {
            column.add(Xml.of("desc").add(Xml.of("formatted-text").add(Xml.text("run", description))));
        }
        return column;
    }
}
