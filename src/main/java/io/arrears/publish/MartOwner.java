package io.arrears.publish;

import io.arrears.config.ConfigurationException;
import io.arrears.lake.Lake;
import io.arrears.lake.Table;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Whose rows a mart schema holds. A schema belongs to one lake: the ids of runs begin again in every lake, so that the
 * same id in two lakes names different rows.
 *
 * @param identity the lake's; empty before its first publication
 * @param takeOver whether this lake may replace what another one filled
 */
record MartOwner(Lake lake, Optional<String> identity, String schema, boolean takeOver) {

    static MartOwner of(Lake lake, String schema, boolean takeOver) {
        return new MartOwner(lake, lake.identity(), schema, takeOver);
    }

    /**
     * What a schema holds of one mart for one day.
     *
     * @param lake the identity of the lake that filled it
     * @param root the folder of that lake
     */
    record Held(Table mart, LocalDate day, String run, String lake, String root) {}

    /**
     * Refuses a schema that holds the rows of another lake.
     *
     * @param place the database, for the message
     * @throws ConfigurationException naming both lakes and the key that takes the schema over
     */
    void refuseOthers(List<Held> held, String place) {
        List<Held> others = held.stream().filter(each -> !isOurs(each)).toList();
        if (takeOver || others.isEmpty()) {
            return;
        }
        Held one = others.get(0);
        TreeSet<LocalDate> days = new TreeSet<>(others.stream().map(Held::day).toList());
        throw new ConfigurationException("the schema " + schema + " of " + place + " holds the marts of the lake "
                + one.root() + " (identity " + one.lake()
                + "; " + days.size() + (days.size() == 1 ? " day" : " days") + " up to " + days.last()
                + "), not those of this lake, " + lake.root() + " ("
                + identity.map(id -> "identity " + id).orElse("nothing published yet")
                + "): name another schema in publish.postgres.schema, or set publish.postgres.take-over = true for one"
                + " run, which replaces every day there with those of this lake");
    }

    private boolean isOurs(Held held) {
        return identity.isPresent() && identity.get().equals(held.lake());
    }
}
