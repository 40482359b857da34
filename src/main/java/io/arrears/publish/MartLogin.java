package io.arrears.publish;

import io.arrears.config.ConfigurationException;
import io.arrears.config.Settings;
import io.arrears.postgres.PostgresAddress;
import io.arrears.postgres.PostgresLogin;
import java.util.Optional;

/** Where the mart database is. */
final class MartLogin {

    /** A second run finds its tables there, which PostgreSQL would mention. */
    private static final String SESSION = "-c client_min_messages=warning";

    private MartLogin() {}

    /**
     * The login of {@code publish.postgres}, else that of the embedded source; empty when the mart database is
     * switched off.
     *
     * @throws ConfigurationException when it is switched on and has no address, or it is not PostgreSQL
     */
    static Optional<PostgresLogin> of(Settings settings, Optional<Settings.Login> embedded) {
        if (!settings.postgres().enabled()) {
            return Optional.empty();
        }
        Settings.Login own = settings.postgres().login();
        Settings.Login login = own.url().isPresent()
                ? own
                : embedded.orElseThrow(() -> new ConfigurationException(
                        "publish.postgres.url is not set and the source is not embedded: give the address of the mart "
                                + "database, or set publish.postgres.enabled = false"));
        if (PostgresAddress.of(login.url().orElseThrow()).isEmpty()) {
            throw new ConfigurationException(
                    "publish.postgres.url is not the address of a PostgreSQL database, expected "
                            + "jdbc:postgresql://host:port/database: the marts go nowhere else");
        }
        return Optional.of(new PostgresLogin(login, settings.postgres().timeouts(), "postgres", SESSION));
    }
}
