package io.arrears.ingest;

import io.arrears.config.ConfigurationException;
import io.arrears.lake.SourceColumn;
import io.arrears.lake.SourceTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which column of a relation is meant by each canonical column.
 *
 * @param lacking why the relation cannot be read: the required columns that are not there or that the role may not read
 */
record ColumnMatch(Map<SourceColumn, Optional<Relation.Column>> found, Optional<String> lacking) {

    /** Matches by canonical name first, then by alias, without regard to case; an exact spelling wins. */
    static ColumnMatch of(SourceTable table, Relation relation) {
        Map<SourceColumn, Optional<Relation.Column>> found = new LinkedHashMap<>();
        List<String> missing = new ArrayList<>();
        List<String> withheld = new ArrayList<>();
        for (SourceColumn column : table.columns()) {
            Optional<Relation.Column> match = match(column, relation);
            found.put(column, match);
            if (match.isEmpty() && column.required()) {
                Optional<String> hidden = relation.withheld().stream()
                        .filter(name -> names(column).stream().anyMatch(name::equalsIgnoreCase))
                        .findFirst();
                hidden.ifPresentOrElse(withheld::add, () -> missing.add(column.name()));
            }
        }
        List<String> lacking = new ArrayList<>();
        if (!missing.isEmpty()) {
            lacking.add("lacks the required " + counted(missing) + "; it has "
                    + (relation.columns().isEmpty() ? "no column that may be read" : names(relation)));
        }
        if (!withheld.isEmpty()) {
            lacking.add(
                    "does not let the role read the required " + counted(withheld) + ": grant select on these columns");
        }
        return new ColumnMatch(
                found,
                lacking.isEmpty()
                        ? Optional.empty()
                        : Optional.of(relation.called() + " " + String.join("; it ", lacking)));
    }

    private static String counted(List<String> columns) {
        return (columns.size() > 1 ? "columns " : "column ") + String.join(", ", columns);
    }

    /**
     * The same, when the relation can be read.
     *
     * @throws ConfigurationException naming every required column that is missing
     */
    ColumnMatch complete(SourceTable table) {
        if (lacking.isEmpty()) {
            return this;
        }
        String first = found.keySet().stream()
                .filter(column -> column.required() && found.get(column).isEmpty())
                .findFirst()
                .orElseThrow()
                .name();
        throw new ConfigurationException(table.sourceName() + ": " + lacking.get() + ". Map it: source.tables."
                + table.sourceName() + ".query = \"select … as " + first + " … from …\"");
    }

    private static List<String> names(SourceColumn column) {
        return Stream.concat(Stream.of(column.name()), column.aliases().stream())
                .toList();
    }

    private static Optional<Relation.Column> match(SourceColumn wanted, Relation relation) {
        for (String name : names(wanted)) {
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
