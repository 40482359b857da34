package io.arrears.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.Main;
import io.arrears.lake.AsOf;
import io.arrears.lake.Lake;
import io.arrears.lake.LakeFormat;
import io.arrears.lake.Pointers;
import io.arrears.lake.RunId;
import io.arrears.lake.Slices;
import io.arrears.lake.Table;
import io.arrears.testing.Commands;
import io.arrears.testing.Overheard;
import io.arrears.testing.TestSpark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lake whose tables another version made: nothing is written to it, and what it holds can be read. */
class OtherFormatTest {

    @TempDir
    private Path folder;

    /** No server listens there: a command that asks for the source ends with exit code 4. */
    private final List<String> nowhere = List.of(
            "-D",
            "source.url=jdbc:postgresql://127.0.0.1:1/none",
            "-D",
            "source.user=none",
            "-D",
            "publish.postgres.enabled=false");

    private Commands commands() {
        return new Commands(
                Main::execute,
                java.util.stream.Stream.concat(nowhere.stream(), List.of("-D", "lake.root=" + folder).stream())
                        .toList());
    }

    private Lake lake() {
        return new Lake(TestSpark.session(), folder.toString());
    }

    /** What a version without format numbers leaves: a published day, a run, and no number. */
    private void publishWithoutNumber() {
        SparkSession spark = TestSpark.session();
        AsOf day = AsOf.parse("2025-12-31");
        Slices slices = new Slices(Map.of());
        lake().append(
                        Table.MART_KPIS,
                        day,
                        RunId.of(1),
                        slices,
                        spark.sql("select 'EUR' as currency, 12.34BD as invoiced_amount"));
        new Pointers(lake()).publish(spark, day, RunId.of(1), slices.all());
        lake().appendLog(
                        Table.OPS_RUNS,
                        RunId.of(1),
                        spark.sql("select date '2025-12-31' as as_of_date, 'done' as status, timestamp '2026-01-01'"
                                + " as started_at, timestamp '2026-01-01' as finished_at, 1.5D as seconds, 5L as rows,"
                                + " cast(null as string) as message, 'r000001' as run_id"));
    }

    private String refused(String command, String... arguments) {
        try (Overheard said = new Overheard()) {
            assertEquals(2, commands().run(command, arguments), said::text);
            return said.text();
        }
    }

    @Test
    void aRunRefusesItBeforeTheSourceIsAskedAndReadingCommandsReadIt() {
        publishWithoutNumber();
        String refusal = "the lake " + folder + " has no format number (a version before format 2 made it), and this"
                + " version writes format 3: nothing was read and nothing is changed. To go on, backfill its days into a"
                + " new lake folder (lake.root) and a new schema (publish.postgres.schema)";
        for (String[] command : List.of(
                new String[] {"run", "--as-of", "2025-12-31"},
                new String[] {"run", "--as-of", "2025-12-31", "--from", "marts"},
                new String[] {"backfill", "--first", "2025-11-30", "--last", "2025-12-31"},
                new String[] {"rollback", "--to", "r000001"})) {
            String said = refused(command[0], java.util.Arrays.copyOfRange(command, 1, command.length));
            assertTrue(said.contains(refusal), said);
        }
        // A demo is not backfilled, and it generates nothing for a lake that it may not write to.
        String demo = refused("demo", "-D", "source.embedded=false");
        assertTrue(demo.contains("To go on, move " + folder.getParent() + " away, or delete it"), demo);
        assertFalse(Files.exists(folder.resolve("format")), "a refused lake gets no number");
        assertEquals(
                List.of("2025-12-31,EUR,12.34"),
                commands().ask("2025-12-31", "select as_of_date, currency, invoiced_amount from mart_kpis"));
        for (String command : List.of("runs", "models", "clean")) {
            assertEquals(0, commands().run(command), command);
        }
        assertEquals(0, commands().run("check", "--lake"));
    }

    @Test
    void aNewLakeGetsItsNumberAndANewerOneIsRefused() throws Exception {
        // The source is not there: the run fails with 4, after the lake was found to be new.
        assertEquals(4, commands().run("run", "--as-of", "2025-12-31"));
        assertEquals(LakeFormat.NUMBER + "\n", Files.readString(folder.resolve("format")));
        assertEquals(4, commands().run("run", "--as-of", "2025-12-31"), "its own number is no hindrance");
        Files.delete(folder.resolve(".format.crc"));
        Files.writeString(folder.resolve("format"), "4\n");
        String said = refused("run", "--as-of", "2025-12-31");
        assertTrue(said.contains("the lake " + folder + " has format 4, and this version writes format 3"), said);
    }
}
