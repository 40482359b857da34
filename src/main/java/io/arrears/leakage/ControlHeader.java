package io.arrears.leakage;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The first lines of a control's file, {@code -- key: value} each, in any order after the grain line. The first other
 * line ends them. Every error names the file, the line, what was found and what was expected.
 */
record ControlHeader(String resource, Map<String, String> lines) {

    private static final String NEEDS = "needs";
    private static final Pattern LINE = Pattern.compile("-- ([a-z]+): ?(.*)");
    private static final Set<String> REQUIRED =
            new TreeSet<>(Set.of("grain", "control", "title", "type", "severity", "precedence", NEEDS, "policy"));
    private static final Set<String> OPTIONAL = Set.of("money", "version");

    static ControlHeader parse(String resource, String text) {
        ControlHeader header = new ControlHeader(resource, new LinkedHashMap<>());
        for (String line : text.split("\n")) {
            Matcher matcher = LINE.matcher(line.stripTrailing());
            if (!matcher.matches()) {
                break;
            }
            header.add(matcher.group(1), matcher.group(2).strip());
        }
        for (String key : REQUIRED) {
            header.value(key);
        }
        return header;
    }

    private void add(String key, String value) {
        if (!REQUIRED.contains(key) && !OPTIONAL.contains(key)) {
            throw error("unknown header line '-- " + key + ":'; known are " + known()
                    + "; a remark starts without a word and a colon");
        }
        if (value.isEmpty()) {
            throw error("the header line '-- " + key + ":' is empty");
        }
        if (key.equals(NEEDS)) {
            // A list too long for one line goes on in another.
            lines.merge(key, value, (before, more) -> before + ", " + more);
        } else if (lines.put(key, value) != null) {
            throw error("the header line '-- " + key + ":' is there twice");
        }
    }

    private static Set<String> known() {
        Set<String> known = new TreeSet<>(REQUIRED);
        known.addAll(OPTIONAL);
        return known;
    }

    /** The text after the colon; the line must be there. */
    String value(String key) {
        if (!lines.containsKey(key)) {
            throw error("the header line '-- " + key + ": …' is missing; required are " + REQUIRED);
        }
        return lines.get(key);
    }

    String valueOr(String key, String absent) {
        return lines.getOrDefault(key, absent);
    }

    /** A comma-separated list; {@code none} is the empty one. */
    List<String> list(String key) {
        String value = value(key);
        return value.equals("none") ? List.of() : Arrays.asList(value.split("\\s*,\\s*"));
    }

    /** One of the words, as written there. */
    String oneOf(String key, List<String> words) {
        String value = value(key);
        if (!words.contains(value)) {
            throw error("'-- " + key + ": " + value + "': expected one of " + words);
        }
        return value;
    }

    IllegalArgumentException error(String problem) {
        return new IllegalArgumentException(resource + ": " + problem);
    }
}
