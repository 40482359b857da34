package io.arrears.publish;

import io.arrears.lake.Lake;
import io.arrears.lake.Pointers;
import io.arrears.lake.Publication;
import io.arrears.lake.RunId;
import io.arrears.lake.Table;
import io.arrears.pipeline.SideBySide;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Deletes slices that are not needed. It keeps, for every table: what a current pointer of any day names; what the five
 * newest runs and the runs of the last fourteen days wrote, published or not; and what those runs published, so that a
 * rollback to any of them finds everything, slices of older runs included. A run without a start stamp counts as new.
 *
 * <p>What goes is first written down in {@code ops_cleaned}, so that a rollback can say why it cannot. The files leave
 * the disk with the first clean that finds them unneeded for seven days: Delta's own limit, checked by Delta.
 */
public final class Clean {

    private static final int KEEP_RUNS = 5;
    private static final Duration KEEP_AGE = Duration.ofDays(14);
    private static final StructType CLEANED = new StructType()
            .add("table_name", DataTypes.StringType, false)
            .add("slice_run_id", DataTypes.StringType, false)
            .add("cleaned_at", DataTypes.TimestampType, false);

    private final SparkSession spark;
    private final Lake lake;

    public Clean(SparkSession spark, Lake lake) {
        this.spark = spark;
        this.lake = lake;
    }

    /**
     * Deletes, then frees the disk. Needs the lake's lock.
     *
     * @param now the time to count the fourteen days back from
     * @return how many slices went, by table
     */
    public Map<String, Number> run(Instant now) {
        Map<Table, Set<RunId>> doomed = doomed(now);
        delete(doomed, now);
        SideBySide.map(tables(), table -> {
            if (table.isLog()) {
                lake.compact(table);
            }
            lake.vacuum(table);
            return table;
        });
        Map<String, Number> deleted = new LinkedHashMap<>();
        doomed.forEach((table, runs) -> deleted.put(table.sqlName(), runs.size()));
        return deleted;
    }

    /** The slices that are not needed, by table. */
    Map<Table, Set<RunId>> doomed(Instant now) {
        List<Publication> history = new Pointers(lake).history();
        Set<RunId> old = oldRuns(history, now);
        Map<Table, Set<RunId>> named = named(history, old);
        List<Table> sliced = tables().stream().filter(table -> !table.isLog()).toList();
        List<Set<RunId>> present = SideBySide.map(sliced, lake::runsIn);
        Map<Table, Set<RunId>> doomed = new EnumMap<>(Table.class);
        for (int i = 0; i < sliced.size(); i++) {
            Set<RunId> runs = present.get(i);
            runs.retainAll(old);
            runs.removeAll(named.getOrDefault(sliced.get(i), Set.of()));
            if (!runs.isEmpty()) {
                doomed.put(sliced.get(i), runs);
            }
        }
        return doomed;
    }

    private List<Table> tables() {
        return Arrays.stream(Table.values()).filter(lake::exists).toList();
    }

    private void delete(Map<Table, Set<RunId>> doomed, Instant now) {
        List<Row> rows = new ArrayList<>();
        doomed.forEach((table, runs) ->
                runs.forEach(run -> rows.add(RowFactory.create(table.sqlName(), run.text(), Timestamp.from(now)))));
        if (!rows.isEmpty()) {
            RunId newest = doomed.values().stream()
                    .flatMap(Collection::stream)
                    .max(Comparator.comparing(RunId::text))
                    .orElseThrow();
            lake.appendLog(
                    Table.OPS_CLEANED,
                    newest,
                    spark.createDataFrame(rows, CLEANED).coalesce(1));
            SideBySide.map(List.copyOf(doomed.keySet()), table -> {
                lake.deleteSlices(table, doomed.get(table));
                return table;
            });
        }
    }

    /** Slices that clean has deleted, by table. */
    public static Map<Table, Set<RunId>> cleaned(Lake lake) {
        Map<Table, Set<RunId>> cleaned = new EnumMap<>(Table.class);
        if (lake.exists(Table.OPS_CLEANED)) {
            lake.readAll(Table.OPS_CLEANED)
                    .select("table_name", "slice_run_id")
                    .collectAsList()
                    .forEach(row -> Table.named(row.getAs("table_name"))
                            .ifPresent(table -> put(cleaned, table, new RunId(row.getAs("slice_run_id")))));
        }
        return cleaned;
    }

    private Set<RunId> oldRuns(List<Publication> history, Instant now) {
        Map<RunId, Instant> started = new LinkedHashMap<>();
        history.forEach(publication -> started.put(publication.run(), Instant.MAX));
        if (lake.exists(Table.OPS_RUNS)) {
            List<Row> runs = lake.readAll(Table.OPS_RUNS)
                    .groupBy(Lake.RUN)
                    .agg(functions.max("started_at").as("started_at"))
                    .collectAsList();
            runs.forEach(row -> {
                Timestamp stamp = row.getAs("started_at");
                started.put(new RunId(row.getAs(Lake.RUN)), stamp == null ? Instant.MAX : stamp.toInstant());
            });
        }
        Set<RunId> old = new TreeSet<>(Comparator.comparing(RunId::text));
        started.keySet().stream()
                .sorted(Comparator.comparing(RunId::number).reversed())
                .skip(KEEP_RUNS)
                .filter(run -> started.get(run).isBefore(now.minus(KEEP_AGE)))
                .forEach(old::add);
        return old;
    }

    private static Map<Table, Set<RunId>> named(List<Publication> history, Set<RunId> old) {
        List<Publication> needed =
                new ArrayList<>(Pointers.current(history, Long.MAX_VALUE).values());
        history.stream().filter(publication -> !old.contains(publication.run())).forEach(needed::add);
        Map<Table, Set<RunId>> named = new EnumMap<>(Table.class);
        needed.forEach(publication -> publication.slices().forEach((table, run) -> put(named, table, run)));
        return named;
    }

    private static void put(Map<Table, Set<RunId>> runs, Table table, RunId run) {
        runs.computeIfAbsent(table, any -> new TreeSet<>(Comparator.comparing(RunId::text)))
                .add(run);
    }
}
