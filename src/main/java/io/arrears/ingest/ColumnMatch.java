package io.arrears.ingest;

import io.arrears.config.ConfigurationException;
import io.arrears.lake.SourceTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which column of a relation is meant by each canonical column. */
record ColumnMatch(Map<SourceTable.Column, Optional<Relation.Column>> found) {

    /**
     * Matches by canonical name first, then by alias, without regard to case; an exact spelling wins.
     *
     * @throws ConfigurationException naming every required column that is missing
     */
    static ColumnMatch of(SourceTable table, Relation relation) {
        Map<SourceTable.Column, Optional<Relation.Column>> found = new LinkedHashMap<>();
        List<String> missing = new ArrayList<>();
        for (SourceTable.Column column : table.columns()) {
            Optional<Relation.Column> match = match(column, relation);
            if (match.isEmpty() && column.required()) {
                missing.add(column.name());
            }
            found.put(column, match);
        }
        if (!missing.isEmpty()) {
            throw new ConfigurationException(table.sourceName() + ": " + relation.called() + " lacks the required "
                    + (missing.size() > 1 ? "columns " : "column ") + String.join(", ", missing) + "; it has "
                    + names(relation)
                    + ". Map it: source.tables." + table.sourceName() + ".query = \"select … as " + missing.get(0)
                    + " … from …\"");
        }
        return new ColumnMatch(found);
    }

    private static Optional<Relation.Column> match(SourceTable.Column wanted, Relation relation) {
        List<String> names = new ArrayList<>();
        names.add(wanted.name());
        names.addAll(wanted.aliases());
        for (String name : names) {
            Relation.Column loose = null;
            for (Relation.Column column : relation.columns()) {
                if (column.name().equals(name)) {
                    return Optional.of(column);
                }
                loose = loose == null && column.name().equalsIgnoreCase(name) ? column : loose;
            }
            if (loose != null) {
                return Optional.of(loose);
            }
        }
        return Optional.empty();
    }

    static String names(Relation relation) {
        return String.join(
                ", ", relation.columns().stream().map(Relation.Column::name).toList());
    }
}
