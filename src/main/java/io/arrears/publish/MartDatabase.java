package io.arrears.publish;

import io.arrears.lake.Lake;
import io.arrears.lake.Pointers;
import io.arrears.lake.Publication;
import io.arrears.lake.RunId;
import io.arrears.lake.Table;
import io.arrears.pipeline.SideBySide;
import io.arrears.transform.SqlFile;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The marts in PostgreSQL. Its table {@code _published} says which run's rows it holds for each mart and day; what
 * differs from the pointers is copied into side tables and put in place by one transaction. A crash anywhere is
 * finished by calling {@link #catchUp} again.
 */
final class MartDatabase {

    private static final int COPIES_PER_MART = 2;

    private final Lake lake;
    private final MartLogin login;
    private final String schema;
    private final int keepDates;

    MartDatabase(Lake lake, MartLogin login, String schema, int keepDates) {
        this.lake = lake;
        this.login = login;
        this.schema = schema;
        this.keepDates = keepDates;
    }

    /** Brings every mart to what the pointers say; rows written by mart, empty when all were there already. */
    Map<String, Number> catchUp() {
        return catchUp(new Pointers(lake).history());
    }

    Map<String, Number> catchUp(List<Publication> history) {
        TreeMap<LocalDate, Publication> published = Pointers.current(history, Long.MAX_VALUE);
        try (Connection connection = connect()) {
            MartSchema tables = new MartSchema(connection, schema);
            tables.prepare();
            Map<Table, Map<LocalDate, RunId>> stored = tables.stored();
            Map<Table, Map<LocalDate, RunId>> wanted = wanted(published);
            List<Change> changes = Table.publishedMarts().stream()
                    .map(mart -> change(mart, stored.getOrDefault(mart, Map.of()), wanted.getOrDefault(mart, Map.of())))
                    .filter(change -> !change.days().isEmpty())
                    .toList();
            return changes.isEmpty() ? Map.of() : apply(connection, tables, changes);
        } catch (SQLException e) {
            throw failed("refuses the marts", e);
        }
    }

    /** A mart's days whose rows differ from the pointers, and the slices that hold the new rows. */
    record Change(Table mart, Set<LocalDate> days, Map<LocalDate, RunId> slices) {}

    /** Every published day of an aggregate, the newest few of a row-level mart. */
    private Map<Table, Map<LocalDate, RunId>> wanted(TreeMap<LocalDate, Publication> published) {
        Set<LocalDate> newest = new TreeSet<>(
                published.descendingKeySet().stream().limit(keepDates).toList());
        Map<Table, Map<LocalDate, RunId>> wanted = new EnumMap<>(Table.class);
        published.forEach((day, publication) -> publication.slices().forEach((table, run) -> {
            if (!SqlFile.hasManyRows(table) || newest.contains(day)) {
                wanted.computeIfAbsent(table, any -> new TreeMap<>()).put(day, run);
            }
        }));
        return wanted;
    }

    private static Change change(Table mart, Map<LocalDate, RunId> stored, Map<LocalDate, RunId> wanted) {
        Set<LocalDate> days = new TreeSet<>(stored.keySet());
        days.addAll(wanted.keySet());
        days.removeIf(day -> wanted.containsKey(day) && wanted.get(day).equals(stored.get(day)));
        Map<LocalDate, RunId> slices = new TreeMap<>(wanted);
        slices.keySet().retainAll(days);
        return new Change(mart, days, slices);
    }

    private Map<String, Number> apply(Connection connection, MartSchema tables, List<Change> changes)
            throws SQLException {
        List<Dataset<Row>> rows = changes.stream()
                .map(change -> lake.readSlices(change.mart(), change.slices().values()))
                .toList();
        List<MartColumns> columns = IntStream.range(0, changes.size())
                .mapToObj(
                        i -> new MartColumns(changes.get(i).mart(), rows.get(i).schema()))
                .toList();
        try {
            for (MartColumns mart : columns) {
                tables.createSide(mart);
            }
            copy(tables, rows, columns);
            return replace(connection, tables, changes, columns);
        } catch (SQLException | RuntimeException e) {
            tables.dropSides(columns, e);
            throw e;
        }
    }

    private static Map<String, Number> replace(
            Connection connection, MartSchema tables, List<Change> changes, List<MartColumns> columns)
            throws SQLException {
        connection.setAutoCommit(false);
        Map<String, Number> written = new LinkedHashMap<>();
        for (int i = 0; i < changes.size(); i++) {
            written.put(changes.get(i).mart().sqlName(), tables.replace(columns.get(i), changes.get(i)));
        }
        tables.describe(columns, MartComments.load());
        tables.grant();
        connection.commit();
        return written;
    }

    private void copy(MartSchema tables, List<Dataset<Row>> rows, List<MartColumns> columns) {
        List<Integer> marts = IntStream.range(0, rows.size()).boxed().toList();
        try {
            SideBySide.map(marts, i -> {
                MartColumns mart = columns.get(i);
                rows.get(i)
                        .select(mart.asText())
                        .coalesce(COPIES_PER_MART)
                        .foreachPartition(new CopyRows(login, tables.copy(mart)));
                return i;
            });
        } catch (RuntimeException e) {
            throw failed("refuses rows", e);
        }
    }

    private Connection connect() {
        try {
            return login.open();
        } catch (SQLException e) {
            throw failed("cannot be used", e);
        }
    }

    private MartDatabaseException failed(String what, Exception e) {
        Throwable cause = e;
        while (cause.getCause() != null && !(cause instanceof SQLException)) {
            cause = cause.getCause();
        }
        return new MartDatabaseException(
                "the mart database " + login + " " + what + ": " + cause.getMessage()
                        + "\nThe lake is published; the next start finishes the mart database. "
                        + "To go on without one, set publish.postgres.enabled = false",
                e);
    }
}
