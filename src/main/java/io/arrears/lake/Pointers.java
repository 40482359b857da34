package io.arrears.lake;

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
 * The published truth: for every as-of day and table, the run whose slice counts. Each publication is one Delta commit of
 * rows (publication, as_of_date, table_name, slice_run_id); the newest publication that names a table wins.
 */
public final class Pointers {

    private static final StructType SCHEMA = new StructType()
            .add("publication", DataTypes.LongType, false)
            .add(Lake.AS_OF, DataTypes.DateType, false)
            .add("table_name", DataTypes.StringType, false)
            .add("slice_run_id", DataTypes.StringType, false)
            .add(Lake.RUN, DataTypes.StringType, false);

    private final Lake lake;

    public Pointers(Lake lake) {
        this.lake = lake;
    }

    /** The current pointers of one day. */
    public Map<Table, RunId> of(AsOf asOf) {
        return all().getOrDefault(asOf.date(), new EnumMap<>(Table.class));
    }

    /** The current pointers of every published day, oldest day first. */
    public TreeMap<LocalDate, Map<Table, RunId>> all() {
        TreeMap<LocalDate, Map<Table, RunId>> current = new TreeMap<>();
        for (Row row : history()) {
            Table.named(row.getString(2)).ifPresent(table -> current
                    .computeIfAbsent(row.getDate(1).toLocalDate(), day -> new EnumMap<>(Table.class))
                    .put(table, new RunId(row.getString(3))));
        }
        return current;
    }

    /** The pointers one publication wrote for its day, empty if the run never published. */
    public Map<Table, RunId> publishedBy(RunId run) {
        Map<Table, RunId> pointers = new EnumMap<>(Table.class);
        for (Row row : history()) {
            if (row.getString(4).equals(run.text())) {
                Table.named(row.getString(2)).ifPresent(table -> pointers.put(table, new RunId(row.getString(3))));
            }
        }
        return pointers;
    }

    /** Publishes the slices for the day, all in one commit by the given run. */
    public void publish(SparkSession spark, AsOf asOf, RunId run, Map<Table, RunId> slices) {
        List<Row> history = history();
        long publication = history.isEmpty() ? 1 : history.get(history.size() - 1).getLong(0) + 1;
        List<Row> rows = new ArrayList<>();
        slices.forEach((table, slice) -> rows.add(RowFactory.create(
                publication, java.sql.Date.valueOf(asOf.date()), table.sqlName(), slice.text(), run.text())));
        lake.appendLog(Table.OPS_PUBLISHED, run, spark.createDataFrame(rows, SCHEMA).coalesce(1));
    }

    /** All pointers ever written, oldest publication first. A few dozen rows a run. */
    private List<Row> history() {
        if (!lake.exists(Table.OPS_PUBLISHED)) {
            return List.of();
        }
        return lake.readAll(Table.OPS_PUBLISHED)
                .select("publication", Lake.AS_OF, "table_name", "slice_run_id", Lake.RUN)
                .orderBy("publication", "table_name")
                .collectAsList();
    }
}
