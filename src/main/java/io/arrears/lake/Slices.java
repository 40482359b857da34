package io.arrears.lake;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which run's slice of each table one run sees: the published pointers of its as-of day to begin with, its own slices
 * as it writes them. Safe for stages that write tables side by side.
 */
public final class Slices {

    private final Map<Table, RunId> runs = new EnumMap<>(Table.class);

    public Slices(Map<Table, RunId> published) {
        runs.putAll(published);
    }

    public synchronized Optional<RunId> of(Table table) {
        return Optional.ofNullable(runs.get(table));
    }

    public synchronized void wrote(Table table, RunId run) {
        runs.put(table, run);
    }

    public synchronized Map<Table, RunId> all() {
        return new EnumMap<>(runs);
    }
}
