package io.arrears.ingest;

import io.arrears.config.Settings;
import io.arrears.lake.SourceTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where people write down what they did and decided: a schema of the mart database, read beside the billing database.
 *
 * @param database how to log in
 * @param source its settings: its schema, and no table mapped
 */
public record WorkSource(SourceDatabase database, Settings.Source source) {

    private static final List<SourceTable> TABLES = List.of(SourceTable.OUTCOMES, SourceTable.DISPOSITIONS);

    /**
     * The schema of the mart database.
     *
     * @param url its address
     * @param user the role that may read it
     * @param login with the password, if there is one
     */
    public static WorkSource of(
            String url,
            String user,
            Settings.Login login,
            Settings.Timeouts timeouts,
            String schema,
            Settings.Source like) {
        Settings.Source source = new Settings.Source(
                false,
                like.embeddedDir(),
                login,
                schema,
                like.allowRowSecurity(),
                timeouts,
                like.snapshotMaxAge(),
                like.fetchSize(),
                like.partitions(),
                like.rowsPerPartition(),
                Map.of());
        return new WorkSource(SourceDatabase.at(url, user, source), source);
    }

    /** The tables that are there and that the configuration maps to nothing else. */
    List<Reading> readings(Settings.Source billing) {
        List<Reading> found = new ArrayList<>();
        List<SourceTable> wanted = TABLES.stream()
                .filter(table -> !billing.tables().containsKey(table.sourceName()))
                .toList();
        if (wanted.isEmpty()) {
            return found;
        }
        try (Connection connection = database.connect()) {
            RelationFinder finder = new RelationFinder(database, connection, source);
            for (SourceTable table : wanted) {
                Optional<Relation> relation = finder.find(table);
                relation.ifPresent(each -> found.add(Reading.found(table, each, true)));
            }
        } catch (SQLException e) {
            throw database.failures().of(e, "looking for the tables of " + source.schema());
        }
        return found;
    }
}
