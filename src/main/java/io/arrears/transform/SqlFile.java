package io.arrears.transform;

import io.arrears.lake.KnownRows;
import io.arrears.lake.Layer;
import io.arrears.lake.Table;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * One {@code .sql} file: a single select over catalogue tables with named parameters.
 *
 * @param resource where it stands, {@code sql/marts/mart_kpis.sql}
 * @param text the whole file
 * @param parameters names written {@code :name} in the text
 * @param reads catalogue tables named after {@code from} or {@code join}; {@code known_invoices} reads {@code stg_invoices}
 */
public record SqlFile(String resource, String text, Set<String> parameters, Set<Table> reads) {

    private static final Pattern COMMENT = Pattern.compile("--[^\n]*");
    private static final Pattern STRING = Pattern.compile("'[^']*'");
    private static final Pattern PARAMETER = Pattern.compile("(?<![:\\w]):([a-z][a-z0-9_]*)");
    private static final Pattern SOURCE = Pattern.compile("\\b(?:from|join)\\s+([a-z_][a-z0-9_]*)");
    private static final Pattern GRAIN = Pattern.compile("\\A-- grain: ([^\n]*)");

    /** The file of a table: {@code sql/<layer>/<table>.sql}. */
    public static SqlFile of(Table table) {
        return read("sql/" + folder(table.layer()) + "/" + table.sqlName() + ".sql");
    }

    private static String folder(Layer layer) {
        return layer.folder();
    }

    /**
     * Reads a file from the class path.
     *
     * @throws IllegalArgumentException when there is no such file
     */
    public static SqlFile read(String resource) {
        try (InputStream in = SqlFile.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException(
                        resource + ": no such file; a table is one line of Table and one .sql file");
            }
            return parse(resource, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(resource + " cannot be read", e);
        }
    }

    /** Finds the parameters and the tables in the text. */
    public static SqlFile parse(String resource, String text) {
        Set<String> parameters = new TreeSet<>();
        PARAMETER.matcher(code(text)).results().forEach(match -> parameters.add(match.group(1)));
        Set<Table> reads = EnumSet.noneOf(Table.class);
        named(text)
                .forEach(name ->
                        KnownRows.table(name).or(() -> Table.named(name)).ifPresent(reads::add));
        return new SqlFile(resource, text, parameters, reads);
    }

    /** Everything named after {@code from} or {@code join}: tables, views and queries of the file itself. */
    public Set<String> names() {
        return named(text);
    }

    private static Set<String> named(String text) {
        Set<String> names = new TreeSet<>();
        SOURCE.matcher(code(text)).results().forEach(match -> names.add(match.group(1)));
        return names;
    }

    /** The text without what is written in comments and strings. */
    public String code() {
        return code(text);
    }

    private static String code(String text) {
        return STRING.matcher(COMMENT.matcher(text).replaceAll("")).replaceAll("''");
    }

    /** The key columns the first line promises, {@code -- grain: a, b}; empty when the line is missing. */
    public java.util.List<String> grain() {
        Matcher matcher = GRAIN.matcher(text);
        return matcher.find() ? java.util.List.of(matcher.group(1).strip().split("\\s*,\\s*")) : java.util.List.of();
    }

    /**
     * The rows of the query over the views of the session.
     *
     * @throws IllegalArgumentException when the file names a parameter that is not given; the message names both
     */
    public Dataset<Row> on(SparkSession session, Map<String, Object> given) {
        Map<String, Object> used = new HashMap<>();
        for (String name : parameters) {
            if (!given.containsKey(name)) {
                throw new IllegalArgumentException(resource + " uses the parameter :" + name
                        + ", which nobody sets; known are " + new TreeSet<>(given.keySet()));
            }
            used.put(name, given.get(name));
        }
        return session.sql(text, used);
    }
}
