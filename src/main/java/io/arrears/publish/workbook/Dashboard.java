package io.arrears.publish.workbook;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Sheets on one screen: figures in a row on top, charts in two columns below, choices at the right. */
record Dashboard(String name, List<Sheet> figures, List<Sheet> charts) {

    /** Tableau measures zones in hundred-thousandths of the dashboard. */
    private static final int WHOLE = 100_000;

    private static final int CHOICES_WIDTH = 15_000;
    private static final int FIGURES_HEIGHT = 12_000;
    private static final int CHOICE_HEIGHT = 8_000;
    private static final int PADDING = 800;

    List<Sheet> sheets() {
        List<Sheet> sheets = new ArrayList<>(figures);
        sheets.addAll(charts);
        return sheets;
    }

    Xml dashboard(Parameters parameters) {
        List<Xml> zones = new ArrayList<>();
        int width = WHOLE - CHOICES_WIDTH;
        for (int i = 0; i < figures.size(); i++) {
            zones.add(zone(
                    zones.size(),
                    i * width / figures.size(),
                    0,
                    width / figures.size(),
                    FIGURES_HEIGHT,
                    "name",
                    figures.get(i).name()));
        }
        int top = figures.isEmpty() ? 0 : FIGURES_HEIGHT;
        int rows = (charts.size() + 1) / 2;
        for (int i = 0; i < charts.size(); i++) {
            zones.add(zone(
                    zones.size(),
                    i % 2 * width / 2,
                    top + i / 2 * (WHOLE - top) / rows,
                    width / 2,
                    (WHOLE - top) / rows,
                    "name",
                    charts.get(i).name()));
        }
        zones.addAll(choices(zones.size()));
        Xml all = Xml.of(
                        "zone",
                        "h",
                        "" + WHOLE,
                        "id",
                        "1",
                        "type-v2",
                        "layout-basic",
                        "w",
                        "" + WHOLE,
                        "x",
                        "0",
                        "y",
                        "0")
                .addAll(zones);
        Xml dashboard = Xml.of("dashboard", "name", name)
                .add(
                        Xml.of("style"),
                        Xml.of("size", "maxheight", "900", "maxwidth", "1400", "minheight", "900", "minwidth", "1400"),
                        Xml.of("datasources")
                                .add(Xml.of("datasource", "name", Parameters.SOURCE))
                                .addAll(filtered().stream()
                                        .map(Pill::source)
                                        .distinct()
                                        .map(source -> Xml.of(
                                                "datasource", "caption", source.caption(), "name", source.name()))
                                        .toList()),
                        Xml.of("datasource-dependencies", "datasource", Parameters.SOURCE)
                                .addAll(parameters.columns(false)));
        filtered().stream().map(Pill::source).distinct().forEach(source -> {
            Xml dependencies = Xml.of("datasource-dependencies", "datasource", source.name());
            filtered().stream()
                    .filter(pill -> pill.source().equals(source))
                    .forEach(pill -> dependencies.add(pill.field().column()));
            filtered().stream()
                    .filter(pill -> pill.source().equals(source))
                    .forEach(pill -> dependencies.add(pill.column()));
            dashboard.add(dependencies);
        });
        return dashboard.add(Xml.of("zones").add(all), Sheet.id("dashboard " + name));
    }

    /** Each dimension to choose once, with a sheet that has it. */
    private Set<Pill> filtered() {
        Set<Pill> pills = new LinkedHashSet<>();
        sheets().forEach(sheet -> pills.addAll(sheet.filters()));
        return pills;
    }

    private List<Xml> choices(int before) {
        List<Xml> zones = new ArrayList<>();
        for (String parameter : List.of(Parameters.DAY, Parameters.CURRENCY)) {
            zones.add(choice(
                    before + zones.size(),
                    zones.size(),
                    "mode",
                    "compact",
                    "param",
                    "[" + Parameters.SOURCE + "].[" + parameter + "]",
                    "type-v2",
                    "paramctrl"));
        }
        for (Pill pill : filtered()) {
            String sheet = sheets().stream()
                    .filter(each -> each.filters().contains(pill))
                    .findFirst()
                    .orElseThrow()
                    .name();
            zones.add(choice(
                    before + zones.size(),
                    zones.size(),
                    "mode",
                    "checkdropdown",
                    "name",
                    sheet,
                    "param",
                    pill.reference(),
                    "type-v2",
                    "filter",
                    "values",
                    "database"));
        }
        return zones;
    }

    private static Xml choice(int number, int place, String... attributes) {
        return zone(number, WHOLE - CHOICES_WIDTH, place * CHOICE_HEIGHT, CHOICES_WIDTH, CHOICE_HEIGHT, attributes);
    }

    private static Xml zone(int number, int x, int y, int w, int h, String... attributes) {
        List<String> all =
                new ArrayList<>(List.of("h", "" + h, "id", "" + (number + 2), "w", "" + w, "x", "" + x, "y", "" + y));
        all.addAll(List.of(attributes));
        return Xml.of("zone", all.toArray(String[]::new))
                .add(Xml.of("zone-style").add(Xml.of("format", "attr", "margin", "value", "" + PADDING / 200)));
    }

    Xml window(boolean isFirst) {
        Xml viewpoints = Xml.of("viewpoints")
                .addAll(sheets().stream()
                        .map(sheet ->
                                Xml.of("viewpoint", "name", sheet.name()).add(Xml.of("zoom", "type", "entire-view")))
                        .toList());
        Xml window = isFirst
                ? Xml.of("window", "class", "dashboard", "maximized", "true", "name", name)
                : Xml.of("window", "class", "dashboard", "name", name);
        return window.add(viewpoints, Xml.of("active", "id", "-1"), Sheet.id("window of dashboard " + name));
    }
}
