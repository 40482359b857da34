package io.arrears.lake;

import java.util.List;
import java.util.stream.Stream;

/**
 * One canonical column of a source table: its name, the other names a source may use, whether the table is useless
 * without it, and what its text means.
 */
public record SourceColumn(String name, List<String> aliases, boolean required, Kind kind) {

    /** What the text of a column means. */
    public enum Kind {
        TEXT,
        DAY,
        NUMBER
    }

    /** The same column, which the source may also call otherwise. */
    SourceColumn orCalled(String alias) {
        return new SourceColumn(
                name, Stream.concat(aliases.stream(), Stream.of(alias)).toList(), required, kind);
    }

    SourceColumn day() {
        return new SourceColumn(name, aliases, required, Kind.DAY);
    }

    SourceColumn number() {
        return new SourceColumn(name, aliases, required, Kind.NUMBER);
    }
}
