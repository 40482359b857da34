package io.arrears.cli;

import io.arrears.config.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options every command that reads the configuration has. */
final class SharedOptions {

    @Option(names = "--conf", paramLabel = "FILE", description = "configuration file; replaces keys of reference.conf")
    private Path conf;

    @Option(names = "-D", paramLabel = "KEY=VALUE", description = "one configuration value; replaces that of the file")
    private Map<String, String> overrides = new LinkedHashMap<>();

    /** The settings; the file is required unless a command has a default of its own. */
    Settings settings() {
        return Settings.load(Optional.ofNullable(conf), overrides);
    }

    /** These options as they were given, for another process. They hold no secret: {@code -D} refuses one. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        if (conf != null) {
            arguments.addAll(List.of("--conf", conf.toString()));
        }
        overrides.forEach((key, value) -> arguments.addAll(List.of("-D", key + "=" + value)));
        return arguments;
    }

    /** As {@link #settings()}, with values that an option of the command stands for. */
    Settings settingsWith(Map<String, String> values) {
        Map<String, String> all = new LinkedHashMap<>(overrides);
        all.putAll(values);
        return Settings.load(Optional.ofNullable(conf), all);
    }

    /** As {@link #settings()}, with a default for {@code --conf}. */
    Settings settingsOr(Path fallback) {
        return Settings.load(Optional.of(conf == null ? fallback : conf), overrides);
    }
}
