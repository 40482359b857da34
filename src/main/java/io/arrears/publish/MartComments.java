package io.arrears.publish;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigUtil;
import io.arrears.lake.Table;
import io.arrears.terms.Ageing;
import io.arrears.transform.SqlFile;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What each mart and each of its columns means. Columns: the file beside the mart, {@code sql/marts/mart_kpis.conf},
 * else {@code sql/marts/columns.conf} for those that several marts have. Tables: the comment lines at the top of the
 * mart's SQL file. A sentence names the ageing buckets as <code>${terms.ageing_buckets}</code>.
 */
public final class MartComments {

    private static final String SHARED = "columns";

    private final Config shared;
    private final Map<Table, Config> own;

    MartComments(Config shared, Map<Table, Config> own) {
        this.shared = shared;
        this.own = own;
    }

    /** Reads the dictionary from the class path; empty where there is none. Its sentences name these ranges of age. */
    public static MartComments load(Ageing ageing) {
        Map<Table, Config> own = new EnumMap<>(Table.class);
        Table.publishedMarts().forEach(mart -> own.put(mart, read(mart.sqlName(), ageing)));
        return new MartComments(read(SHARED, ageing), own);
    }

    /** The sentences of a file, by column. */
    static Config read(String name, Ageing ageing) {
        Config terms = ConfigFactory.parseMap(Map.of(
                "terms.ageing_buckets", String.join(", ", ageing.buckets()),
                "terms.ageing_details", String.join(", ", ageing.details()),
                "terms.oldest_bucket", ageing.oldest()));
        return ConfigFactory.parseResources(
                        MartComments.class.getClassLoader(),
                        "sql/marts/" + name + ".conf",
                        ConfigParseOptions.defaults())
                .resolveWith(terms);
    }

    public Optional<String> column(Table mart, String column) {
        return sentence(own.getOrDefault(mart, ConfigFactory.empty()), column).or(() -> sentence(shared, column));
    }

    private static Optional<String> sentence(Config columns, String column) {
        String name = ConfigUtil.quoteString(column);
        return columns.hasPath(name) ? Optional.of(columns.getString(name)) : Optional.empty();
    }

    /** Columns without a description; a test keeps this empty. */
    public List<String> missing(Table mart, List<String> names) {
        return names.stream().filter(name -> column(mart, name).isEmpty()).toList();
    }

    /** The leading comment lines of the mart's SQL file that are about its rows, or its grain where it has no file. */
    public String table(Table mart) {
        try {
            return SqlFile.of(mart)
                    .text()
                    .lines()
                    .takeWhile(line -> line.startsWith("--"))
                    .filter(line -> !line.matches("-- (kind|rows): .*"))
                    .map(line -> line.substring(2).strip())
                    .collect(Collectors.joining(" "));
        } catch (IllegalArgumentException e) {
            return "grain: " + String.join(", ", mart.key());
        }
    }
}
