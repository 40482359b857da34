package io.arrears.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * OpenLineage events of a file, put together: which table was made from which, and which column from which. A table is
 * called by the last part of its name, {@code mart_kpis} or {@code arrears.public.invoices}; a table of the published folder
 * {@code published/mart_kpis}; a column {@code mart_kpis.currency}.
 *
 * @param tables what each table was made from, directly
 * @param columns what each column's values were made from, directly
 */
public record LineageEvents(Map<String, Set<String>> tables, Map<String, Set<String>> columns) {

    /** Reads a file of JSON lines; what influenced a column without giving it a value, such as a filter, is left out. */
    public static LineageEvents read(Path file) throws IOException {
        LineageEvents events = new LineageEvents(new HashMap<>(), new HashMap<>());
        ObjectMapper json = new ObjectMapper();
        for (String line : Files.readAllLines(file)) {
            JsonNode event = json.readTree(line);
            for (JsonNode output : event.path("outputs")) {
                events.add(output, event.path("inputs"));
            }
        }
        return events;
    }

    private void add(JsonNode output, JsonNode inputs) {
        String made = called(output);
        inputs.forEach(
                input -> tables.computeIfAbsent(made, name -> new TreeSet<>()).add(called(input)));
        output.at("/facets/columnLineage/fields")
                .properties()
                .forEach(field -> field.getValue().path("inputFields").forEach(from -> {
                    if (isDirect(from)) {
                        columns.computeIfAbsent(made + "." + field.getKey(), name -> new TreeSet<>())
                                .add(called(from) + "." + from.path("field").asText());
                    }
                }));
    }

    private static boolean isDirect(JsonNode input) {
        for (JsonNode each : input.path("transformations")) {
            if (each.path("type").asText().equals("DIRECT")) {
                return true;
            }
        }
        return input.path("transformations").isEmpty();
    }

    private static String called(JsonNode dataset) {
        String name = dataset.path("name").asText();
        String last = name.substring(name.lastIndexOf('/') + 1);
        return name.endsWith("/published/" + last) ? "published/" + last : last;
    }

    /** Everything a table or column was made from, directly or not; it needs no end that was not made from anything. */
    public static Set<String> ancestors(Map<String, Set<String>> made, String start) {
        Set<String> seen = new TreeSet<>();
        Deque<String> next = new ArrayDeque<>(Set.of(start));
        while (!next.isEmpty()) {
            for (String from : made.getOrDefault(next.pop(), Set.of())) {
                if (seen.add(from)) {
                    next.push(from);
                }
            }
        }
        return seen;
    }
}
