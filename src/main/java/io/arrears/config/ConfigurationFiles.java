package io.arrears.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigUtil;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Layers the overrides over the overlay over reference.conf, and refuses keys that reference.conf does not list. */
final class ConfigurationFiles {

    private static final String REFERENCE = "/reference.conf";
    private static final Set<String> SECRETS = Set.of(
            "source.password", "publish.postgres.password", "alerts.webhook.authorization", "alerts.smtp.password");

    private ConfigurationFiles() {}

    static Config layered(Optional<Path> overlay, Map<String, String> overrides) {
        try {
            Config reference = ConfigFactory.parseURL(Settings.class.getResource(REFERENCE));
            Config file = overlay.map(ConfigurationFiles::parse).orElse(ConfigFactory.empty());
            Config given = parseOverrides(overrides).withFallback(file);
            Config layered = given.withFallback(reference).resolve();
            refuseUnknownKeys(layered.root().toConfig(), reference);
            return layered;
        } catch (ConfigException e) {
            throw new ConfigurationException("the configuration cannot be read: " + e.getMessage(), e);
        }
    }

    private static Config parse(Path file) {
        if (!Files.isReadable(file)) {
            throw new ConfigurationException("--conf " + file + ": no such readable file");
        }
        Config config = ConfigFactory.parseFile(
                file.toFile(), ConfigParseOptions.defaults().setAllowMissing(false));
        for (String secret : SECRETS) {
            if (isWrittenIn(config, secret) && !Secrets.isPrivate(file)) {
                throw new ConfigurationException(file + " holds " + secret + " in plain text and can be read by others:"
                        + " write " + secret + " = ${?A_VARIABLE}, use " + secret + "-file, or chmod 600 the file");
            }
        }
        return config;
    }

    /** A substitution such as ${?NAME} is not written in the file; the unresolved configuration cannot read it. */
    private static boolean isWrittenIn(Config config, String path) {
        try {
            return config.hasPath(path);
        } catch (ConfigException.NotResolved substitution) {
            return false;
        }
    }

    private static Config parseOverrides(Map<String, String> overrides) {
        Config config = ConfigFactory.empty();
        for (Map.Entry<String, String> each : overrides.entrySet()) {
            String key = each.getKey();
            if (SECRETS.contains(key)) {
                throw new ConfigurationException(
                        "-D " + key + ": a password on the command line is seen by everybody on "
                                + "this machine; set it in the environment or in a file with mode 0600 (source.password-file)");
            }
            config = config.withFallback(ConfigFactory.parseString(key + " = " + quoted(each.getValue())));
        }
        return config;
    }

    private static String quoted(String value) {
        boolean plain = value.matches("-?[0-9.]+|true|false|null|\\[.*]");
        return plain ? value : ConfigUtil.quoteString(value);
    }

    private static void refuseUnknownKeys(Config given, Config reference) {
        for (Map.Entry<String, ?> each : given.entrySet()) {
            List<String> path = ConfigUtil.splitPath(each.getKey());
            boolean ownersNames = path.size() > 2
                    && path.get(0).equals("source")
                    && path.get(1).equals("tables");
            if (!ownersNames && !reference.hasPathOrNull(each.getKey())) {
                throw new ConfigurationException("unknown key " + each.getKey()
                        + ": it is not in reference.conf, where every key is listed; check its spelling");
            }
        }
    }
}
