package io.arrears.publish;

import io.arrears.config.ArrearsException;
import io.arrears.config.ExitCode;
import io.arrears.lake.Lake;
import io.arrears.lake.Pointers;
import io.arrears.lake.Publication;
import io.arrears.lake.RunId;
import io.arrears.lake.Table;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;

/** Goes back to what an earlier run published for its day: one pointer commit, then the copies follow. */
public final class Rollback {

    private final SparkSession spark;
    private final Lake lake;
    private final Copies copies;

    /** @param copies of the same lake */
    public Rollback(SparkSession spark, Lake lake, Copies copies) {
        this.spark = spark;
        this.lake = lake;
        this.copies = copies;
    }

    /**
     * Makes exactly the slices that the run published count for its day again. Needs the lake's lock.
     *
     * @return the publication made, or the present one where the run's is the newest of its day already
     * @throws ArrearsException when the run never published, or {@code clean} deleted its slices
     */
    public Publication to(RunId run) {
        Pointers pointers = new Pointers(lake);
        List<Publication> history = pointers.history();
        Publication target = history.stream()
                .filter(each -> each.run().equals(run))
                .findFirst()
                .orElseThrow(() -> new ArrearsException(ExitCode.BAD_REQUEST, neverPublished(run, history)));
        refuseCleaned(target);
        copies.check();
        Publication current =
                Pointers.current(history, Long.MAX_VALUE).get(target.asOf().date());
        Publication made =
                current.slices().equals(target.slices()) && current.run().equals(run)
                        ? current
                        : pointers.publish(spark, target.asOf(), run, target.slices());
        copies.both();
        return made;
    }

    private String neverPublished(RunId run, List<Publication> history) {
        String known = history.stream()
                .map(each -> each.run() + " (" + each.asOf() + ")")
                .distinct()
                .collect(Collectors.joining(", "));
        boolean ran = lake.exists(Table.OPS_RUNS)
                && !lake.readSlices(Table.OPS_RUNS, List.of(run)).isEmpty();
        return (ran
                        ? "run " + run + " never published, so there is nothing to go back to"
                        : "there is no run " + run + " in the lake " + lake.root())
                + (known.isEmpty() ? "; no run has published yet" : "; runs that published: " + known);
    }

    private void refuseCleaned(Publication target) {
        Map<Table, Set<RunId>> cleaned = Clean.cleaned(lake);
        Set<String> gone = new TreeSet<>();
        target.slices().forEach((table, slice) -> {
            if (cleaned.getOrDefault(table, Set.of()).contains(slice)) {
                gone.add(table.sqlName());
            }
        });
        if (!gone.isEmpty()) {
            throw new ArrearsException(
                    ExitCode.BAD_REQUEST,
                    "run " + target.run()
                            + " cannot come back: clean has deleted its slices of "
                            + String.join(", ", gone) + "; run " + target.asOf() + " again instead");
        }
    }
}
