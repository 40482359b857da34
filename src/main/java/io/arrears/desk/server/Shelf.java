package io.arrears.desk.server;

import io.arrears.desk.Refused;
import io.arrears.desk.score.ScoredFile;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** The last few results, each under a name that cannot be guessed. */
final class Shelf {

    /** An older one is forgotten when another comes. */
    private static final int PLACES = 4;

    private final SecureRandom random = new SecureRandom();
    private final Map<String, ScoredFile> files = new LinkedHashMap<>();

    /** Keeps a result, and gives its name. */
    synchronized String keep(ScoredFile file) {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        String id = HexFormat.of().formatHex(bytes);
        files.put(id, file);
        while (files.size() > PLACES) {
            files.remove(files.keySet().iterator().next());
        }
        return id;
    }

    /** @throws Refused when it was forgotten or never was */
    synchronized ScoredFile get(String id) {
        ScoredFile file = files.get(id);
        if (file == null) {
            throw new Refused(
                    404,
                    "This result is no longer kept: the desk holds the last " + PLACES + ". Score the file again.");
        }
        return file;
    }
}
