package io.arrears.ingest;

import io.arrears.config.ConfigurationException;
import io.arrears.config.Settings;
import io.arrears.lake.SourceColumn;
import io.arrears.lake.SourceTable;
import io.arrears.lake.Table;
import io.arrears.pipeline.RunContext;
import io.arrears.pipeline.SideBySide;
import io.arrears.pipeline.SourceUnavailableException;
import io.arrears.pipeline.Stage;
import io.arrears.pipeline.StageReport;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Copies the source tables to the raw layer, every column as text, all from one snapshot of the database. What the
 * source does not have is not written, and {@code ops_sources} says so.
 */
public final class IngestStage implements Stage {

    private static final StructType SOURCES = new StructType()
            .add("source_table", DataTypes.StringType, false)
            .add("column_name", DataTypes.StringType, false)
            .add("is_present", DataTypes.BooleanType, false)
            .add("is_typed", DataTypes.BooleanType, true);

    private final Supplier<SourceDatabase> source;
    private final Supplier<Optional<WorkSource>> work;

    /** @param source asked for when the stage runs */
    public IngestStage(Supplier<SourceDatabase> source) {
        this(source, Optional::empty);
    }

    /**
     * @param source asked for when the stage runs
     * @param work where people write down what they did and decided, if there is such a place
     */
    public IngestStage(Supplier<SourceDatabase> source, Supplier<Optional<WorkSource>> work) {
        this.source = source;
        this.work = work;
    }

    @Override
    public String name() {
        return INGEST;
    }

    @Override
    public Set<Table> reads() {
        return EnumSet.noneOf(Table.class);
    }

    @Override
    public Set<Table> writes() {
        Set<Table> writes = EnumSet.of(Table.OPS_SOURCES);
        for (SourceTable table : SourceTable.values()) {
            writes.add(table.raw());
        }
        return writes;
    }

    @Override
    public StageReport run(RunContext context) {
        Settings.Source settings = context.settings().source();
        RelationFinder.refuseUnknown(settings.tables());
        SourceDatabase database = source.get();
        Optional<WorkSource> place = work.get();
        List<Reading> written = place.map(each -> each.readings(settings)).orElse(List.of());
        List<SourceTable> elsewhere = written.stream().map(Reading::table).toList();
        List<Reading> found = find(
                database,
                settings,
                Arrays.stream(SourceTable.values())
                        .filter(table -> !elsewhere.contains(table))
                        .toList());
        Copied copied = copied(database, found, settings, context);
        if (!written.isEmpty()) {
            // A database of its own has a snapshot of its own.
            copied = copied.and(copied(place.get().database(), written, settings, context));
        }
        writePresence(copied.readings(), context);
        return report(copied);
    }

    /** What was read, and the rows of each. */
    private record Copied(List<Reading> readings, List<Long> rows, List<String> notes) {
        Copied and(Copied other) {
            List<Reading> all = new ArrayList<>(readings);
            all.addAll(other.readings);
            List<Long> counts = new ArrayList<>(rows);
            counts.addAll(other.rows);
            return new Copied(all, counts, notes);
        }
    }

    private Copied copied(SourceDatabase database, List<Reading> found, Settings.Source settings, RunContext context) {
        List<Relation> relations =
                found.stream().flatMap(each -> each.relation().stream()).toList();
        try (Snapshot snapshot = Snapshot.open(database, relations, settings.snapshotMaxAge())) {
            List<Reading> readings = found.stream()
                    .map(reading -> split(reading, settings, snapshot))
                    .toList();
            FoldedKeys keys = FoldedKeys.of(readings);
            List<Long> rows = copy(readings, keys, context, snapshot);
            snapshot.check();
            return new Copied(readings, rows, keys.notes());
        }
    }

