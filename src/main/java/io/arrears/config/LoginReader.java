package io.arrears.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads how to reach a database: {@code url}, {@code user}, {@code password}, {@code password-file}, {@code ssl-mode}
 * and the time-outs.
 */
final class LoginReader {

    private static final int HOUR = 3600;
    private static final int DAY = 24 * HOUR;

    private final Values values;
    private final String section;

    LoginReader(Values values, String section) {
        this.values = values;
        this.section = section;
    }

    Settings.Login read() {
        Optional<String> url = values.secret(section + ".url");
        url.ifPresent(this::refuseParameters);
        return new Settings.Login(
                url,
                values.optionalText(section + ".user"),
                secret(),
                values.optionalOneOf(section + ".ssl-mode", "disable", "require", "verify-ca", "verify-full"));
    }

    Settings.Timeouts timeouts() {
        return new Settings.Timeouts(
                values.whole(section + ".connect-timeout-seconds", 1, HOUR, "seconds"),
                values.whole(section + ".socket-timeout-seconds", 1, DAY, "seconds"),
                values.whole(section + ".statement-timeout-seconds", 1, DAY, "seconds"),
                values.whole(section + ".lock-timeout-seconds", 1, HOUR, "seconds"));
    }

    private void refuseParameters(String url) {
        if (url.contains("?")
                || url.contains("@")
                || url.toLowerCase(Locale.ROOT).contains("password")) {
            values.refuseUnshown(
                    section + ".url",
                    "the address alone, jdbc:postgresql://host:port/database: user, password and ssl-mode have keys of "
                            + "their own, and other driver parameters are not accepted");
        } else if (!url.startsWith("jdbc:")) {
            values.refuseUnshown(section + ".url", "a JDBC address, jdbc:postgresql://host:port/database");
        }
    }

    private Secret secret() {
        String key = section + ".password-file";
        Optional<String> file = values.optionalText(key);
        Optional<String> password = values.secret(section + ".password");
        return new Secret(file.isPresent() ? stored(key, file.get()) : password);
    }

    private Optional<String> stored(String key, String name) {
        try {
            Path file = Path.of(name);
            if (Secrets.isPrivate(file)) {
                return Optional.of(Files.readString(file).strip());
            }
            values.refuse(key, "a file with mode 0600, which others cannot read: run chmod 600 on it");
        } catch (IOException | InvalidPathException e) {
            values.refuse(key, "a file that can be read");
        }
        return Optional.empty();
    }
}
