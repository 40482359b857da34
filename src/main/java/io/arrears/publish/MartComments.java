package io.arrears.publish;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigUtil;
import io.arrears.lake.Table;
import io.arrears.transform.SqlFile;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What each mart and each of its columns means. Columns: {@code sql/marts/columns.conf}, {@code currency = "…"} for
 * every mart, {@code mart_kpis.leakage_rate = "…"} for one. Tables: the comment lines at the top of the mart's SQL
 * file.
 */
public final class MartComments {

    private static final String FILE = "sql/marts/columns.conf";

    private final Config columns;

    private MartComments(Config columns) {
        this.columns = columns;
    }

    /** Reads the dictionary from the class path; empty where there is none. */
    public static MartComments load() {
        return new MartComments(
                ConfigFactory.parseResources(MartComments.class.getClassLoader(), FILE, ConfigParseOptions.defaults()));
    }

    /** Reads the dictionary from a text. */
    static MartComments parse(String text) {
        return new MartComments(ConfigFactory.parseString(text));
    }

    public Optional<String> column(Table mart, String column) {
        String name = ConfigUtil.quoteString(column);
        String own = ConfigUtil.quoteString(mart.sqlName()) + "." + name;
        return columns.hasPath(own)
                ? Optional.of(columns.getString(own))
                : columns.hasPath(name) ? Optional.of(columns.getString(name)) : Optional.empty();
    }

    /** Columns that nobody has described; a test keeps this empty. */
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
