package io.arrears.publish.workbook;

import java.time.LocalDate;
import java.util.List;

/** The day and the currency every sheet shows: always one of each, so that nothing is added across them. */
record Parameters(List<LocalDate> days, LocalDate day, List<String> currencies) {

    static final String SOURCE = "Parameters";
    static final String DAY = "As of";
    static final String CURRENCY = "Currency";

    Xml datasource() {
        return Xml.of(
                        "datasource",
                        "hasconnection",
                        "false",
                        "inline",
                        "true",
                        "name",
                        SOURCE,
                        "version",
                        Xml.TABLEAU_VERSION)
                .add(Xml.of("aliases", "enabled", "yes"))
                .addAll(columns(true));
    }

    /** What a reader chooses. */
    List<String> names() {
        return List.of(DAY, CURRENCY);
    }

    /** The parameters, with their values or only named, as a sheet repeats them. */
    List<Xml> columns(boolean withValues) {
        return List.of(
                column(
                        DAY,
                        "date",
                        "quantitative",
                        "#" + day + "#",
                        withValues ? days.stream().map(each -> "#" + each + "#").toList() : List.of()),
                column(
                        CURRENCY,
                        "string",
                        "nominal",
                        quoted(currencies.get(0)),
                        withValues ? currencies.stream().map(Parameters::quoted).toList() : List.of()));
    }

    private static Xml column(String name, String datatype, String type, String value, List<String> values) {
        Xml column = Xml.of(
                        "column",
                        "caption",
                        name,
                        "datatype",
                        datatype,
                        "name",
                        "[" + name + "]",
                        "param-domain-type",
                        "list",
                        "role",
                        "measure",
                        "type",
                        type,
                        "value",
                        value)
                .add(Xml.of("calculation", "class", "tableau", "formula", value));
        if (!values.isEmpty()) {
            column.add(Xml.of("members")
                    .addAll(values.stream()
                            .map(each -> Xml.of("member", "value", each))
                            .toList()));
        }
        return column;
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }
}
