package io.arrears.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.config.ConfigurationException;
import io.arrears.config.Secret;
import io.arrears.config.Settings;
import io.arrears.config.SettingsLoader;
import io.arrears.pipeline.SourceUnavailableException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SourceDatabaseTest {

    private static final String SENTINEL = "sentinel-8461";

    private static Settings.Source source(String url, String... more) {
        Map<String, String> values = new TreeMap<>(
                Map.of("source.url", url, "source.user", "reader", "source.connect-timeout-seconds", "2"));
        for (int i = 0; i < more.length; i += 2) {
            values.put(more[i], more[i + 1]);
        }
        Settings.Source read = SettingsLoader.load(Optional.empty(), values).source();
        Settings.Login login = new Settings.Login(
                read.login().url(),
                read.login().user(),
                new Secret(Optional.of(SENTINEL)),
                read.login().sslMode());
        return new Settings.Source(
                read.embedded(),
                read.embeddedDir(),
                login,
                read.schema(),
                read.allowRowSecurity(),
                read.timeouts(),
                read.snapshotMaxAge(),
                read.fetchSize(),
                read.partitions(),
                read.rowsPerPartition(),
                read.tables());
    }

    private static String failure(String url) {
        SourceUnavailableException failure =
                assertThrows(SourceUnavailableException.class, () -> SourceDatabase.configured(source(url))
                        .connect());
        for (Throwable each = failure; each != null; each = each.getCause()) {
            assertFalse(String.valueOf(each).contains(SENTINEL), String.valueOf(each));
        }
        assertEquals(1, failure.getMessage().lines().count());
        return failure.getMessage();
    }

    @Test
    void thePasswordIsADriverPropertyAndNeverPartOfTheAddress() {
        SourceDatabase database = SourceDatabase.configured(source("jdbc:postgresql://db.example:5433/ledger"));
        assertEquals(SENTINEL, database.sparkOptions().get("password"));
        assertEquals(
                "jdbc:postgresql://db.example:5433/ledger?prepareThreshold=-1&ApplicationName=arrears+ingest"
                        + "&connectTimeout=2&loginTimeout=2&socketTimeout=600&tcpKeepAlive=true",
                database.sparkUrl());
        assertEquals("db.example:5433/ledger", database.toString());
    }

    @Test
    void offThisMachineTheServerMustProveItsNameUnlessToldOtherwise() {
        assertEquals("verify-full", ssl("jdbc:postgresql://db.example/ledger"));
        assertEquals("verify-full", ssl("jdbc:postgresql://localhost,db.example/ledger"));
        assertEquals("verify-full", ssl("jdbc:postgresql://localhost.example/ledger"));
        assertEquals("require", ssl("jdbc:postgresql://db.example/ledger", "source.ssl-mode", "require"));
        for (String loopback : List.of("localhost", "LOCALHOST:5432", "127.0.0.1:1", "127.1.2.3", "[::1]:5432")) {
            assertEquals("prefer", ssl("jdbc:postgresql://" + loopback + "/ledger"));
        }
        assertEquals("prefer", ssl("jdbc:postgresql:ledger"));
    }

    private static String ssl(String url, String... more) {
        return SourceDatabase.configured(source(url, more)).sparkOptions().get("sslmode");
    }

    @Test
    void anotherKindOfDatabaseIsRefusedByName() {
        for (String url : List.of(
                "jdbc:oracle:thin:db.example",
                "jdbc:mysql://db.example",
                "jdbc:mysql://db1,db2/ledger",
                "jdbc:mariadb:sequential://db.example/ledger",
                "jdbc:mysql://address=(host=db.example)/ledger")) {
            String message = assertThrows(ConfigurationException.class, () -> SourceDatabase.configured(source(url)))
                    .getMessage();
            assertTrue(
                    message.contains(url.replaceFirst("^(jdbc:[a-z]+:).*", "$1…"))
                            && message.contains("PostgreSQL, MySQL and MariaDB can be read"),
                    message);
        }
    }

    @Test
    void mySqlAndMariaDbAreReadThroughOneDriver() {
        for (String kind : List.of("mysql", "mariadb")) {
            Settings.Source source = source("jdbc:" + kind + "://db.example:3307/ledger");
            assertEquals(
                    "db.example:3307/ledger", SourceDatabase.configured(source).place());
            assertEquals("ledger", SourceDatabase.configured(source).schema(source));
            assertEquals(
                    SENTINEL,
                    SourceDatabase.configured(source).driverProperties().get("password"));
        }
        assertEquals(
                "jdbc:mariadb://[::1]:3306/ledger",
                Address.of("jdbc:mysql://[::1]:3306/ledger").url());
        Settings.Source source = source("jdbc:mysql://db.example/ledger", "source.schema", "old");
        assertEquals("old", SourceDatabase.configured(source).schema(source));
    }

    @Test
    void mySqlProvesItsNameOffThisMachineToo() {
        assertEquals("verify-full", mySqlSsl("db.example"));
        assertEquals("trust", mySqlSsl("db.example", "source.ssl-mode", "require"));
        assertEquals("verify-ca", mySqlSsl("db.example", "source.ssl-mode", "verify-ca"));
        assertEquals("disable", mySqlSsl("127.0.0.1:3306"));
        assertEquals("verify-full", mySqlSsl("localhost", "source.ssl-mode", "verify-full"));
        String message = assertThrows(
                        ConfigurationException.class, () -> mySqlSsl("db.example", "source.ssl-mode", "prefer"))
                .getMessage();
        assertTrue(message.contains("source.ssl-mode = prefer") && message.contains("require"), message);
    }

    private static String mySqlSsl(String host, String... more) {
        return SourceDatabase.configured(source("jdbc:mysql://" + host + "/ledger", more))
                .driverProperties()
                .get("sslMode");
    }

    @Test
    void anUnreachableServerIsNamedInOneLineWithoutThePassword() {
        assertTrue(failure("jdbc:postgresql://127.0.0.1:1/ledger").contains("127.0.0.1:1/ledger"));
        assertTrue(failure("jdbc:postgresql://127.0.0.1:1/ledger").contains("connection refused"));
        assertTrue(failure("jdbc:postgresql://no-such-host.invalid/ledger").contains("unknown host"));
        assertTrue(failure("jdbc:mysql://127.0.0.1:1/ledger").contains("connection refused"));
        assertTrue(failure("jdbc:mariadb://no-such-host.invalid/ledger").contains("unknown host"));
    }
}
