package io.arrears.publish;

import io.arrears.config.Settings;
import io.arrears.lake.Lake;
import io.arrears.lake.Pointers;
import io.arrears.lake.Publication;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finishes what a crash between the pointer commit and its copies left undone: the plain published tables and the mart
 * database are brought to what the pointers say. With nothing to do it reads the pointers and one small table.
 */
public final class Unfinished {

    private Unfinished() {}

    /**
     * To be called at every start that holds the lake's lock, before the run.
     *
     * <p>A mart database that is down stops nobody: its own stage comes again at the end of the run.
     *
     * @return a line for each thing that was finished or could not be, for the person who watches; usually none
     */
    public static List<String> finish(Lake lake, Settings settings, Optional<Settings.Login> embedded) {
        List<Publication> history = new Pointers(lake).history();
        List<String> lines = new ArrayList<>();
        if (history.isEmpty()) {
            return lines;
        }
        Map<String, Number> tables = new PublishedTables(lake).catchUp(history);
        if (!tables.isEmpty()) {
            lines.add("finished an interrupted publication: published tables " + String.join(", ", tables.keySet()));
        }
        try {
            Map<String, Number> marts = PostgresStage.database(lake, settings, embedded)
                    .map(database -> database.catchUp(history))
                    .orElse(Map.of());
            if (!marts.isEmpty()) {
                lines.add("finished an interrupted publication: mart database " + String.join(", ", marts.keySet()));
            }
        } catch (MartDatabaseException e) {
            lines.add(e.getMessage());
        }
        return lines;
    }
}
