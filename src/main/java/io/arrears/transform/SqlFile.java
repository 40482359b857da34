package io.arrears.transform;

import io.arrears.lake.KnownRows;
import io.arrears.lake.Table;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;

/**
 * One {@code .sql} file: a single select over catalogue tables and views with named parameters.
 *
 * @param resource where it is, {@code sql/marts/mart_kpis.sql}
 * @param text the whole file
 * @param parameters names written {@code :name} in the query
 * @param names tables and views that the query reads, in lower case
 * @param reads catalogue tables among the names; {@code known_invoices} reads {@code stg_invoices}
 */
public record SqlFile(String resource, String text, Set<String> parameters, Set<String> names, Set<Table> reads) {

    /** Files of the class path, each read and parsed once. */
    private static final Map<String, SqlFile> KNOWN = new ConcurrentHashMap<>();

    /**
     * The file of a table: {@code sql/<layer>/<table>.sql}.
     *
     * @throws IllegalArgumentException when there is none, or its header does not fit the table; the message names the
     *     file
     */
    public static SqlFile of(Table table) {
        SqlFile file = read(resource(table));
        file.checkHeader(Optional.of(table));
        return file;
    }

    /** Whether the rows of a mart grow with the data, as its file says; those of a mart without a file do not. */
    public static boolean hasManyRows(Table mart) {
        return find(resource(mart)).filter(file -> file.header().manyRows()).isPresent();
    }

    private static String resource(Table table) {
        return "sql/" + table.layer().folder() + "/" + table.sqlName() + ".sql";
    }

    /**
     * Reads a file from the class path.
     *
     * @throws IllegalArgumentException when there is no such file, or it is no query that Spark can read
     */
    public static SqlFile read(String resource) {
        return find(resource)
                .orElseThrow(() -> new IllegalArgumentException(
                        resource + ": no such file; a table is one line of Table and one .sql file"));
    }

    /** The file of the class path, if there is one. */
    static Optional<SqlFile> find(String resource) {
        SqlFile known = KNOWN.get(resource);
        if (known != null) {
            return Optional.of(known);
        }
        try (InputStream in = SqlFile.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                return Optional.empty();
            }
            SqlFile file = parse(resource, new String(in.readAllBytes(), StandardCharsets.UTF_8));
            KNOWN.put(resource, file);
            return Optional.of(file);
        } catch (IOException e) {
            throw new UncheckedIOException(resource + " cannot be read", e);
        }
    }

    /**
     * Finds the parameters and the tables in the text.
     *
     * @throws IllegalArgumentException when it is no query that Spark can read
     */
    public static SqlFile parse(String resource, String text) {
        SqlNames names = SqlNames.of(SqlNames.parsed(resource, text));
        Set<Table> reads = EnumSet.noneOf(Table.class);
        names.tables().forEach(name -> table(name).ifPresent(reads::add));
        return new SqlFile(resource, text, names.parameters(), names.tables(), reads);
    }

    private static Optional<Table> table(String name) {
        return KnownRows.table(name).or(() -> Table.named(name));
    }

    /** The names that no table of the catalogue has. */
    Set<String> views() {
        Set<String> views = new TreeSet<>(names);
        views.removeIf(name -> table(name).isPresent());
        return views;
    }

    /** The query as Spark's parser reads it; nothing is resolved. */
    public LogicalPlan parsed() {
        return SqlNames.parsed(resource, text);
    }

    /** What the first lines say of the table or view that the file makes. */
    SqlHeader header() {
        return SqlHeader.of(resource, text);
    }

    /**
     * Whether the header fits the table that the file is for, if it is for one.
     *
     * @throws IllegalArgumentException naming the file and what to change
     */
    void checkHeader(Optional<Table> table) {
        SqlHeader header = header();
        if (table.isPresent() != (header.kind() == SqlHeader.Kind.TABLE)) {
            throw new IllegalArgumentException(
                    resource + ": '-- kind: " + header.kind().name().toLowerCase(Locale.ROOT)
                            + "', and Table has "
                            + (table.isPresent()
                                    ? "the line " + table.get() + ": expected '-- kind: table', or no such line"
                                    : "no line of this name: add one, or write '-- kind: view' or '-- kind: kept'"));
        }
        if (table.isPresent() && !table.get().key().equals(header.grain())) {
            throw new IllegalArgumentException(resource + ": '-- grain: " + String.join(", ", header.grain())
                    + "', and the key of " + table.get() + " in Table is "
                    + String.join(", ", table.get().key()) + ": expected the same columns");
        }
    }

    /** Whether the file is a view whose rows a stage computes once. */
    boolean isKept() {
        return header().kind() == SqlHeader.Kind.KEPT;
    }

    /**
     * The key columns that the first line promises, {@code -- grain: a, b}.
     *
     * @throws IllegalArgumentException when the first line is another; the message names the file
     */
    public List<String> grain() {
        return SqlHeader.grain(resource, text);
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
                        + ", which has no value; known are " + new TreeSet<>(given.keySet()));
            }
            used.put(name, given.get(name));
        }
        return session.sql(text, used);
    }
}
