package io.arrears.ingest;

import io.arrears.lake.SourceTable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** A source table with what will be read for it; nothing when it is absent. */
record Reading(SourceTable table, Optional<Relation> relation, ColumnMatch match, Pieces pieces) {

    static Reading absent(SourceTable table) {
        return new Reading(
                table, Optional.empty(), new ColumnMatch(Map.of()), new Pieces(0, Optional.empty(), List.of()));
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
