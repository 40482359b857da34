package io.arrears.desk;

import io.arrears.config.Settings;
import io.arrears.ingest.SourceDatabase;
import java.util.Optional;

/** The databases for as long as one request needs them: an embedded one belongs to one process at a time. */
public interface DatabaseSession extends AutoCloseable {

    /** The billing database. */
    SourceDatabase source();

    /** How to reach the embedded database, where there is one. */
    Optional<Settings.Login> embedded();

    @Override
    void close();
}
