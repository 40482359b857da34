package io.arrears.publish.workbook;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * One worksheet over one source.
 *
 * @param filters dimensions a reader may choose values of
 * @param truths calculations that must hold for a row to be shown
 * @param sort orders the first row pill; its direction follows the use: a MIN rises, anything else falls
 */
record Sheet(
        String name,
        Source source,
        String mark,
        List<Pill> rows,
        List<Pill> columns,
        Optional<Pill> colour,
        List<Pill> texts,
        List<Pill> filters,
        List<Pill> truths,
        Optional<Pill> sort) {

    Xml worksheet(Parameters parameters) {
        Xml view = Xml.of("view")
                .add(
                        Xml.of("datasources")
                                .add(
                                        Xml.of("datasource", "name", Parameters.SOURCE),
                                        Xml.of("datasource", "caption", source.caption(), "name", source.name())),
                        Xml.of("datasource-dependencies", "datasource", Parameters.SOURCE)
                                .addAll(parameters.columns(false)),
                        dependencies());
        truths.forEach(truth -> view.add(filter(
                truth,
                Xml.of(
                        "groupfilter",
                        "function",
                        "member",
                        "level",
                        truth.instance(),
                        "member",
                        "true",
                        "user:ui-domain",
                        "relevant",
                        "user:ui-enumeration",
                        "inclusive",
                        "user:ui-marker",
                        "enumerate"),
                0)));
        for (int i = 0; i < filters.size(); i++) {
            Pill filter = filters.get(i);
            view.add(filter(
                    filter,
                    Xml.of(
                            "groupfilter",
                            "function",
                            "level-members",
                            "level",
                            filter.instance(),
                            "user:ui-enumeration",
                            "all",
                            "user:ui-marker",
                            "enumerate"),
                    group(filter)));
        }
        sort.ifPresent(by -> view.add(Xml.of(
                "computed-sort",
                "column",
                sorted().reference(),
                "direction",
                by.use() == Pill.Use.MIN ? "ASC" : "DESC",
                "using",
                by.reference())));
        Xml slices = Xml.of("slices");
        truths.forEach(truth -> slices.add(Xml.text("column", truth.reference())));
        filters.forEach(filter -> slices.add(Xml.text("column", filter.reference())));
        view.add(slices, Xml.of("aggregation", "value", "true"));
        Xml pane = Xml.of("pane")
                .add(Xml.of("view").add(Xml.of("breakdown", "value", "auto")), Xml.of("mark", "class", mark));
        Xml encodings = Xml.of("encodings");
        colour.ifPresent(pill -> encodings.add(Xml.of("color", "column", pill.reference())));
        texts.forEach(pill -> encodings.add(Xml.of("text", "column", pill.reference())));
        if (colour.isPresent() || !texts.isEmpty()) {
            pane.add(encodings);
        }
        return Xml.of("worksheet", "name", name)
                .add(
                        Xml.of("table")
                                .add(
                                        view,
                                        Xml.of("style"),
                                        Xml.of("panes").add(pane),
                                        Xml.text("rows", shelf(rows)),
                                        Xml.text("cols", shelf(columns))),
                        id("sheet " + name));
    }

    /** The sheet's own window: the shelves around it, with a card for each choice that its dashboard offers. */
    Xml window(Parameters parameters) {
        Xml choices = Xml.of("strip", "size", "160");
        parameters
                .names()
                .forEach(name -> choices.add(Xml.of(
                        "card",
                        "mode",
                        "compact",
                        "param",
                        "[" + Parameters.SOURCE + "].[" + name + "]",
                        "type",
                        "parameter")));
        filters.forEach(filter -> choices.add(Xml.of(
                "card", "mode", "checkdropdown", "param", filter.reference(), "type", "filter", "values", "database")));
        Xml left = Xml.of("strip", "size", "160")
                .add(
                        Xml.of("card", "type", "pages"),
                        Xml.of("card", "type", "filters"),
                        Xml.of("card", "type", "marks"));
        Xml cards = Xml.of("cards")
                .add(
                        Xml.of("edge", "name", "left").add(left),
                        Xml.of("edge", "name", "top")
                                .add(
                                        Xml.of("strip", "size", "2147483647").add(Xml.of("card", "type", "columns")),
                                        Xml.of("strip", "size", "2147483647").add(Xml.of("card", "type", "rows")),
                                        Xml.of("strip", "size", "31").add(Xml.of("card", "type", "title"))),
                        Xml.of("edge", "name", "right").add(choices));
        return Xml.of("window", "class", "worksheet", "hidden", "true", "name", name)
                .add(
                        cards,
                        Xml.of("viewpoint").add(Xml.of("zoom", "type", "entire-view")),
                        id("window of sheet " + name));
    }

    private Pill sorted() {
        return rows.stream()
                .filter(pill -> !pill.field().isMeasure())
                .findFirst()
                .orElseGet(() -> columns.get(0));
    }

    private static Xml filter(Pill pill, Xml choice, int group) {
        return (group == 0
                        ? Xml.of("filter", "class", "categorical", "column", pill.reference())
                        : Xml.of(
                                "filter",
                                "class",
                                "categorical",
                                "column",
                                pill.reference(),
                                "filter-group",
                                String.valueOf(group)))
                .add(choice);
    }

    /** Sheets with the same group share one filter: same source, same field. */
    private static int group(Pill pill) {
        return 2 + Math.floorMod(pill.reference().hashCode(), 1_000_000);
    }

    /** Dimensions nest, {@code (a / b)}; measures are side by side, {@code (a + b)}. */
    private static String shelf(List<Pill> pills) {
        List<Pill> dimensions =
                pills.stream().filter(pill -> !pill.field().isMeasure()).toList();
        List<Pill> measures =
                pills.stream().filter(pill -> pill.field().isMeasure()).toList();
        List<String> parts = new ArrayList<>();
        join(dimensions, " / ").ifPresent(parts::add);
        join(measures, " + ").ifPresent(parts::add);
        return parts.size() > 1 ? "(" + String.join(" * ", parts) + ")" : String.join("", parts);
    }

    private static Optional<String> join(List<Pill> pills, String sign) {
        String joined = pills.stream().map(Pill::reference).collect(Collectors.joining(sign));
        return pills.isEmpty() ? Optional.empty() : Optional.of(pills.size() > 1 ? "(" + joined + ")" : joined);
    }

    private Xml dependencies() {
        Set<Pill> pills = new LinkedHashSet<>();
        List.of(rows, columns, texts, filters, truths).forEach(pills::addAll);
        colour.ifPresent(pills::add);
        sort.ifPresent(pills::add);
        Map<String, Field> fields = new LinkedHashMap<>();
        pills.forEach(pill -> with(pill.field(), fields));
        Xml dependencies = Xml.of("datasource-dependencies", "datasource", source.name());
        fields.values().forEach(field -> dependencies.add(field.column()));
        pills.forEach(pill -> dependencies.add(pill.column()));
        return dependencies;
    }

    /** The field and the columns its formula names. */
    private void with(Field field, Map<String, Field> fields) {
        field.formula().ifPresent(formula -> Formula.fields(formula)
                .forEach(name -> fields.putIfAbsent(name, source.field(name))));
        fields.putIfAbsent(field.name(), field);
    }

    /** An identifier that is the same in every workbook. */
    static Xml id(String of) {
        return Xml.of(
                "simple-id",
                "uuid",
                "{"
                        + UUID.nameUUIDFromBytes(of.getBytes(StandardCharsets.UTF_8))
                                .toString()
                                .toUpperCase(Locale.ROOT)
                        + "}");
    }
}
