package io.arrears.publish.workbook;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A choice in one sheet of a dashboard that leaves, in the sheet beside it, what belongs to it alone. The two may have
 * sources of their own; the field is in both.
 */
record Drill(String caption, String dashboard, Sheet from, Sheet to, String field) {

    Xml action(int number) {
        String target = "[" + to.source().name() + "].[" + field + "]";
        return Xml.of("action", "caption", caption, "name", "[Action" + number + "]")
                .add(
                        Xml.of("activation", "auto-clear", "true", "type", "on-select"),
                        Xml.of("source", "dashboard", dashboard, "type", "sheet", "worksheet", from.name()),
                        Xml.of(
                                "link",
                                "caption",
                                caption,
                                "delimiter",
                                ",",
                                "escape",
                                "\\",
                                "expression",
                                "tsl:" + encoded(dashboard) + "?" + encoded(target) + "~s0=<" + own() + "~na>",
                                "include-null",
                                "true",
                                "multi-select",
                                "true",
                                "url-escape",
                                "true"),
                        Xml.of("command", "command", "tsc:tsl-filter")
                                .add(Xml.of("param", "name", "target", "value", dashboard)));
    }

    private String own() {
        return "[" + from.source().name() + "].[" + field + "]";
    }

    /** What the actions of a workbook read, after the last of them. */
    static List<Xml> dependencies(List<Drill> drills) {
        List<Source> sources =
                drills.stream().map(drill -> drill.from().source()).distinct().toList();
        Xml named = Xml.of("datasources")
                .addAll(sources.stream()
                        .map(source -> Xml.of("datasource", "caption", source.caption(), "name", source.name()))
                        .toList());
        List<Xml> all = new ArrayList<>(List.of(named));
        sources.forEach(source -> all.add(Xml.of("datasource-dependencies", "datasource", source.name())
                .addAll(drills.stream()
                        .filter(drill -> drill.from().source().equals(source))
                        .map(drill -> source.field(drill.field()).column())
                        .toList())));
        return all;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
