package io.arrears.transform;

import io.arrears.lake.Layer;
import io.arrears.lake.Table;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The views: SQL files without a table in the catalogue, found by the name under which other files read them; and
 * {@link StagedUnion}.
 */
public final class SqlViews {

    private static final Map<String, SqlFile> KNOWN = new ConcurrentHashMap<>();

    private SqlViews() {}

    /**
     * The file of a view, {@code sql/<layer>/<name>.sql}.
     *
     * @throws IllegalArgumentException when there is none, or its header is wrong
     */
    public static SqlFile of(String name) {
        return find(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        name + ": no table of the catalogue, and no file sql/<layer>/" + name + ".sql for a view"));
    }

    private static Optional<SqlFile> find(String name) {
        if (name.equals(StagedUnion.NAME)) {
            return Optional.of(StagedUnion.FILE);
        }
        if (KNOWN.containsKey(name)) {
            return Optional.of(KNOWN.get(name));
        }
        Optional<SqlFile> file = Stream.of(Layer.values())
                .flatMap(layer -> SqlFile.find("sql/" + layer.folder() + "/" + name + ".sql").stream())
                .findFirst();
        file.ifPresent(view -> {
            view.checkHeader(Optional.empty());
            KNOWN.put(name, view);
        });
        return file;
    }

    /** The views that the files read, directly or through other views, by name; each after those it reads itself. */
    public static Map<String, SqlFile> neededBy(Collection<SqlFile> files) {
        Map<String, SqlFile> needed = new LinkedHashMap<>();
        files.forEach(file -> add(file, true, new LinkedHashSet<>(), needed));
        return needed;
    }

    /** The parameters of the intermediate tables and the views that the file reads, at any depth. */
    public static Set<String> parametersBehind(SqlFile file) {
        Set<String> parameters = new TreeSet<>();
        behind(file, new HashSet<>(), parameters);
        return parameters;
    }

    private static void behind(SqlFile file, Set<String> seen, Set<String> parameters) {
        file.names().stream().filter(seen::add).forEach(name -> {
            Optional<Table> table = Table.named(name);
            Optional<SqlFile> source = table.isEmpty()
                    ? find(name)
                    : table.filter(each -> each.layer() == Layer.INTERMEDIATE).map(SqlFile::of);
            source.ifPresent(each -> {
                parameters.addAll(each.parameters());
                behind(each, seen, parameters);
            });
        });
    }

    /** The views that are computed with the file: down to tables and kept views, without these. */
    static Map<String, SqlFile> computedWith(SqlFile file) {
        Map<String, SqlFile> needed = new LinkedHashMap<>();
        add(file, false, new LinkedHashSet<>(), needed);
        return needed;
    }

    /** @param path the views between a file of the caller and this one */
    private static void add(SqlFile file, boolean withKept, Set<String> path, Map<String, SqlFile> needed) {
        for (String name : file.views()) {
            if (needed.containsKey(name)) {
                continue;
            }
            if (!path.add(name)) {
                throw new IllegalArgumentException("these views need each other: " + path);
            }
            SqlFile view = find(name)
                    .orElseThrow(() -> new IllegalArgumentException(file.resource() + " reads " + name
                            + ": expected a table of the catalogue, or a view in a file sql/<layer>/" + name + ".sql"));
            if (withKept || !view.isKept()) {
                add(view, withKept, path, needed);
                needed.put(name, view);
            }
            path.remove(name);
        }
    }

    /** Makes the views that the files read, at any depth, in the session; kept ones are computed. */
    public static void make(Collection<SqlFile> files, SparkSession session, Map<String, Object> parameters) {
        neededBy(files).forEach((name, view) -> {
            Dataset<Row> rows = view.on(session, parameters);
            (view.isKept() ? computed(rows) : rows).createOrReplaceTempView(name);
        });
    }

    /** The rows as they are now, without their plan: Spark fails on a checkpoint that a union of a plan reads twice. */
    static Dataset<Row> computed(Dataset<Row> rows) {
        return rows.sparkSession().createDataFrame(rows.collectAsList(), rows.schema());
    }

    /** The rows of the file over the views of the session, after making those that it needs. */
    static Dataset<Row> rows(SqlFile file, SparkSession session, Map<String, Object> parameters) {
        make(List.of(file), session, parameters);
        return file.on(session, parameters);
    }

    /** The tables a file reads, itself or through views. */
    public static Set<Table> reads(SqlFile file) {
        Set<Table> reads = EnumSet.noneOf(Table.class);
        reads.addAll(file.reads());
        neededBy(List.of(file)).values().forEach(view -> reads.addAll(view.reads()));
        return reads;
    }
}
