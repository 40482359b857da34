package io.arrears.publish;

import io.arrears.lake.Lake;
import io.arrears.lake.PlainTables;
import io.arrears.lake.Pointers;
import io.arrears.lake.Publication;
import io.arrears.lake.RunId;
import io.arrears.lake.Table;
import io.arrears.pipeline.SideBySide;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * {@code <lake>/published/<mart>}: plain Delta tables with exactly the published rows, for readers that know no
 * pointers.
 *
 * <p>The commits of each table are tagged with the publication they brought it to, so what is missing is known without
 * reading a row: the days whose pointer changed since. A crash anywhere is finished by calling {@link #catchUp} again.
 */
public final class PublishedTables {

    private final Lake lake;
    private final PlainTables plain;

    public PublishedTables(Lake lake) {
        this.lake = lake;
        this.plain = new PlainTables(lake);
    }

    /** Brings every mart to the newest publication; rows written by mart, empty when all were there already. */
    public Map<String, Number> catchUp() {
        return catchUp(new Pointers(lake).history());
    }

    Map<String, Number> catchUp(List<Publication> history) {
        List<Change> changes = Table.publishedMarts().stream()
                .map(mart -> change(mart, history))
                .filter(change -> !change.days().isEmpty())
                .toList();
        List<Long> written = SideBySide.map(changes, this::apply);
        Map<String, Number> rows = new LinkedHashMap<>();
        for (int i = 0; i < changes.size(); i++) {
            rows.put(changes.get(i).mart().sqlName(), written.get(i));
        }
        return rows;
    }

    /**
     * What a mart's plain table lacks.
     *
     * @param days whose pointer changed since the table was written
     * @param slices what counts for these days now; fewer than days when a rollback took a mart away
     */
    private record Change(
            Table mart, long publication, boolean known, boolean stale, Set<LocalDate> days, List<RunId> slices) {}

    private Change change(Table mart, List<Publication> history) {
        OptionalLong reached = plain.reached(mart);
        Map<LocalDate, RunId> before = slices(mart, history, reached.orElse(0));
        Map<LocalDate, RunId> now = slices(mart, history, Long.MAX_VALUE);
        Set<LocalDate> days = new TreeSet<>(before.keySet());
        days.addAll(now.keySet());
        days.removeIf(day -> Objects.equals(before.get(day), now.get(day)));
        long newest = history.isEmpty() ? 0 : history.get(history.size() - 1).number();
        boolean known = reached.isPresent() || !plain.exists(mart);
        return new Change(
                mart,
                newest,
                known,
                days.stream().anyMatch(before::containsKey),
                days,
                days.stream().filter(now::containsKey).map(now::get).toList());
    }

    private static Map<LocalDate, RunId> slices(Table mart, List<Publication> history, long publication) {
        Map<LocalDate, RunId> slices = new TreeMap<>();
        Pointers.current(history, publication).forEach((day, each) -> {
            if (each.slices().containsKey(mart)) {
                slices.put(day, each.slices().get(mart));
            }
        });
        return slices;
    }

    private long apply(Change change) {
        return change.known()
                ? plain.replace(change.mart(), change.publication(), change.days(), change.slices(), change.stale())
                : plain.rewrite(change.mart(), change.publication(), change.slices());
    }
}
