package io.arrears.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/** Checks the permissions of a file with a password in it. */
final class Secrets {

    private Secrets() {}

    /** Whether only the owner can read or write the file (mode 0600 or less). */
    static boolean isPrivate(Path file) throws IOException {
        return Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE)
                .containsAll(Files.getPosixFilePermissions(file));
    }
}