    private static List<Reading> find(SourceDatabase database, Settings.Source settings, List<SourceTable> tables) {
        List<Reading> found = new ArrayList<>();
        try (Connection connection = database.connect()) {
            RelationFinder finder = new RelationFinder(database, connection, settings);
            for (SourceTable table : tables) {
                Optional<Relation> relation = finder.find(table);
                if (relation.isEmpty() && table.required()) {
                    throw new ConfigurationException("the required table " + table.sourceName() + " is not in "
                            + database.place() + ": schema " + finder.schema() + " has "
                            + finder.tablesOf(finder.schema())
                            + ". Map it: source.tables." + table.sourceName()
                            + ".table = \"schema.table\", or .query = " + "\"select …\"");
                }
                boolean isMeant = table.required() || settings.tables().containsKey(table.sourceName());
                found.add(relation.map(each -> Reading.found(table, each, isMeant))
                        .orElse(Reading.absent(table)));
            }
        } catch (SQLException e) {
            throw database.failures().of(e, "looking for the source tables");
        }
        return found;
    }

    private static Reading split(Reading reading, Settings.Source settings, Snapshot snapshot) {
        if (reading.relation().isEmpty()) {
            return reading;
        }
        try {
            return reading.splitInto(Pieces.of(reading.relation().get(), snapshot, settings));
        } catch (SQLException e) {
            throw snapshot.database().failures().of(e, "reading " + reading.called());
        }
    }

    private List<Long> copy(List<Reading> readings, FoldedKeys keys, RunContext context, Snapshot snapshot) {
        AtomicBoolean failed = new AtomicBoolean();
        try (Transfer transfer = Transfer.of(snapshot.database(), snapshot, context)) {
            return SideBySide.map(readings, reading -> {
                // When the server is silent, each further table would wait for its own time-out.
                if (reading.relation().isEmpty() || failed.get()) {
                    return 0L;
                }
                try {
                    return copy(reading, rows(reading, keys, transfer, snapshot), context, snapshot);
                } catch (RuntimeException e) {
                    failed.set(true);
                    throw e;
                }
            });
        }
    }

    private long copy(Reading reading, Dataset<Row> rows, RunContext context, Snapshot snapshot) {
        long copied;
        try {
            copied = context.append(reading.table().raw(), rows);
        } catch (Exception e) {
            RuntimeException failure = snapshot.database().failures().of(e, "reading " + reading.called());
            if (!(failure instanceof SourceUnavailableException)) {
                snapshot.check();
            }
            throw failure;
        }
        if (copied != reading.pieces().rows()) {
            snapshot.check();
            throw new IllegalStateException(reading.called() + ": " + copied + " rows arrived in "
                    + reading.pieces().conditions().size() + " pieces, but the snapshot has "
                    + reading.pieces().rows());
        }
        return copied;
    }

    private Dataset<Row> rows(Reading reading, FoldedKeys keys, Transfer transfer, Snapshot snapshot) {
        try {
            Column[] kept =
                    Arrays.stream(reading.schema().fieldNames()).map(keys::kept).toArray(Column[]::new);
            return transfer.rows(reading).select(kept);
        } catch (Exception e) {
            throw snapshot.database().failures().of(e, "reading " + reading.called());
        }
    }

    private static void writePresence(List<Reading> readings, RunContext context) {
        List<Row> rows = new ArrayList<>();
        for (Reading reading : readings) {
            for (SourceColumn column : reading.table().columns()) {
                Optional<Relation.Column> found = reading.match().found().getOrDefault(column, Optional.empty());
                rows.add(RowFactory.create(
                        reading.table().sourceName(),
                        column.name(),
                        found.isPresent(),
                        found.map(Relation.Column::isTyped).orElse(null)));
            }
        }
        context.append(Table.OPS_SOURCES, rows, SOURCES);
    }

    private static StageReport report(Copied copied) {
        List<Reading> readings = copied.readings();
        List<Long> rows = copied.rows();
        Map<String, Number> measures = new LinkedHashMap<>();
        measures.put("rows", rows.stream().mapToLong(Long::longValue).sum());
        for (int i = 0; i < readings.size(); i++) {
            if (readings.get(i).relation().isPresent()) {
                measures.put(readings.get(i).table().sourceName(), rows.get(i));
            }
        }
        List<String> notes = new ArrayList<>();
        readings.forEach(reading -> reading.note().ifPresent(notes::add));
        notes.addAll(copied.notes());
        return new StageReport(measures, notes);
    }
}
