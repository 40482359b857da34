package io.arrears.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Where a secret stands that should stand nowhere. */
public final class ToldSecret {

    private ToldSecret() {}

    /** The lines of what was said, and the files of the lake (plans, logs, runs, data), that hold it. */
    public static List<String> of(String secret, String said, Path lake) throws IOException {
        List<String> told = new ArrayList<>(
                said.lines().filter(line -> line.contains(secret)).toList());
        if (Files.exists(lake)) {
            try (Stream<Path> files = Files.walk(lake)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(secret)) {
                        told.add(file.toString());
                    }
                }
            }
        }
        return told;
    }
}
