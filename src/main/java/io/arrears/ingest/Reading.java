package io.arrears.ingest;

import io.arrears.lake.SourceTable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** A source table with what will be read for it; nothing when it is absent. */
record Reading(SourceTable table, Optional<Relation> relation, ColumnMatch match, Pieces pieces) {

    private static final Pieces NONE = new Pieces(0, Optional.empty(), List.of());

    static Reading absent(SourceTable table) {
        return new Reading(table, Optional.empty(), new ColumnMatch(Map.of()), NONE);
    }

    /**
     * A table that is there, not yet counted.
     *
     * @throws io.arrears.config.ConfigurationException when it lacks a required column
     */
    static Reading found(SourceTable table, Relation relation) {
        return new Reading(table, Optional.of(relation), ColumnMatch.of(table, relation), NONE);
    }

    /** The same, to be read in these pieces. */
    Reading splitInto(Pieces counted) {
        return new Reading(table, relation, match, counted);
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
        for (SourceTable.Column column : table.columns()) {
            schema = schema.add(column.name(), DataTypes.StringType);
        }
        return schema;
    }
}
