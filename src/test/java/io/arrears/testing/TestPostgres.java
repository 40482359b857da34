package io.arrears.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The one PostgreSQL server of the tests; isolate tests by databases or schemas. It stops with the JVM. */
public final class TestPostgres {

    private static EmbeddedPostgres shared;

    private TestPostgres() {
    }

    /** The server, started with the first call; user postgres, database postgres, no password. */
    public static synchronized EmbeddedPostgres shared() {
        if (shared == null) {
            try {
                shared = EmbeddedPostgres.start();
            } catch (IOException e) {
                throw new UncheckedIOException("the embedded PostgreSQL does not start", e);
            }
        }
        return shared;
    }
}
