package io.arrears.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads {@code source}. */
final class SourceSettingsReader {

    private static final int DAY = 24 * 3600;
    private static final Set<String> MAPPING = Set.of("table", "query", "key", "dates", "numbers");
    private static final String ABSENT = "absent";

    private final Values values;
    private final Names names;

    SourceSettingsReader(Values values, Names names) {
        this.values = values;
        this.names = names;
    }

    Settings.Source read() {
        return new Settings.Source(
                values.flag("source.embedded"),
                Path.of(values.text("source.embedded-dir")),
                new LoginReader(values, "source").read(),
                values.word(
                        "source.schema",
                        "[^\\s\\p{Cntrl};'\"]([^\\p{Cntrl};'\"]{0,62}[^\\s\\p{Cntrl};'\"])?",
                        "the name of a schema, without quotes"),
                values.flag("source.allow-row-security"),
                new LoginReader(values, "source").timeouts(),
                values.whole("source.snapshot-max-age-seconds", 1, DAY, "seconds"),
                values.whole("source.fetch-size", 1, 10_000_000, "rows"),
                values.whole("source.partitions", 1, 256, "parallel reads"),
                values.whole("source.rows-per-partition", 1L, 10_000_000_000L, "rows"),
                mappings());
    }

    private Map<String, Settings.Mapping> mappings() {
        Map<String, Settings.Mapping> mappings = new LinkedHashMap<>();
        Values.NamedSections sections = values.namedOr(ABSENT, "source.tables", MAPPING);
        sections.words().forEach(name -> mappings.put(name, Settings.Mapping.ABSENT));
        sections.sections().forEach((name, table) -> mappings.put(name, mapping(name, table)));
        mappings.forEach((name, mapping) -> {
            if (!names.sourceTables().isEmpty() && !names.sourceTables().contains(name)) {
                values.problems()
                        .add("source.tables." + name + ": no such table is read; "
                                + Spelling.hint(name, names.sourceTables()) + "there are "
                                + new TreeSet<>(names.sourceTables()));
            }
            if (mapping.isLeftOut() && names.requiredTables().contains(name)) {
                values.problems()
                        .add("source.tables." + name + " = absent: a run cannot do without " + name
                                + "; give table = \"schema.table\" or query = \"select …\" (an empty table is enough)");
            }
        });
        return mappings;
    }

    private Settings.Mapping mapping(String name, Values table) {
        Settings.Mapping mapping = new Settings.Mapping(
                table.optionalText("table"),
                query(table),
                table.optionalText("key"),
                table.optionalOneOf("dates", "dd/MM/yyyy", "MM/dd/yyyy"),
                table.optionalOneOf("numbers", "de", "en"),
                false);
        boolean both = table.has("table") && table.has("query");
        boolean said = !table.has("key") && (table.has("dates") || table.has("numbers"));
        if (both || !table.has("table") && !table.has("query") && !said) {
            values.problems()
                    .add("source.tables." + name + ": give either table = \"schema.table\" or query = \"select …\""
                            + (both ? ", not both" : "; only dates and numbers may stand without"));
        }
        return mapping;
    }

    /** A query may go over several lines. */
    private static Optional<String> query(Values table) {
        return table.optionalWord("query", "(?s).*\\S.*", "a query, select …");
    }
}
