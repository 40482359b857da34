package io.arrears.publish.workbook;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

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

    /** What says nothing to a reader. */
    private static final Set<String> HIDDEN = Set.of("run_id");

    private static final Pattern COUNTED =
            Pattern.compile("(^|_)(invoices|orders|customers|claims|found|days|over_80)(_|$)");
    private static final Pattern PARTS =
            Pattern.compile("(^|_)(share|ratio|rate|prob|pct|predicted|happened)(_|$)|^p_");
    private static final Pattern MONEY =
            Pattern.compile("amount|(^|_)(loss|recovered|lost|to_collect|to_correct|limit)(_|$)|^ev_");

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

    /** How its values are written: percent, money, whole numbers; empty for what is no measure of these. */
    Optional<String> format() {
        if (!isMeasure || datatype.equals("string")) {
            return Optional.empty();
        }
        if (datatype.equals("integer") || COUNTED.matcher(name).find()) {
            return Optional.of("n#,##0;-#,##0");
        }
        if (PARTS.matcher(name).find()) {
            return Optional.of("p0.0%");
        }
        return MONEY.matcher(name).find() ? Optional.of("n#,##0.00;-#,##0.00") : Optional.empty();
    }

    Xml column() {
        List<String> attributes = new ArrayList<>(List.of("caption", caption, "datatype", datatype));
        format().ifPresent(format -> attributes.addAll(List.of("default-format", format)));
        if (HIDDEN.contains(name)) {
            attributes.addAll(List.of("hidden", "true"));
        }
        attributes.addAll(
                List.of("name", "[" + name + "]", "role", isMeasure ? "measure" : "dimension", "type", type()));
        Xml column = Xml.of("column", attributes.toArray(String[]::new));
        formula.ifPresent(text -> column.add(Xml.of("calculation", "class", "tableau", "formula", text)));
        if (!description.isEmpty()) {
            column.add(Xml.of("desc").add(Xml.of("formatted-text").add(Xml.text("run", description))));
        }
        return column;
    }
}
