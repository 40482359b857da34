package io.arrears.config;

import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.LinkedHashSet;
import java.util.Set;

/** Collects what is wrong with a configuration, to report all of it at once. */
final class Problems {

    private static final int LONGEST = 60;

    private final Set<String> lines = new LinkedHashSet<>();

    /** A value that cannot be used: {@code key = value (file:line): expected …}. */
    void add(String key, ConfigValue found, String expected) {
        add(key + " = " + shown(found) + where(found) + ": expected " + expected);
    }

    /** A value that is not to be shown. */
    void addUnshown(String key, ConfigValue found, String expected) {
        add(key + where(found) + ": expected " + expected);
    }

    /** A whole sentence. */
    void add(String line) {
        lines.add(line);
    }

    /** How many there are. A rule over several values is checked only where each value is right. */
    int count() {
        return lines.size();
    }

    /** @throws ConfigurationException with one line for each problem */
    void refuse() {
        if (lines.size() == 1) {
            throw new ConfigurationException(lines.iterator().next());
        }
        if (!lines.isEmpty()) {
            throw new ConfigurationException("the configuration cannot be used, " + lines.size()
                    + " things are wrong:\n  " + String.join("\n  ", lines));
        }
    }

    private static String shown(ConfigValue value) {
        String text = value.valueType() == ConfigValueType.STRING
                        && value.unwrapped().toString().matches("[\\w./:*,-]+")
                ? value.unwrapped().toString()
                : value.render(ConfigRenderOptions.concise());
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    /** {@code  (file:line)}: where the value was set, with a blank before it; empty where that is unknown. */
    static String where(ConfigValue value) {
        ConfigOrigin origin = value.origin();
        if (origin.filename() != null) {
            return " (" + origin.filename() + ":" + origin.lineNumber() + ")";
        }
        if (origin.url() != null) {
            return " (reference.conf:" + origin.lineNumber() + ")";
        }
        return " (" + origin.description().replaceFirst(": \\d+$", "") + ")";
    }
}
