package io.arrears.lake;

import io.arrears.config.ConfigurationException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The format of what a lake and a mart schema hold: what their columns mean and how many digits they keep. Rows of two
 * formats never stand in one table, and none is rewritten in another. A lake has its number in a file at its root; one
 * that holds tables and no number is of a version that wrote none.
 */
public final class LakeFormat {

    /** What this version writes. It grows by one when a stored figure changes its meaning or its digits. */
    public static final int NUMBER = 3;

    /** What to do about another format, for messages. */
    public static final String ADVICE = "backfill its days into a new lake folder (lake.root) and a new schema"
            + " (publish.postgres.schema): scripts/arrears backfill --first DAY --last DAY";

    private static final String FILE = "format";

    private LakeFormat() {}

    /** {@code format 3}, or {@code no format number}, for messages. */
    public static String called(Optional<String> found) {
        return found.map(number -> "format " + number).orElse("no format number (a version before format 2 made it)");
    }

    /**
     * Refuses to write to a lake of another format.
     *
     * @throws ConfigurationException naming the lake, both formats and what to do
     */
    public static void refuseOther(Lake lake) {
        refuseOther(lake, ADVICE);
    }

    /**
     * The same for a lake that is not worth a backfill.
     *
     * @param advice what to do, the end of a sentence that begins with "To go on,"
     * @throws ConfigurationException naming the lake, both formats and what to do
     */
    public static void refuseOther(Lake lake, String advice) {
        Optional<String> found = number(lake);
        if (found.isEmpty() && isNew(lake) || found.equals(Optional.of(String.valueOf(NUMBER)))) {
            return;
        }
        throw new ConfigurationException("the lake " + lake.root() + " has " + called(found)
                + ", and this version writes format " + NUMBER + ": nothing was read and nothing is changed. To go on, "
                + advice + ". What the lake holds can still be read: runs (which lists its days), sql, models, desk,"
                + " check --lake");
    }

    /**
     * Refuses a lake of another format, and gives a new one its number; to be called before anything is written.
     *
     * @throws ConfigurationException as {@link #refuseOther} does
     */
    public static void begin(Lake lake) {
        refuseOther(lake);
        if (number(lake).isEmpty()) {
            write(lake);
        }
    }

    private static boolean isNew(Lake lake) {
        return Stream.of(Table.values()).noneMatch(lake::exists);
    }

    private static Path file(Lake lake) {
        return new Path(lake.root(), FILE);
    }

    private static Optional<String> number(Lake lake) {
        Path file = file(lake);
        try (InputStream in = file.getFileSystem(lake.hadoop()).open(file)) {
            return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).strip());
        } catch (FileNotFoundException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("the format of the lake cannot be read from " + file, e);
        }
    }

    private static void write(Lake lake) {
        Path file = file(lake);
        try {
            FileSystem files = file.getFileSystem(lake.hadoop());
            try (OutputStream out = files.create(file, true)) {
                out.write((NUMBER + "\n").getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the format of the lake cannot be written to " + file, e);
        }
    }
}
