package io.arrears.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.config.Secret;
import io.arrears.config.Settings;
import io.arrears.config.SettingsLoader;
import io.arrears.testing.TestPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PostgresLoginTest {

    private static final Settings SETTINGS = SettingsLoader.load(
            Optional.empty(),
            Map.of(
                    "source.connect-timeout-seconds", "1",
                    "source.socket-timeout-seconds", "2",
                    "source.statement-timeout-seconds", "3",
                    "source.lock-timeout-seconds", "4",
                    "publish.postgres.connect-timeout-seconds", "5",
                    "publish.postgres.socket-timeout-seconds", "6",
                    "publish.postgres.statement-timeout-seconds", "7",
                    "publish.postgres.lock-timeout-seconds", "8"));

    @Test
    void theMartDatabaseHasTimeOutsOfItsOwn() {
        assertEquals(new Settings.Timeouts(1, 2, 3, 4), SETTINGS.source().timeouts());
        assertEquals(new Settings.Timeouts(5, 6, 7, 8), SETTINGS.postgres().timeouts());
        Map<String, String> properties = PostgresLogin.properties(
                SETTINGS.postgres().login(), SETTINGS.postgres().timeouts(), true, "postgres", "");
        assertEquals("5", properties.get("connectTimeout"));
        assertEquals("5", properties.get("loginTimeout"));
        assertEquals("6", properties.get("socketTimeout"));
    }

    @Test
    void theSessionHasThem() throws SQLException {
        Settings.Login login = new Settings.Login(
                Optional.of(TestPostgres.url()),
                Optional.of(TestPostgres.user()),
                new Secret(Optional.empty()),
                Optional.empty());
        try (Connection connection = new PostgresLogin(
                                login, SETTINGS.postgres().timeouts(), "postgres", "-c client_min_messages=warning")
                        .open();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select string_agg(current_setting(name), '|' order by i) from unnest(array['statement_timeout',"
                                + " 'lock_timeout', 'client_min_messages', 'TimeZone', 'application_name']) with ordinality n (name, i)")) {
            row.next();
            assertEquals("7s|8s|warning|UTC|arrears postgres", row.getString(1));
        }
    }

    @Test
    void onlyThisMachineIsLoopback() {
        assertTrue(PostgresAddress.of("jdbc:postgresql:books").orElseThrow().isLoopback());
        assertTrue(PostgresAddress.of("jdbc:postgresql://127.0.0.1:5432/books")
                .orElseThrow()
                .isLoopback());
        assertFalse(PostgresAddress.of("jdbc:postgresql://localhost:5432,far:5432/books")
                .orElseThrow()
                .isLoopback());
        assertTrue(PostgresAddress.of("jdbc:mysql://localhost/books").isEmpty());
    }
}
