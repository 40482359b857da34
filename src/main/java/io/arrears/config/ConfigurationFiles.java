package io.arrears.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Layers the overrides over the overlay over reference.conf, and finds keys that reference.conf does not list. */
final class ConfigurationFiles {

    private static final String REFERENCE = "/reference.conf";
    /** Below these the names are the owner's. */
    private static final Set<String> OWNERS_NAMES = Set.of("source.tables", "leakage.controls");

    private static final Set<String> SECRETS = Set.of(
            "source.password", "publish.postgres.password", "alerts.webhook.authorization", "alerts.smtp.password");

    private ConfigurationFiles() {}

    /**
     * The layers as one.
     *
     * @throws ConfigurationException when a file cannot be read as a configuration at all
     */
    static Config layered(Optional<Path> overlay, Map<String, String> overrides, Problems problems) {
        try {
            Config reference = reference();
            Config file = overlay.map(path -> parse(path, problems)).orElse(ConfigFactory.empty());
            Config given = parseOverrides(overrides, problems).withFallback(file);
            Config layered = given.withFallback(reference).resolve();
            noteUnknownKeys(layered, keys(reference), problems);
            return layered;
        } catch (ConfigException e) {
            throw new ConfigurationException("the configuration cannot be read: " + e.getMessage(), e);
        }
    }

    /** Every key with its default. */
    static Config reference() {
        return ConfigFactory.parseURL(ConfigurationFiles.class.getResource(REFERENCE));
    }

    /** The values by their keys, those that are null too. */
    static TreeMap<String, ConfigValue> keys(Config config) {
        TreeMap<String, ConfigValue> keys = new TreeMap<>();
        collect("", config.root(), keys);
        return keys;
    }

    private static void collect(String prefix, ConfigObject section, TreeMap<String, ConfigValue> keys) {
        section.forEach((name, value) -> {
            String key = prefix + ConfigUtil.joinPath(name);
            if (value instanceof ConfigObject inner && !OWNERS_NAMES.contains(key)) {
                collect(key + ".", inner, keys);
            } else {
                keys.put(key, value);
            }
        });
    }

    private static Config parse(Path file, Problems problems) {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new ConfigurationException("--conf " + file + ": no such readable file");
        }
        Config config = ConfigFactory.parseFile(
                file.toFile(), ConfigParseOptions.defaults().setAllowMissing(false));
        boolean isPrivate = isPrivate(file);
        for (String secret : SECRETS) {
            if (isWrittenIn(config, secret) && !isPrivate) {
                problems.add(file + " holds " + secret + " in plain text and can be read by others:" + " write "
                        + secret + " = ${?A_VARIABLE}, use " + secret + "-file, or chmod 600 the file");
            }
        }
        return config;
    }

    private static boolean isPrivate(Path file) {
        try {
            return Secrets.isPrivate(file);
        } catch (IOException e) {
            throw new ConfigurationException("--conf " + file + ": no such readable file", e);
        }
    }

    /** A substitution such as ${?NAME} is not written in the file; the unresolved configuration cannot read it. */
    private static boolean isWrittenIn(Config config, String path) {
        try {
            return config.hasPath(path);
        } catch (ConfigException.NotResolved substitution) {
            return false;
        }
    }

    private static Config parseOverrides(Map<String, String> overrides, Problems problems) {
        Config config = ConfigFactory.empty();
        for (Map.Entry<String, String> each : overrides.entrySet()) {
            String key = each.getKey();
            if (SECRETS.contains(key)) {
                problems.add("-D " + key + ": a password on the command line is visible to all users of "
                        + "this machine; set it in the environment or in a file with mode 0600 (source.password-file)");
                continue;
            }
            try {
                config = config.withFallback(ConfigFactory.parseString(
                        key + " = " + quoted(each.getValue()),
                        ConfigParseOptions.defaults().setOriginDescription("-D")));
            } catch (ConfigException e) {
                problems.add("-D " + key + "=" + each.getValue() + ": expected a key and a value, such as -D "
                        + "default.trees=60");
            }
        }
        return config;
    }

    private static String quoted(String value) {
        boolean plain = value.matches("-?[0-9.]+|true|false|null|\\[.*]");
        return plain ? value : ConfigUtil.quoteString(value);
    }

    private static void noteUnknownKeys(Config layered, TreeMap<String, ConfigValue> known, Problems problems) {
        List<String> sections = new ArrayList<>();
        known.keySet().forEach(key -> {
            for (int dot = key.indexOf('.'); dot > 0; dot = key.indexOf('.', dot + 1)) {
                sections.add(key.substring(0, dot));
            }
        });
        keys(layered).forEach((key, value) -> {
            // A value in place of a section, or a section in place of a value, is found where the key is read.
            boolean read = known.containsKey(key)
                    || sections.contains(key)
                    || known.keySet().stream().anyMatch(each -> key.startsWith(each + "."));
            if (!read) {
                problems.add("unknown key " + key + Problems.where(value) + ": " + Spelling.hint(key, known.keySet())
                        + "reference.conf lists every key");
            }
        });
    }
}
