package io.arrears.lake;

import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The published truth: for every as-of day, the run whose slice of each table counts. A publication is one Delta
 * commit of rows (publication, as_of_date, table_name, slice_run_id, run_id); the newest publication of a day counts,
 * as a whole.
 */
public final class Pointers {

    private static final StructType SCHEMA = new StructType()
            .add("publication", DataTypes.LongType, false)
            .add(Lake.AS_OF, DataTypes.DateType, false)
            .add("table_name", DataTypes.StringType, false)
            .add("slice_run_id", DataTypes.StringType, false)
            .add(Lake.RUN, DataTypes.StringType, false);

    /** Each publication adds a small file; so many of them are read in well under a second. */
    private static final int COMPACT_EVERY = 50;

    private final Lake lake;

    public Pointers(Lake lake) {
        this.lake = lake;
    }

    /** The current pointers of one day; empty for a day never published. */
    public Map<Table, RunId> of(AsOf asOf) {
        return all().getOrDefault(asOf.date(), Map.of());
    }

    /** The current pointers of every published day, oldest day first. */
    public TreeMap<LocalDate, Map<Table, RunId>> all() {
        TreeMap<LocalDate, Map<Table, RunId>> slices = new TreeMap<>();
        current(history(), Long.MAX_VALUE).forEach((day, publication) -> slices.put(day, publication.slices()));
        return slices;
    }

    /** The published slices of a table, of the days before a day; oldest first. */
    public TreeMap<LocalDate, RunId> before(LocalDate day, Table table) {
        TreeMap<LocalDate, RunId> slices = new TreeMap<>();
        all().headMap(day).forEach((each, tables) -> {
            if (tables.containsKey(table)) {
                slices.put(each, tables.get(table));
            }
        });
        return slices;
    }

    /** What counted for each day right after the publication with that number, oldest day first. */
    public static TreeMap<LocalDate, Publication> current(List<Publication> history, long number) {
        TreeMap<LocalDate, Publication> current = new TreeMap<>();
        history.stream()
                .filter(each -> each.number() <= number)
                .forEach(each -> current.put(each.asOf().date(), each));
        return current;
    }

    /**
     * Publishes the slices as what counts for the day, all in one commit.
     *
     * @param run the run whose result this is
     */
    public Publication publish(SparkSession spark, AsOf asOf, RunId run, Map<Table, RunId> slices) {
        if (slices.isEmpty()) {
            throw new IllegalArgumentException("run " + run + " has no slice to publish for " + asOf);
        }
        List<Publication> history = history();
        long number = history.isEmpty() ? 1 : history.get(history.size() - 1).number() + 1;
        List<Row> rows = new ArrayList<>();
        slices.forEach((table, slice) -> rows.add(
                RowFactory.create(number, Date.valueOf(asOf.date()), table.sqlName(), slice.text(), run.text())));
        lake.appendLog(
                Table.OPS_PUBLISHED, run, spark.createDataFrame(rows, SCHEMA).coalesce(1));
        if (number % COMPACT_EVERY == 0) {
            lake.compact(Table.OPS_PUBLISHED);
        }
        return new Publication(number, asOf, run, slices);
    }

    /** Every publication, oldest first. A few dozen rows each. */
    public List<Publication> history() {
        if (!lake.exists(Table.OPS_PUBLISHED)) {
            return List.of();
        }
        TreeMap<Long, Publication> publications = new TreeMap<>();
        for (Row row : lake.readAll(Table.OPS_PUBLISHED)
                .select("publication", Lake.AS_OF, "table_name", "slice_run_id", Lake.RUN)
                .collectAsList()) {
            Publication publication = publications.computeIfAbsent(
                    row.<Long>getAs("publication"),
                    number -> new Publication(
                            number,
                            new AsOf(row.<Date>getAs(Lake.AS_OF).toLocalDate()),
                            new RunId(row.getAs(Lake.RUN)),
                            new EnumMap<>(Table.class)));
            // Ignore tables that were removed from the catalogue.
            Table.named(row.getAs("table_name"))
                    .ifPresent(table -> publication.slices().put(table, new RunId(row.getAs("slice_run_id"))));
        }
        return List.copyOf(publications.values());
    }
}
