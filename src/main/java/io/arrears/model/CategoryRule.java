package io.arrears.model;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The values of one categorical feature that a model tells apart, most frequent in training first. A value that is
 * rare, unseen or missing is {@link #OTHER}, unless missing itself was frequent.
 */
public record CategoryRule(String name, List<String> levels) {

    static final String OTHER = "(other)";
    static final String NONE = "(none)";

    /** All levels a row can have; the last is {@link #OTHER}. */
    List<String> all() {
        return Stream.concat(levels.stream(), Stream.of(OTHER)).toList();
    }

    /** The SQL expression of a row's raw value. */
    static String raw(String name) {
        return "coalesce(cast(" + SqlText.name(name) + " as string), '" + NONE + "')";
    }

    /** The SQL column of a row's level. */
    String column() {
        if (levels.isEmpty()) {
            return SqlText.text(OTHER) + " as " + SqlText.name(levelColumn());
        }
        String known = levels.stream().map(SqlText::text).collect(Collectors.joining(", "));
        return "case when " + raw(name) + " in (" + known + ") then " + raw(name) + " else " + SqlText.text(OTHER)
                + " end as " + SqlText.name(levelColumn());
    }

    String levelColumn() {
        return name + "__level";
    }

    String indexColumn() {
        return name + "__index";
    }

    String oneHotColumn() {
        return name + "__onehot";
    }
}
