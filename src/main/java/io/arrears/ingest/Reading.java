package io.arrears.ingest;

import io.arrears.lake.SourceColumn;
import io.arrears.lake.SourceTable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * A source table with what will be read for it; nothing when it is absent.
 *
 * @param note why a table that is there is not read
 */
record Reading(
        SourceTable table, Optional<Relation> relation, ColumnMatch match, Pieces pieces, Optional<String> note) {

    private static final Pieces NONE = new Pieces(0, Optional.empty(), List.of());

    static Reading absent(SourceTable table) {
        return new Reading(
                table, Optional.empty(), new ColumnMatch(Map.of(), Optional.empty()), NONE, Optional.empty());
    }

    /**
     * A table that is there, not yet counted. One that bears the name by chance and cannot be read is absent, with a
     * note.
     *
     * @param isMeant whether the configuration maps it or a run needs it
     * @throws io.arrears.config.ConfigurationException when it is meant and lacks a required column
     */
    static Reading found(SourceTable table, Relation relation, boolean isMeant) {
        ColumnMatch match = ColumnMatch.of(table, relation);
        if (!isMeant && match.lacking().isPresent()) {
            return new Reading(
                    table,
                    Optional.empty(),
                    new ColumnMatch(Map.of(), match.lacking()),
                    NONE,
                    Optional.of(table.sourceName() + " is skipped: "
                            + match.lacking().get()
                            + ". Map it by source.tables." + table.sourceName() + ", or leave it out by source.tables."
                            + table.sourceName() + " = absent"));
        }
        return new Reading(table, Optional.of(relation), match.complete(table), NONE, Optional.empty());
    }

    /** The same, to be read in these pieces. */
    Reading splitInto(Pieces counted) {
        return new Reading(table, relation, match, counted, note);
    }

    /** What is read of it, for messages. */
    String called() {
        return relation.orElseThrow().called();
    }

    /** The query of its rows, all columns text. */
    TextQuery query(Dialect dialect, String privacyNames) {
        return TextQuery.of(dialect, relation.orElseThrow(), match, privacyNames, pieces.by());
    }

    /** The canonical columns, all text. */
    StructType schema() {
        StructType schema = new StructType();
        for (SourceColumn column : table.columns()) {
            schema = schema.add(column.name(), DataTypes.StringType);
        }
        return schema;
    }
}
