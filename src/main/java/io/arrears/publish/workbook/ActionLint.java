package io.arrears.publish.workbook;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * Whether every action of a workbook leads from a sheet that is there to a dashboard that is there, by declared fields.
 */
final class ActionLint {

    private final Document workbook;
    private final Map<String, Set<String>> declared;
    private final List<String> problems;

    /** @param declared the fields of each source; what is wrong is added to {@code problems} */
    ActionLint(Document workbook, Map<String, Set<String>> declared, List<String> problems) {
        this.workbook = workbook;
        this.declared = declared;
        this.problems = problems;
    }

    void check() {
        Set<String> sheets = Elements.names(workbook, "worksheet");
        Set<String> dashboards = Elements.names(workbook, "dashboard");
        for (Element action : Elements.all(workbook.getDocumentElement(), "action")) {
            String name = "action " + action.getAttribute("caption");
            for (Element source : Elements.all(action, "source")) {
                String sheet = source.getAttribute("worksheet");
                String dashboard = source.getAttribute("dashboard");
                if (!sheets.contains(sheet) || !dashboards.contains(dashboard)) {
                    problems.add(name + " starts from '" + sheet + "' of '" + dashboard + "', which does not exist");
                }
            }
            for (Element parameter : Elements.all(action, "param")) {
                String target = parameter.getAttribute("value");
                if (parameter.getAttribute("name").equals("target") && !dashboards.contains(target)) {
                    problems.add(name + " leads to '" + target + "', which does not exist");
                }
            }
            Elements.all(action, "link")
                    .forEach(link ->
                            fields(name, URLDecoder.decode(link.getAttribute("expression"), StandardCharsets.UTF_8)));
        }
    }

    private void fields(String action, String text) {
        Matcher reference = Elements.REFERENCE.matcher(text);
        int found = 0;
        while (reference.find()) {
            found++;
            if (!declared.getOrDefault(reference.group(1), Set.of()).contains(reference.group(2))) {
                problems.add(action + " names " + reference.group() + ", which is not declared");
            }
        }
        if (found == 0) {
            problems.add(action + " names no field");
        }
    }
}
