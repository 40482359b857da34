package io.arrears.model.feature;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;

/**
 * The values of one categorical feature that a model distinguishes, most frequent in training first. A value that is
 * rare, unseen or missing is {@link #OTHER}, unless missing itself was frequent.
 */
public record CategoryRule(String name, List<String> levels) implements Serializable {

    public static final String OTHER = "(other)";
    public static final String NONE = "(none)";

    /** All levels a row can have; the last is {@link #OTHER}. */
    public List<String> all() {
        return Stream.concat(levels.stream(), Stream.of(OTHER)).toList();
    }

    /** The place of a value among {@link #all}; null is missing. */
    public int index(String raw) {
        int place = levels.indexOf(raw == null ? NONE : raw);
        return place >= 0 ? place : levels.size();
    }
}
