package io.arrears.publish.workbook;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An element with attributes in the order given, and either elements or text in it. */
final class Xml {

    /**
     * The version of the document that Tableau has written since 2018, whatever its own: what is newer is in the
     * manifest.
     */
    static final String TABLEAU_VERSION = "18.1";

    private final String name;
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private final List<Xml> children = new ArrayList<>();
    private String text = "";

    private Xml(String name) {
        this.name = name;
    }

    /** An element with attributes: names and values in turn. */
    static Xml of(String name, String... attributes) {
        Xml element = new Xml(name);
        for (int i = 0; i < attributes.length; i += 2) {
            element.attributes.put(attributes[i], attributes[i + 1]);
        }
        return element;
    }

    static Xml text(String name, String text) {
        Xml element = new Xml(name);
        element.text = text;
        return element;
    }

    Xml add(Xml... elements) {
        children.addAll(List.of(elements));
        return this;
    }

    Xml addAll(List<Xml> elements) {
        children.addAll(elements);
        return this;
    }

    /** The document whose root this is. */
    String document() {
        StringBuilder xml = new StringBuilder("<?xml version='1.0' encoding='utf-8' ?>\n");
        write(xml, "");
        return xml.toString();
    }

    private void write(StringBuilder xml, String indent) {
        xml.append(indent).append('<').append(name);
        attributes.forEach((key, value) ->
                xml.append(' ').append(key).append("='").append(escaped(value)).append('\''));
        if (children.isEmpty() && text.isEmpty()) {
            xml.append(" />\n");
            return;
        }
        xml.append('>').append(escaped(text));
        if (!children.isEmpty()) {
            xml.append('\n');
            children.forEach(child -> child.write(xml, indent + "  "));
            xml.append(indent);
        }
        xml.append("</").append(name).append(">\n");
    }

    private static String escaped(String value) {
        StringBuilder escaped = new StringBuilder();
        value.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&apos;");
                case '\n' -> escaped.append("&#10;");
                // What XML has no character for.
                default ->
                    escaped.appendCodePoint(
                            c < ' ' || c >= 0xD800 && c <= 0xDFFF || c == 0xFFFE || c == 0xFFFF ? ' ' : c);
            }
        });
        return escaped.toString();
    }
}
