package io.arrears.ingest;

import java.sql.Connection;
import java.util.Optional;

/**
 * A transaction that keeps a snapshot.
 *
 * @param id the name under which other connections may see it; empty where only the keeper can
 * @param held what it has locked; empty where the database does not say
 */
record KeptSnapshot(Connection keeper, Optional<String> id, Optional<Held> held) {

    /**
     * What a connection runs first to see the snapshot of this name. Exactly this form: others fail silently and read
     * another state. The zone comes last: the driver sends that of its machine, whatever the options of the connection
     * say.
     */
    static String adoptStatement(String id) {
        return "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET TRANSACTION SNAPSHOT '" + id
                + "'; SET LOCAL TIME ZONE 'UTC'";
    }
}
