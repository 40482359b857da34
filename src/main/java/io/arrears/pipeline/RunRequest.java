package io.arrears.pipeline;

import io.arrears.config.ConfigurationException;
import io.arrears.lake.AsOf;
import io.arrears.lake.Layer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The request for one run.
 *
 * @param asOf the day asked about
 * @param from first stage to run; earlier ones keep their published slices
 * @param only the one stage to run, followed by the checks and the publication
 * @param train train models though none is due
 * @param reuseIngest read the newest ingest instead of the source (later days of a backfill)
 * @param lastDay the newest day that the ingest is to serve: the last one of a backfill
 */
public record RunRequest(
        AsOf asOf, Optional<String> from, Optional<String> only, boolean train, boolean reuseIngest, AsOf lastDay) {

    /** A request for one day. */
    public RunRequest(AsOf asOf, Optional<String> from, Optional<String> only, boolean train) {
        this(asOf, from, only, train, false, asOf);
    }

    /** A whole run from the source to the published tables. */
    public static RunRequest whole(AsOf asOf) {
        return new RunRequest(asOf, Optional.empty(), Optional.empty(), false);
    }

    /** One day of a backfill. The first reads the source, the others what it read. */
    public static RunRequest ofSeries(AsOf asOf, AsOf first, AsOf last) {
        return new RunRequest(asOf, Optional.empty(), Optional.empty(), false, !asOf.equals(first), last);
    }

    /** Whether slices of an earlier run are taken over. */
    boolean partial() {
        return from.isPresent() || only.isPresent() || reuseIngest;
    }

    /**
     * The stages of this request, in order.
     *
     * @throws ConfigurationException when a named stage does not exist; the message lists those that do
     */
    public List<Stage> select(List<Stage> all) {
        if (only.isPresent()) {
            int position = position(all, only.get());
            Stage stage = all.get(position);
            // What a stage made is to be published; one that made no more than a log has nothing to publish.
            boolean made = !stage.publishes() || stage.writes().stream().anyMatch(table -> !table.isLog());
            return made
                    ? Stream.concat(
                                    Stream.of(stage),
                                    all.subList(position + 1, all.size()).stream()
                                            .filter(Stage::publishes))
                            .toList()
                    : List.of(stage);
        }
        int first = from.map(name -> position(all, name)).orElse(0);
        return all.subList(first, all.size()).stream()
                .filter(stage -> !reuseIngest || !ingests(stage))
                .toList();
    }

    private static boolean ingests(Stage stage) {
        return stage.writes().stream().anyMatch(table -> table.layer() == Layer.RAW || table.layer() == Layer.STAGING);
    }

    private static int position(List<Stage> all, String name) {
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).name().equals(name)) {
                return i;
            }
        }
        throw new ConfigurationException("no stage is called '" + name + "'; the stages are "
                + String.join(", ", all.stream().map(Stage::name).toList()));
    }
}
