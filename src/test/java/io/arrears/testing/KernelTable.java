package io.arrears.testing;

import io.delta.kernel.Scan;
import io.delta.kernel.Table;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.internal.InternalScanFileUtils;
import io.delta.kernel.internal.SnapshotImpl;
import io.delta.kernel.internal.actions.Protocol;
import io.delta.kernel.internal.data.ScanStateRow;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.types.BooleanType;
import io.delta.kernel.types.DataType;
import io.delta.kernel.types.DateType;
import io.delta.kernel.types.DecimalType;
import io.delta.kernel.types.DoubleType;
import io.delta.kernel.types.IntegerType;
import io.delta.kernel.types.LongType;
import io.delta.kernel.types.StringType;
import io.delta.kernel.types.StructType;
import io.delta.kernel.types.TimestampType;
import io.delta.kernel.utils.CloseableIterator;
import java.io.IOException;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;

/**
 * A Delta table read by Delta Kernel, an engine of its own: it replays the log and decodes the files without Spark. Values
 * come as Java's own types, dates as LocalDate and timestamps as Instant.
 *
 * @param protocol what a reader must be able to do
 * @param columns names in the order of the table
 * @param rows sorted by what they print
 */
public record KernelTable(Protocol protocol, List<String> columns, List<List<Object>> rows) {

    /** Reads all of the newest version. */
    public static KernelTable read(String path) throws IOException {
        Engine engine = DefaultEngine.create(new Configuration());
        SnapshotImpl snapshot = (SnapshotImpl) Table.forPath(engine, path).getLatestSnapshot(engine);
        Scan scan = snapshot.getScanBuilder().build();
        List<List<Object>> rows = new ArrayList<>();
        try (CloseableIterator<FilteredColumnarBatch> files = scan.getScanFiles(engine)) {
            while (files.hasNext()) {
                try (CloseableIterator<Row> each = files.next().getRows()) {
                    while (each.hasNext()) {
                        readFile(engine, scan.getScanState(engine), each.next(), rows);
                    }
                }
            }
        }
        rows.sort(Comparator.comparing(List::toString));
        return new KernelTable(snapshot.getProtocol(), snapshot.getSchema().fieldNames(), rows);
    }

    /** The rows as Spark reads them, in the same types and order as {@link #rows}. */
    public static List<List<Object>> rowsOf(Dataset<org.apache.spark.sql.Row> table) {
        List<List<Object>> rows = new ArrayList<>();
        for (org.apache.spark.sql.Row row : table.collectAsList()) {
            List<Object> values = new ArrayList<>();
            for (int i = 0; i < row.length(); i++) {
                Object value = row.get(i);
                values.add(
                        value instanceof Date day
                                ? day.toLocalDate()
                                : value instanceof Timestamp time ? time.toInstant() : value);
            }
            rows.add(values);
        }
        rows.sort(Comparator.comparing(List::toString));
        return rows;
    }

    private static void readFile(Engine engine, Row state, Row file, List<List<Object>> rows) throws IOException {
        try (CloseableIterator<FilteredColumnarBatch> batches = Scan.transformPhysicalData(
                engine,
                state,
                file,
                engine.getParquetHandler()
                        .readParquetFiles(
                                Utils.singletonCloseableIterator(InternalScanFileUtils.getAddFileStatus(file)),
                                ScanStateRow.getPhysicalDataReadSchema(engine, state),
                                Optional.empty()))) {
            while (batches.hasNext()) {
                try (CloseableIterator<Row> each = batches.next().getRows()) {
                    while (each.hasNext()) {
                        rows.add(values(each.next()));
                    }
                }
            }
        }
    }

    private static List<Object> values(Row row) {
        StructType schema = row.getSchema();
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < schema.length(); i++) {
            values.add(row.isNullAt(i) ? null : value(row, i, schema.at(i).getDataType()));
        }
        return values;
    }

    private static Object value(Row row, int i, DataType type) {
        if (type instanceof StringType) {
            return row.getString(i);
        } else if (type instanceof DecimalType) {
            return row.getDecimal(i);
        } else if (type instanceof DateType) {
            return LocalDate.ofEpochDay(row.getInt(i));
        } else if (type instanceof TimestampType) {
            return Instant.EPOCH.plus(row.getLong(i), ChronoUnit.MICROS);
        } else if (type instanceof IntegerType) {
            return row.getInt(i);
        } else if (type instanceof LongType) {
            return row.getLong(i);
        } else if (type instanceof DoubleType) {
            return row.getDouble(i);
        } else if (type instanceof BooleanType) {
            return row.getBoolean(i);
        }
        throw new IllegalArgumentException("a column of the type " + type
                + ": the contract knows strings, decimals, dates, " + "timestamps, integers, doubles and booleans");
    }
}
