package io.arrears.cli;

import io.arrears.config.Names;
import io.arrears.config.Settings;
import io.arrears.config.SettingsLoader;
import io.arrears.lake.SourceTable;
import io.arrears.lake.Table;
import io.arrears.leakage.ControlCatalogue;
import io.arrears.leakage.ControlFile;
import io.arrears.transform.OutputColumns;
import io.arrears.transform.SqlFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The options every command that reads the configuration has. */
final class SharedOptions {

    @Option(names = "--conf", paramLabel = "FILE", description = "configuration file; replaces keys of reference.conf")
    private Path conf;

    @Option(names = "-D", paramLabel = "KEY=VALUE", description = "one configuration value; replaces that of the file")
    private Map<String, String> overrides = new LinkedHashMap<>();

    /** The settings; the file is required unless a command has a default of its own. */
    Settings settings() {
        return SettingsLoader.load(Optional.ofNullable(conf), overrides, known());
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

    /** As {@link #settings()}, with values that an option of the command sets. */
    Settings settingsWith(Map<String, String> values) {
        Map<String, String> all = new LinkedHashMap<>(overrides);
        all.putAll(values);
        return SettingsLoader.load(Optional.ofNullable(conf), all, known());
    }

    /** As {@link #settings()}, with a default for {@code --conf}. */
    Settings settingsOr(Path fallback) {
        return SettingsLoader.load(Optional.of(conf == null ? fallback : conf), overrides, known());
    }

    /** The names in the catalogue and in the SQL of the ABT; starts no session. */
    private static Names known() {
        return new Names(
                Stream.of(SourceTable.values()).map(SourceTable::sourceName).collect(Collectors.toSet()),
                Stream.of(SourceTable.values())
                        .filter(SourceTable::required)
                        .map(SourceTable::sourceName)
                        .collect(Collectors.toSet()),
                () -> features(Table.ABT_INVOICES),
                () -> features(Table.ABT_CLAIMS),
                () -> ControlCatalogue.load().controls().stream()
                        .map(ControlFile::id)
                        .collect(Collectors.toSet()));
    }

    /** The columns that say nothing about the outcome: without the keys, the label, and what belongs to it. */
    private static Set<String> features(Table abt) {
        return OutputColumns.of(SqlFile.of(abt)).stream()
                .filter(column -> !column.matches("label.*|observation_date|is_scoring|is_aged|.*_id"))
                .collect(Collectors.toSet());
    }
}
