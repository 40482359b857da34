package io.arrears.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.schedule.ScheduleFiles.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** conf/schedule/entrypoint in front of a Spark that only writes down how it was called. */
class EntrypointTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "arrears-29453910, 2025-12-31", // minutes, 2026-01-01T02:30:00Z
        "arrears-1767234600, 2025-12-31",
        "arrears-1767234600123, 2025-12-31",
        "arrears-1767234600123456, 2025-12-31",
        "arrears-1767234600123456789, 2025-12-31",
        "arrears-1767225599000000000, 2025-12-30", // the last second of 2025
        "arrears-1767225600000000000, 2025-12-31"
    })
    void theDayIsTheOneBeforeTheApplicationWasCreated(String application, String day) throws Exception {
        assertEquals(
                0,
                call(Map.of("ARREARS_APPLICATION", application), "driver", "--as-of", "@day-before")
                        .code());
        assertEquals(List.of("driver --as-of " + day), calls());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "arrears", "arrears-2025-12-31", "arrears-17672346x0"})
    void aNameWithoutATimeIsRefused(String application) throws Exception {
        Ended ended = call(Map.of("ARREARS_APPLICATION", application), "driver", "--as-of", "@day-before");
        assertEquals(2, ended.code());
        assertTrue(ended.output().contains("write --as-of YYYY-MM-DD instead"), ended.output());
        assertTrue(Files.notExists(folder.resolve("calls")));
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 75})
    void anUnavailableSourceAndAHeldLakeAreTriedAgainForTheSameDay(int code) throws Exception {
        Map<String, String> scheduled =
                Map.of("ARREARS_APPLICATION", "arrears-1767234600", "CODES", code + " " + code + " 0");
        assertEquals(0, call(scheduled, "driver", "--as-of", "@day-before").code());
        assertEquals(
                List.of("driver --as-of 2025-12-31", "driver --as-of 2025-12-31", "driver --as-of 2025-12-31"),
                calls());
    }

    @Test
    void itGivesUpWithTheCodeOfTheLastTry() throws Exception {
        assertEquals(
                4,
                call(Map.of("CODES", "75 4 4", "ARREARS_TRIES", "2"), "driver").code());
        assertEquals(2, calls().size());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 137})
    void everyOtherEndIsTheEnd(int code) throws Exception {
        assertEquals(code, call(Map.of("CODES", code + " 0"), "driver", "a  b").code());
        assertEquals(List.of("driver a  b"), calls());
    }

    @Test
    void executorsAreLeftAlone() throws Exception {
        assertEquals(
                75, call(Map.of("CODES", "75 0"), "executor", "@day-before").code());
        assertEquals(List.of("executor @day-before"), calls());
    }

    @Test
    void aStoppedPodStopsTheDriverAndWaitsForIt() throws Exception {
        Path spark = ScheduleFiles.script(
                folder.resolve("spark"),
                "trap 'echo stopped >>\"$LOG\"; exit 143' TERM; echo up >>\"$LOG\"; while :; do sleep 0.05; done");
        ProcessBuilder builder = new ProcessBuilder("conf/schedule/entrypoint", "driver");
        builder.environment()
                .putAll(Map.of(
                        "ARREARS_SPARK",
                        spark.toString(),
                        "LOG",
                        folder.resolve("calls").toString()));
        Process process = builder.start();
        while (Files.notExists(folder.resolve("calls"))) {
            assertTrue(process.isAlive());
            Thread.onSpinWait();
        }
        process.destroy();
        assertEquals(143, process.waitFor());
        assertEquals(List.of("up", "stopped"), calls());
    }

    private Ended call(Map<String, String> environment, String... arguments) throws Exception {
        // Ends with the codes of CODES, one a call; its arguments, parted by a space, are a line of the log.
        Path spark = ScheduleFiles.script(folder.resolve("spark"), """
                echo "$*" >>"$LOG"
                set -- $CODES
                shift $(($(wc -l <"$LOG") - 1))
                exit "$1\"""");
        Map<String, String> all = new HashMap<>(Map.of(
                "ARREARS_SPARK",
                spark.toString(),
                "CODES",
                "0",
                "LOG",
                folder.resolve("calls").toString(),
                "ARREARS_TRY_SECONDS",
                "0"));
        all.putAll(environment);
        List<String> command = new ArrayList<>(List.of("conf/schedule/entrypoint"));
        command.addAll(List.of(arguments));
        return ScheduleFiles.execute(all, command);
    }

    private List<String> calls() throws Exception {
        return Files.readAllLines(folder.resolve("calls"));
    }
}
