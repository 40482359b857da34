package io.arrears.desk;

import io.arrears.config.Settings;
import java.util.Optional;

/** The embedded database for as long as one request needs it: the last process to close it stops it. */
public interface DatabaseSession extends AutoCloseable {

    /** How to reach the embedded database, where there is one; starts it. */
    Optional<Settings.Login> embedded();

    @Override
    void close();
}
