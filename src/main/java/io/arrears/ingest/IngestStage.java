package io.arrears.ingest;

import io.arrears.config.ConfigurationException;
import io.arrears.config.Settings;
import io.arrears.lake.SourceTable;
import io.arrears.lake.Table;
import io.arrears.pipeline.RunContext;
import io.arrears.pipeline.SideBySide;
import io.arrears.pipeline.Stage;
import io.arrears.pipeline.StageReport;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
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
            .add("is_present", DataTypes.BooleanType, false);

    private final SourceDatabase database;

    public IngestStage(SourceDatabase database) {
        this.database = database;
    }

    @Override
    public String name() {
        return "ingest";
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
        Settings.Source source = context.settings().source();
        RelationFinder.refuseUnknown(source.tables());
        try (Snapshot snapshot = Snapshot.open(database, source.timeouts().snapshotMaxAge())) {
            List<Reading> readings = plan(context, snapshot);
            List<Long> rows = SideBySide.map(readings, reading -> copy(reading, context, snapshot));
            snapshot.check();
            writePresence(readings, context);
            return report(readings, rows);
        }
    }

    /** A source table with what will be read for it; nothing when it is absent. */
    private record Reading(SourceTable table, Optional<Relation> relation, ColumnMatch match, Pieces pieces) {

        static Reading absent(SourceTable table) {
            return new Reading(table, Optional.empty(), new ColumnMatch(Map.of()),
                    new Pieces(0, Optional.empty(), List.of()));
        }
    }

    private List<Reading> plan(RunContext context, Snapshot snapshot) {
        Settings.Source source = context.settings().source();
        RelationFinder finder = new RelationFinder(database, snapshot, source);
        List<Reading> readings = new ArrayList<>();
        for (SourceTable table : SourceTable.values()) {
            Optional<Relation> relation = finder.find(table);
            if (relation.isEmpty() && table.required()) {
                throw new ConfigurationException("the required table " + table.sourceName() + " is not in "
                        + database.place() + ": schema " + source.schema() + " has " + finder.tablesOf(source.schema())
                        + ". Map it: source.tables." + table.sourceName() + ".table = \"schema.table\", or .query = "
                        + "\"select …\"");
            }
            readings.add(relation.map(found -> reading(table, found, source, snapshot)).orElse(Reading.absent(table)));
        }
        return readings;
    }

    private Reading reading(SourceTable table, Relation relation, Settings.Source source, Snapshot snapshot) {
        ColumnMatch match = ColumnMatch.of(table, relation);
        try {
            return new Reading(table, Optional.of(relation), match, Pieces.of(relation, snapshot, source));
        } catch (SQLException e) {
            throw SourceFailure.of(e, database, "reading " + relation.called());
        }
    }

    private long copy(Reading reading, RunContext context, Snapshot snapshot) {
        if (reading.relation().isEmpty()) {
            return 0;
        }
        Dataset<Row> rows = rows(reading, reading.relation().get(), context, snapshot);
        String called = reading.relation().get().called();
        long copied;
        try {
            copied = context.lake().append(
                    reading.table().raw(), context.asOf(), context.run(), context.slices(), rows);
        } catch (Exception e) {
            snapshot.check();
            throw SourceFailure.of(e, database, "reading " + called);
        }
        if (copied != reading.pieces().rows()) {
            throw new IllegalStateException(called + ": " + copied + " rows arrived in "
                    + reading.pieces().conditions().size() + " pieces, but the snapshot has "
                    + reading.pieces().rows());
        }
        return copied;
    }

    private Dataset<Row> rows(Reading reading, Relation relation, RunContext context, Snapshot snapshot) {
        TextQuery query = TextQuery.of(
                relation, reading.match(), context.settings().privacyNames(), reading.pieces().by());
        Properties options = new Properties();
        options.putAll(database.sparkOptions());
        options.setProperty("fetchsize", String.valueOf(context.settings().source().fetchSize()));
        options.setProperty("sessionInitStatement", snapshot.adoptStatement());
        String[] columns = schema(reading.table()).fieldNames();
        try {
            return context.spark().read()
                    .jdbc(database.sparkUrl(), "(" + query.sql() + "\n) as arrears_rows",
                            reading.pieces().conditions().toArray(String[]::new), options)
                    .select(Arrays.stream(columns).map(functions::col).toArray(Column[]::new));
        } catch (Exception e) {
            throw SourceFailure.of(e, database, "reading " + relation.called());
        }
    }

    private static StructType schema(SourceTable table) {
        StructType schema = new StructType();
        for (SourceTable.Column column : table.columns()) {
            schema = schema.add(column.name(), DataTypes.StringType);
        }
        return schema;
    }

    private static void writePresence(List<Reading> readings, RunContext context) {
        List<Row> rows = new ArrayList<>();
        for (Reading reading : readings) {
            for (SourceTable.Column column : reading.table().columns()) {
                boolean present = reading.match().found().getOrDefault(column, Optional.empty()).isPresent();
                rows.add(RowFactory.create(reading.table().sourceName(), column.name(), present));
            }
        }
        context.lake().append(Table.OPS_SOURCES, context.asOf(), context.run(), context.slices(),
                context.spark().createDataFrame(rows, SOURCES).coalesce(1));
    }

    private static StageReport report(List<Reading> readings, List<Long> rows) {
        Map<String, Number> measures = new LinkedHashMap<>();
        measures.put("rows", rows.stream().mapToLong(Long::longValue).sum());
        for (int i = 0; i < readings.size(); i++) {
            if (readings.get(i).relation().isPresent()) {
                measures.put(readings.get(i).table().sourceName(), rows.get(i));
            }
        }
        return new StageReport(measures);
    }
}
