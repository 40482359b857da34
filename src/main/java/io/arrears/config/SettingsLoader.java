package io.arrears.config;

import com.typesafe.config.Config;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Makes settings of reference.conf, the overlay file and the overrides. */
public final class SettingsLoader {

    private SettingsLoader() {}

    /** As {@link #load(Optional, Map, Names)}, where the names that settings refer to are not looked up. */
    public static Settings load(Optional<Path> overlay, Map<String, String> overrides) {
        return load(overlay, overrides, Names.ANY);
    }

    /**
     * Reads reference.conf with the overlay file and the overrides on top.
     *
     * @throws ConfigurationException when keys are unknown, missing or have values that cannot be used; one line for
     *     each
     */
    public static Settings load(Optional<Path> overlay, Map<String, String> overrides, Names names) {
        Problems problems = new Problems();
        Config config = ConfigurationFiles.layered(overlay, overrides, problems);
        Settings settings = new SettingsReader(config, problems, names).read();
        problems.refuse();
        return settings;
    }
}
