package io.arrears.publish;

import io.arrears.config.Settings;
import io.arrears.lake.Lake;
import io.arrears.lake.Pointers;
import io.arrears.lake.Publication;
import io.arrears.terms.Ageing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The copies of what the pointers say: the plain Delta tables first, then the mart database. A crash anywhere is
 * finished by the next call; with nothing to do a call reads the pointers and one small table.
 */
public final class Copies {

    private final Lake lake;
    private final Settings settings;
    private final Supplier<Optional<Settings.Login>> embedded;

    /**
     * @param embedded how to reach the embedded source database, where there is one; asked when the mart database is
     *     needed, and {@code publish.postgres.url} wins
     */
    public Copies(Lake lake, Settings settings, Supplier<Optional<Settings.Login>> embedded) {
        this.lake = lake;
        this.settings = settings;
        this.embedded = embedded;
    }

    /** Brings the plain Delta tables to what the pointers say; rows written by mart, empty with nothing to do. */
    Map<String, Number> plainTables() {
        return new PublishedTables(lake).catchUp();
    }

    /** The same for the mart database; empty where {@code publish.postgres.enabled} is false. */
    Map<String, Number> martDatabase() {
        return database().map(MartDatabase::catchUp).orElse(Map.of());
    }

    /** Brings both to what the pointers say. */
    void both() {
        plainTables();
        martDatabase();
    }

    /**
     * Refuses a mart database that this lake must not write to; to be called before anything is published. A database
     * that is down passes: its own stage says so.
     *
     * @throws io.arrears.config.ConfigurationException when the database is switched on and has no address, or when its
     *     schema holds the marts of another lake
     */
    void check() {
        try {
            database().ifPresent(MartDatabase::refuseOtherLake);
        } catch (MartDatabaseException down) {
            // The lake can be published without it, and the next start finishes the database.
        }
    }

    /**
     * Finishes what a crash after a pointer commit left undone; to be called at every start that holds the lake's lock,
     * before the run. A mart database that is down stops no run: its own stage comes again at the end.
     *
     * @return a line for each thing that was finished or could not be; usually none
     * @throws io.arrears.config.ConfigurationException as {@link #check} does
     */
    public List<String> finish() {
        List<Publication> history = new Pointers(lake).history();
        if (history.isEmpty()) {
            check();
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        Optional<MartDatabase> database = database();
        line("published tables", new PublishedTables(lake).catchUp(history), lines);
        try {
            database.ifPresent(marts -> line("mart database", marts.catchUp(history), lines));
        } catch (MartDatabaseException e) {
            lines.add(e.getMessage());
        }
        return lines;
    }

    private static void line(String what, Map<String, Number> finished, List<String> lines) {
        if (!finished.isEmpty()) {
            lines.add("finished an interrupted publication: " + what + " " + String.join(", ", finished.keySet()));
        }
    }

    private Optional<MartDatabase> database() {
        Ageing ageing = Ageing.of(settings.finance().ageing());
        return MartLogin.of(settings, embedded.get())
                .map(login -> new MartDatabase(lake, login, settings.postgres(), ageing));
    }
}
