package io.arrears.ingest;

import io.arrears.config.Settings;
import io.arrears.lake.SourceTable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads source tables without Spark, for who wants a few thousand rows at once. */
public final class SourceReader implements AutoCloseable {

    private final SourceDatabase database;
    private final Settings settings;
    private final Snapshot snapshot;

    /**
     * Opens one snapshot for all tables.
     *
     * @throws io.arrears.pipeline.SourceUnavailableException when the database cannot be reached
     */
    public SourceReader(SourceDatabase database, Settings settings) {
        this.database = database;
        this.settings = settings;
        this.snapshot = Snapshot.open(database, settings.source().timeouts().snapshotMaxAge());
    }

    /**
     * Up to so many rows of a table, each the canonical columns in order, as text; empty when the source has no such
     * table.
     */
    public Optional<List<String[]>> rows(SourceTable table, int most) {
        Optional<Relation> relation = new RelationFinder(database, snapshot, settings.source()).find(table);
        if (relation.isEmpty()) {
            return Optional.empty();
        }
        String sql = TextQuery.of(
                        database.dialect(),
                        relation.get(),
                        ColumnMatch.of(table, relation.get()),
                        settings.privacyNames(),
                        Optional.empty())
                .sql();
        List<String[]> rows = new ArrayList<>();
        try (Statement statement = snapshot.connection().createStatement()) {
            statement.setFetchSize(settings.source().fetchSize());
            statement.setMaxRows(most);
            try (ResultSet found = statement.executeQuery(sql)) {
                while (found.next()) {
                    String[] row = new String[table.columns().size()];
                    for (int i = 0; i < row.length; i++) {
                        row[i] = found.getString(i + 1);
                    }
                    rows.add(row);
                }
            }
            return Optional.of(rows);
        } catch (SQLException e) {
            throw SourceFailure.of(e, database, "reading " + relation.get().called());
        }
    }

    @Override
    public void close() {
        snapshot.close();
    }
}
