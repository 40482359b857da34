package io.arrears.publish.workbook;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** The elements of a workbook, found by their kind, and how its texts name a field of a source. */
final class Elements {

    static final Pattern REFERENCE = Pattern.compile("\\[([^\\]]+)]\\.\\[([^\\]]+)]");

    private Elements() {}

    /** The names of all elements of a kind. */
    static Set<String> names(Document workbook, String element) {
        Set<String> names = new TreeSet<>();
        all(workbook.getDocumentElement(), element).forEach(each -> names.add(each.getAttribute("name")));
        return names;
    }

    /** All elements of a kind below another. */
    static List<Element> all(Element below, String name) {
        return elements(below.getElementsByTagName(name));
    }

    /** The elements of a kind right below another. */
    static List<Element> children(Element of, String name) {
        return elements(of.getChildNodes()).stream()
                .filter(child -> child.getTagName().equals(name))
                .toList();
    }

    private static List<Element> elements(NodeList nodes) {
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            if (nodes.item(i).getNodeType() == Node.ELEMENT_NODE) {
                elements.add((Element) nodes.item(i));
            }
        }
        return elements;
    }
}
