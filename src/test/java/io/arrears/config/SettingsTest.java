package io.arrears.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

    @TempDir
    Path folder;

    @Test
    void theReferenceAloneCanBeUsed() {
        Settings settings = SettingsLoader.load(Optional.empty(), Map.of());
        assertEquals(90, settings.defaults().horizonDays());
        assertEquals(500, settings.recovery().capacity());
    }

    @Test
    void everyExampleOverlayCanBeUsed() throws IOException {
        try (var files = Files.walk(Path.of("conf"))) {
            List<Path> overlays = files.filter(file -> file.toString().endsWith(".conf"))
                    .filter(file -> !file.endsWith("spark-defaults.conf"))
                    .toList();
            assertTrue(overlays.size() >= 6, () -> "overlays: " + overlays);
            overlays.forEach(overlay -> SettingsLoader.load(Optional.of(overlay), Map.of()));
        }
    }

    /** A key nobody reads is a promise nobody keeps: changing any one of them must change the settings or be refused. */
    @Test
    void everyKeyOfTheReferenceIsRead() {
        Config reference = ConfigFactory.parseURL(Settings.class.getResource("/reference.conf"))
                .resolve();
        String before = withoutFingerprint(SettingsLoader.load(Optional.empty(), Map.of()));
        for (var each : reference.entrySet()) {
            Object value = each.getValue().unwrapped();
            String other = value instanceof Boolean flag
                    ? String.valueOf(!flag)
                    : value instanceof Integer number
                            ? String.valueOf(number + 1)
                            : value instanceof Double number
                                    ? String.valueOf(number / 2 + 0.01)
                                    : value instanceof List<?> ? "[other_column]" : "week_ends";
            assertTrue(changes(before, each.getKey(), other), () -> each.getKey() + " is read by nobody");
        }
    }

    private static boolean changes(String before, String key, String value) {
        try {
            return !before.equals(withoutFingerprint(SettingsLoader.load(Optional.empty(), Map.of(key, value))));
        } catch (ConfigurationException refused) {
            return true;
        }
    }

    private static String withoutFingerprint(Settings settings) {
        return settings.toString().replaceAll("fingerprint=\\w+", "");
    }

    @Test
    void aTableIsLookedUpByItsNameWhereOnlyItsStyleIsSaid() {
        Settings.Mapping mapping = SettingsLoader.load(
                        Optional.empty(),
                        Map.of("source.tables.returns.dates", "MM/dd/yyyy", "source.tables.returns.numbers", "de"))
                .source()
                .tables()
                .get("returns");
        assertTrue(mapping.isByName());
        assertEquals(Optional.of("MM/dd/yyyy"), mapping.dates());
        assertEquals(Optional.of("de"), mapping.numbers());
    }

    @Test
    void anUnknownKeyIsRefusedByName() {
        ConfigurationException refused = assertThrows(
                ConfigurationException.class,
                () -> SettingsLoader.load(Optional.empty(), Map.of("default.horizon-day", "30")));
        assertTrue(refused.getMessage().contains("unknown key default.horizon-day"), refused.getMessage());
    }

    @Test
    void highRiskDoesNotBeginBelowMediumRisk() {
        ConfigurationException refused = assertThrows(
                ConfigurationException.class,
                () -> SettingsLoader.load(Optional.empty(), Map.of("default.high-risk-from", "0.2")));
        assertEquals(
                "default.high-risk-from = 0.2 (-D): expected default.medium-risk-from = 0.3 or more",
                refused.getMessage());
    }

    @Test
    void coresAreANumberOrAll() {
        assertEquals(
                "3",
                SettingsLoader.load(Optional.empty(), Map.of("spark.cores", "3"))
                        .spark()
                        .cores());
        for (String bad : List.of("zz", "0", "-1", "2,4")) {
            ConfigurationException refused = assertThrows(
                    ConfigurationException.class,
                    () -> SettingsLoader.load(Optional.empty(), Map.of("spark.cores", bad)),
                    bad);
            assertTrue(refused.getMessage().startsWith("spark.cores = " + bad), refused.getMessage());
        }
    }

    @Test
    void aPasswordIsNeitherTakenFromArgumentsNorFromTheAddress() {
        for (String[] bad : List.of(
                new String[] {"source.password", "s3cret"},
                new String[] {"source.url", "jdbc:postgresql://u:s3cret@h/db"},
                new String[] {"source.url", "jdbc:postgresql://h/db?password=s3cret"})) {
            ConfigurationException refused = assertThrows(
                    ConfigurationException.class,
                    () -> SettingsLoader.load(Optional.empty(), Map.of(bad[0], bad[1])),
                    Arrays.toString(bad));
            assertFalse(refused.getMessage().contains("s3cret"), refused.getMessage());
        }
    }

    @Test
    void aPasswordFileMustBeReadableByItsOwnerAlone() throws IOException {
        Path file = Files.writeString(folder.resolve("password"), "s3cret\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        ConfigurationException refused = assertThrows(
                ConfigurationException.class,
                () -> SettingsLoader.load(Optional.empty(), Map.of("source.password-file", file.toString())));
        assertTrue(refused.getMessage().contains("mode 0600"), refused.getMessage());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Settings settings = SettingsLoader.load(Optional.empty(), Map.of("source.password-file", file.toString()));
        assertEquals(Optional.of("s3cret"), settings.source().login().password().value());
        assertFalse(settings.toString().contains("s3cret"));
    }

    @Test
    void aPasswordInAFileThatOthersCanReadIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("some.conf"), "source.password = s3cret");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        ConfigurationException refused =
                assertThrows(ConfigurationException.class, () -> SettingsLoader.load(Optional.of(file), Map.of()));
        assertTrue(refused.getMessage().contains("source.password in plain text"), refused.getMessage());
        Files.writeString(file, "source.password = ${?A_VARIABLE_NOBODY_SETS}");
        SettingsLoader.load(Optional.of(file), Map.of());
    }

    @Test
    void aTableIsMappedByNameOrByQueryNotBoth() {
        ConfigurationException refused = assertThrows(
                ConfigurationException.class,
                () -> SettingsLoader.load(
                        Optional.empty(),
                        Map.of("source.tables.invoices.table", "a.b", "source.tables.invoices.query", "select 1")));
        assertTrue(refused.getMessage().contains("source.tables.invoices"), refused.getMessage());
    }
}
