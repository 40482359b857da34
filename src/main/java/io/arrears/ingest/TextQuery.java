package io.arrears.ingest;

import io.arrears.lake.SourceColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The query the database runs: every canonical column as text, exactly as the source prints it, missing ones as null.
 * Text because no value can then stop the read: NaN, infinity and odd types reach staging, which judges row by row.
 */
record TextQuery(String sql) {

    /** Name of the extra column that reads are split by. */
    static final String PIECE = "arrears_piece";

    private static final String NAME = "name";

    /**
     * @param privacyNames keep, hash or drop: names that may not be kept never leave the source
     * @param piece the expression to split by, if the read is split
     */
    static TextQuery of(
            Dialect dialect, Relation relation, ColumnMatch match, String privacyNames, Optional<String> piece) {
        List<String> columns = new ArrayList<>();
        for (Map.Entry<SourceColumn, Optional<Relation.Column>> each :
                match.found().entrySet()) {
            String name = each.getKey().name();
            String text = each.getValue()
                    .map(column -> dialect.asText(dialect.quoted(relation.alias(), column.name()), column.type()))
                    .orElse(dialect.nullText());
            columns.add(
                    (name.equals(NAME) ? guarded(dialect, text, privacyNames) : text) + " as " + dialect.quoted(name));
        }
        piece.ifPresent(expression -> columns.add(expression + " as " + PIECE));
        return new TextQuery("select " + String.join(", ", columns) + " from " + relation.from());
    }

    private static String guarded(Dialect dialect, String name, String privacyNames) {
        return switch (privacyNames) {
            case "keep" -> name;
            case "hash" -> dialect.hashed(name);
            default -> dialect.nullText();
        };
    }
}
