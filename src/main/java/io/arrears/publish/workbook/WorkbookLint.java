package io.arrears.publish.workbook;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * What Tableau's schema does not check: that every field is declared, every formula names what exists and no clock,
 * every sheet is placed, every zone shows something, every window opens something.
 */
final class WorkbookLint {

    private static final Set<String> FUNCTIONS =
            Set.of("SUM", "COUNT", "COUNTD", "AVG", "MIN", "MAX", "ISNULL", "IFNULL", "IF", "NOT", "AND", "OR");

    private final Document workbook;
    private final Map<String, Set<String>> declared = new HashMap<>();
    private final List<String> problems = new ArrayList<>();

    private WorkbookLint(Document workbook) {
        this.workbook = workbook;
    }

    /** One line for each thing that does not hold together. */
    static List<String> problems(String xml) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            WorkbookLint lint =
                    new WorkbookLint(factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml))));
            lint.declarations();
            lint.worksheets();
            lint.dashboards();
            lint.windows();
            new ActionLint(lint.workbook, lint.declared, lint.problems).check();
            return lint.problems;
        } catch (SAXException e) {
            return List.of("it is no XML: " + e.getMessage());
        } catch (IOException | ParserConfigurationException e) {
            throw new IllegalStateException("a text in memory cannot be parsed", e);
        }
    }

    private void declarations() {
        for (Element source : Elements.children(
                Elements.children(workbook.getDocumentElement(), "datasources").get(0), "datasource")) {
            Set<String> names = new HashSet<>();
            Elements.children(source, "column").forEach(column -> {
                if (!names.add(bare(column.getAttribute("name")))) {
                    problems.add(source.getAttribute("name") + " declares " + column.getAttribute("name") + " twice");
                }
            });
            if (declared.put(source.getAttribute("name"), names) != null) {
                problems.add("two sources are called " + source.getAttribute("name"));
            }
            Elements.all(source, "metadata-record").forEach(record -> {
                String local = bare(Elements.all(record, "local-name").get(0).getTextContent());
                if (!names.contains(local)) {
                    problems.add(source.getAttribute("name") + " has a column " + local
                            + " of the mart that it does not declare");
                }
            });
        }
        for (Element source : Elements.children(
                Elements.children(workbook.getDocumentElement(), "datasources").get(0), "datasource")) {
            Elements.children(source, "column").forEach(column -> Elements.all(column, "calculation")
                    .forEach(calculation -> formula(
                            source.getAttribute("name"),
                            column.getAttribute("name"),
                            calculation.getAttribute("formula"))));
        }
    }

    private void formula(String source, String column, String formula) {
        Formula.fields(formula).stream()
                .filter(field -> !declared.get(source).contains(field))
                .forEach(field -> problems.add(
                        source + "." + column + " names [" + field + "], which is not declared: " + formula));
        Formula.parameters(formula).stream()
                .filter(name ->
                        !declared.getOrDefault(Parameters.SOURCE, Set.of()).contains(name))
                .forEach(name -> problems.add(
                        source + "." + column + " names the parameter [" + name + "], which does not exist"));
        Formula.calls(formula).stream()
                .filter(call -> !FUNCTIONS.contains(call))
                .forEach(call -> problems.add(
                        source + "." + column + " calls " + call + ", which is not among " + new TreeSet<>(FUNCTIONS)));
    }

    private void worksheets() {
        Set<String> names = new HashSet<>();
        for (Element sheet : Elements.all(workbook.getDocumentElement(), "worksheet")) {
            String name = sheet.getAttribute("name");
            if (!names.add(name)) {
                problems.add("two sheets are called " + name);
            }
            Map<String, Set<String>> instances = dependencies("sheet " + name, sheet);
            Elements.all(sheet, "slices").forEach(slices -> Elements.all(slices, "column")
                    .forEach(column -> used(name, column.getTextContent(), instances)));
            Elements.all(sheet, "rows").forEach(shelf -> used(name, shelf.getTextContent(), instances));
            Elements.all(sheet, "cols").forEach(shelf -> used(name, shelf.getTextContent(), instances));
            for (String element : List.of("filter", "computed-sort", "color", "text")) {
                Elements.all(sheet, element).forEach(each -> {
                    used(name, each.getAttribute("column"), instances);
                    used(name, each.getAttribute("using"), instances);
                });
            }
            boolean isShown = Elements.all(sheet, "filter").stream()
                    .anyMatch(filter -> filter.getAttribute("column").contains(":" + Calculations.SHOWN + ":"));
            if (!isShown) {
                problems.add("sheet " + name + " shows several days or currencies at once: it lacks the filter "
                        + Calculations.SHOWN);
            }
        }
    }

    /** What a sheet or dashboard may use, by source: fields that its source declares, and instances of them. */
    private Map<String, Set<String>> dependencies(String where, Element of) {
        Map<String, Set<String>> instances = new TreeMap<>();
        for (Element dependencies : Elements.all(of, "datasource-dependencies")) {
            String source = dependencies.getAttribute("datasource");
            Set<String> fields = new HashSet<>();
            Elements.children(dependencies, "column").forEach(column -> fields.add(bare(column.getAttribute("name"))));
            fields.stream()
                    .filter(field -> !declared.getOrDefault(source, Set.of()).contains(field))
                    .forEach(field ->
                            problems.add(where + " uses " + source + ".[" + field + "], which is not declared"));
            Elements.children(dependencies, "column").forEach(column -> Elements.all(column, "calculation")
                    .forEach(calculation -> Formula.fields(calculation.getAttribute("formula")).stream()
                            .filter(field ->
                                    !fields.contains(field) && of.getTagName().equals("worksheet"))
                            .forEach(field -> problems.add(where + " lacks [" + field + "], which its "
                                    + column.getAttribute("name") + " needs"))));
            Set<String> usable = new HashSet<>(fields);
            for (Element instance : Elements.children(dependencies, "column-instance")) {
                usable.add(bare(instance.getAttribute("name")));
                if (!fields.contains(bare(instance.getAttribute("column")))) {
                    problems.add(where + " uses " + instance.getAttribute("name") + " without its column");
                }
            }
            instances.put(source, usable);
        }
        return instances;
    }

    private void used(String sheet, String text, Map<String, Set<String>> instances) {
        Matcher reference = Elements.REFERENCE.matcher(text);
        while (reference.find()) {
            if (!instances.getOrDefault(reference.group(1), Set.of()).contains(reference.group(2))) {
                problems.add("sheet " + sheet + " refers to " + reference.group() + ", which it does not declare");
            }
        }
    }

    private void dashboards() {
        Set<String> sheets = names("worksheet");
        Set<String> placed = new HashSet<>();
        for (Element dashboard : Elements.all(workbook.getDocumentElement(), "dashboard")) {
            String name = dashboard.getAttribute("name");
            Map<String, Set<String>> instances = dependencies("dashboard " + name, dashboard);
            Set<String> ids = new HashSet<>();
            for (Element zone : Elements.all(dashboard, "zone")) {
                if (!ids.add(zone.getAttribute("id"))) {
                    problems.add("dashboard " + name + " has two zones with id " + zone.getAttribute("id"));
                }
                bound(name, zone, sheets, instances, placed);
                inside(name, zone);
            }
        }
        sheets.stream()
                .filter(sheet -> !placed.contains(sheet))
                .forEach(sheet -> problems.add("sheet " + sheet + " is on no dashboard"));
    }

    private void bound(
            String dashboard,
            Element zone,
            Set<String> sheets,
            Map<String, Set<String>> instances,
            Set<String> placed) {
        String sheet = zone.getAttribute("name");
        String type = zone.getAttribute("type-v2");
        if (type.isEmpty()) {
            placed.add(sheet);
        }
        if ((type.isEmpty() || type.equals("filter")) && !sheets.contains(sheet)) {
            problems.add("dashboard " + dashboard + " has a zone for '" + sheet + "', which is no sheet");
        }
        if (type.equals("filter") || type.equals("paramctrl")) {
            used(dashboard, zone.getAttribute("param"), instances);
            if (!Elements.REFERENCE.matcher(zone.getAttribute("param")).matches()) {
                problems.add("dashboard " + dashboard + " has a choice of nothing: " + zone.getAttribute("param"));
            }
        }
    }

    private void inside(String dashboard, Element zone) {
        int right = Integer.parseInt(zone.getAttribute("x")) + Integer.parseInt(zone.getAttribute("w"));
        int bottom = Integer.parseInt(zone.getAttribute("y")) + Integer.parseInt(zone.getAttribute("h"));
        if (right > 100_000 || bottom > 100_000) {
            problems.add("dashboard " + dashboard + ": zone " + zone.getAttribute("id") + " reaches out of it");
        }
    }

    private void windows() {
        Set<String> shown = names("worksheet");
        shown.addAll(names("dashboard"));
        Set<String> opened = names("window");
        opened.stream()
                .filter(name -> !shown.contains(name))
                .forEach(name -> problems.add("a window opens '" + name + "', which does not exist"));
        shown.stream()
                .filter(name -> !opened.contains(name))
                .forEach(name -> problems.add("no window opens '" + name + "'"));
        Elements.all(workbook.getDocumentElement(), "viewpoint").stream()
                .map(each -> each.getAttribute("name"))
                .filter(name -> !name.isEmpty() && !shown.contains(name))
                .forEach(name -> problems.add("a viewpoint looks at '" + name + "', which does not exist"));
    }

    private Set<String> names(String element) {
        return Elements.names(workbook, element);
    }

    private static String bare(String name) {
        return name.startsWith("[") && name.endsWith("]") ? name.substring(1, name.length() - 1) : name;
    }
}
