package io.arrears.publish;

import io.arrears.config.Settings;
import io.arrears.lake.Lake;
import io.arrears.lake.Pointers;
import io.arrears.lake.Publication;
import io.arrears.lake.RunId;
import io.arrears.lake.Table;
import io.arrears.pipeline.SideBySide;
import io.arrears.postgres.PostgresLogin;
import io.arrears.terms.Ageing;
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
    private final PostgresLogin login;
    private final Settings.Postgres settings;
    private final Ageing ageing;

    /** @param ageing the ranges that the comments of the columns name */
    MartDatabase(Lake lake, PostgresLogin login, Settings.Postgres settings, Ageing ageing) {
        this.lake = lake;
        this.login = login;
        this.settings = settings;
        this.ageing = ageing;
    }

    /**
     * Looks whether the schema may be written to, and changes nothing.
     *
     * @throws io.arrears.config.ConfigurationException when it is of another format, or holds the marts of another lake
     */
    void refuseOtherLake() {
        try (Connection connection = connect()) {
            MartSchema tables = new MartSchema(connection, settings.schema());
            tables.refuseOtherFormat(login.toString());
            owner().refuseOthers(tables.held(), login.toString());
        } catch (SQLException e) {
            throw failed("cannot be used", e);
        }
    }

    private MartOwner owner() {
        return MartOwner.of(lake, settings.schema(), settings.takeOver());
    }

    /** Brings every mart to what the pointers say; rows written by mart, empty when all were there already. */
    Map<String, Number> catchUp() {
        return catchUp(new Pointers(lake).history());
    }

    Map<String, Number> catchUp(List<Publication> history) {
        MartOwner owner = owner();
        if (owner.identity().isEmpty()) {
            return Map.of();
        }
        try (Connection connection = connect()) {
            MartSchema tables = new MartSchema(connection, settings.schema());
            tables.refuseOtherFormat(login.toString());
            owner.refuseOthers(tables.held(), login.toString());
            tables.prepare();
            List<MartSchema.Change> changes = changes(tables.held(), history, owner);
            return changes.isEmpty() ? Map.of() : apply(connection, tables, changes, owner);
        } catch (SQLException e) {
            throw failed("refuses the marts", e);
        }
    }

    private List<MartSchema.Change> changes(List<MartOwner.Held> held, List<Publication> history, MartOwner owner) {
        Map<Table, Map<LocalDate, RunId>> wanted = wanted(Pointers.current(history, Long.MAX_VALUE));
        return Table.publishedMarts().stream()
                .map(mart -> change(
                        mart,
                        held.stream().filter(each -> each.mart() == mart).toList(),
                        wanted.getOrDefault(mart, Map.of()),
                        owner.identity().orElseThrow()))
                .filter(change -> !change.days().isEmpty())
                .toList();
    }

    /** Every published day of an aggregate, the newest few of a row-level mart. */
    private Map<Table, Map<LocalDate, RunId>> wanted(TreeMap<LocalDate, Publication> published) {
        Set<LocalDate> newest = new TreeSet<>(published.descendingKeySet().stream()
                .limit(settings.keepDates())
                .toList());
        Map<Table, Map<LocalDate, RunId>> wanted = new EnumMap<>(Table.class);
        published.forEach((day, publication) -> publication.slices().forEach((table, run) -> {
            if (!SqlFile.hasManyRows(table) || newest.contains(day)) {
                wanted.computeIfAbsent(table, any -> new TreeMap<>()).put(day, run);
            }
        }));
        return wanted;
    }

    /** Rows are the same when lake and run are: another lake's run of the same number made others. */
    private static MartSchema.Change change(
            Table mart, List<MartOwner.Held> held, Map<LocalDate, RunId> wanted, String identity) {
        Set<LocalDate> days = new TreeSet<>(wanted.keySet());
        for (MartOwner.Held each : held) {
            RunId run = wanted.get(each.day());
            if (run != null && identity.equals(each.lake()) && run.text().equals(each.run())) {
                days.remove(each.day());
            } else {
                days.add(each.day());
            }
        }
        Map<LocalDate, RunId> slices = new TreeMap<>(wanted);
        slices.keySet().retainAll(days);
        return new MartSchema.Change(mart, days, slices);
    }

    private Map<String, Number> apply(
            Connection connection, MartSchema tables, List<MartSchema.Change> changes, MartOwner owner)
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
            return replace(connection, tables, changes, columns, owner);
        } catch (SQLException | RuntimeException e) {
            tables.dropSides(columns, e);
            throw e;
        }
    }

    private Map<String, Number> replace(
            Connection connection,
            MartSchema tables,
            List<MartSchema.Change> changes,
            List<MartColumns> columns,
            MartOwner owner)
            throws SQLException {
        connection.setAutoCommit(false);
        // Another lake may have begun to fill the schema since it was looked at.
        tables.lock();
        owner.refuseOthers(tables.held(), login.toString());
        Map<String, Number> written = new LinkedHashMap<>();
        for (int i = 0; i < changes.size(); i++) {
            written.put(changes.get(i).mart().sqlName(), tables.replace(columns.get(i), changes.get(i), owner));
        }
        tables.forgetOthers(owner);
        new MartDescriptions(connection, settings.schema()).describe(columns, MartComments.load(ageing));
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
                        .foreachPartition(new CopyRows(login, tables.copyInto(mart)));
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
