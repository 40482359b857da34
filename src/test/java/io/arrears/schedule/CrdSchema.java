package io.arrears.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a Kubernetes custom resource must look like: the structural schema of a CustomResourceDefinition, as far as such
 * schemas use it (type, properties, required, enum, items, additionalProperties, minimum, preserved unknown fields).
 */
record CrdSchema(Map<?, ?> schema) {

    /** The schema of the definition's only version. */
    static CrdSchema of(Map<?, ?> definition) {
        Map<?, ?> version = (Map<?, ?>) ((List<?>) at(definition, "spec", "versions")).get(0);
        return new CrdSchema((Map<?, ?>) at(version, "schema", "openAPIV3Schema"));
    }

    /** What stands at a path of a parsed document; null where there is nothing. */
    static Object at(Object document, String... path) {
        Object value = document;
        for (String key : path) {
            value = value == null ? null : ((Map<?, ?>) value).get(key);
        }
        return value;
    }

    /** A line for everything that the document has against the schema; empty when it fits. */
    List<String> complaints(Object document) {
        List<String> found = new ArrayList<>();
        check("", document, schema, found);
        return found;
    }

    private static void check(String path, Object value, Map<?, ?> schema, List<String> found) {
        if (value == null || !isA(schema, value)) {
            found.add(path + " is " + value + ", expected " + schema.get("type"));
        } else if (schema.get("enum") instanceof List<?> allowed && !allowed.contains(value)) {
            found.add(path + " is " + value + ", expected one of " + allowed);
        } else if (schema.get("minimum") instanceof Number least
                && ((Number) value).doubleValue() < least.doubleValue()) {
            found.add(path + " is " + value + ", expected at least " + least);
        } else if (value instanceof Map<?, ?> fields) {
            checkFields(path, fields, schema, found);
        } else if (value instanceof List<?> items) {
            for (int i = 0; i < items.size(); i++) {
                check(path + "[" + i + "]", items.get(i), (Map<?, ?>) schema.get("items"), found);
            }
        }
    }

    private static void checkFields(String path, Map<?, ?> fields, Map<?, ?> schema, List<String> found) {
        if (schema.get("required") instanceof List<?> required) {
            required.stream()
                    .filter(name -> !fields.containsKey(name))
                    .forEach(name -> found.add(path + "." + name + " is missing"));
        }
        Map<?, ?> known = schema.get("properties") instanceof Map<?, ?> properties ? properties : Map.of();
        boolean open = Boolean.TRUE.equals(schema.get("x-kubernetes-preserve-unknown-fields"))
                || known.isEmpty() && !schema.containsKey("additionalProperties");
        fields.forEach((name, value) -> {
            Object inner = known.containsKey(name) ? known.get(name) : schema.get("additionalProperties");
            if (inner instanceof Map<?, ?> next) {
                check(path + "." + name, value, next, found);
            } else if (!open) {
                found.add(path + "." + name + " is no field there");
            }
        });
    }

    private static boolean isA(Map<?, ?> schema, Object value) {
        if (Boolean.TRUE.equals(schema.get("x-kubernetes-int-or-string")) || schema.get("type") == null) {
            return true;
        }
        return switch (schema.get("type").toString()) {
            case "object" -> value instanceof Map;
            case "array" -> value instanceof List;
            case "string" -> value instanceof String;
            case "integer" -> value instanceof Integer || value instanceof Long;
            case "number" -> value instanceof Number;
            case "boolean" -> value instanceof Boolean;
            default -> throw new IllegalArgumentException("no such type in a schema: " + schema.get("type"));
        };
    }
}
