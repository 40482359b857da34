package io.arrears.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunMonitorTest {

    private static final Map<String, Object> SUMMARY = new TreeMap<>(Map.of(
            "run_id",
            "r000003",
            "as_of_date",
            "2025-12-31",
            "status",
            "failed",
            "seconds",
            12.5,
            "rows",
            7L,
            "stages",
            List.of(
                    new RunLog.StageLine("ingest", "done", 1.25, 7, Map.of()),
                    new RunLog.StageLine("checks", "failed", 0.5, 0, Map.of()))));

    @Test
    void theEndOfARunIsAMetricsFileAndALine(@TempDir Path folder) throws IOException {
        Path metrics = folder.resolve("collector/arrears.prom");
        Path log = folder.resolve("runs.jsonl");
        Settings.Monitor monitor = new Settings.Monitor(Optional.of(metrics), Optional.of(log));
        RunMonitor.tell(monitor, SUMMARY);
        RunMonitor.tell(monitor, SUMMARY);
        List<String> samples = Files.readAllLines(metrics).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
        assertEquals(
                List.of(
                        "arrears_run_success 0",
                        "arrears_run_duration_seconds 12.500",
                        "arrears_run_rows 7",
                        "arrears_run_as_of_timestamp_seconds 1767139200",
                        "arrears_stage_duration_seconds{stage=\"ingest\",status=\"done\"} 1.250",
                        "arrears_stage_duration_seconds{stage=\"checks\",status=\"failed\"} 0.500"),
                samples);
        assertTrue(Files.readAllLines(metrics).stream()
                .filter(line -> line.startsWith("# TYPE"))
                .allMatch(line -> line.endsWith(" gauge")));
        assertEquals(2, Files.readAllLines(log).size());
        assertTrue(
                Files.readString(log).startsWith("{\"as_of_date\":\"2025-12-31\",\"rows\":7,\"run_id\":\"r000003\""));
        assertEquals(
                List.of("arrears.prom"),
                Files.list(metrics.getParent())
                        .map(file -> file.getFileName().toString())
                        .toList());
    }

    @Test
    void aFileThatCannotBeWrittenFailsNothing(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        RunMonitor.tell(new Settings.Monitor(Optional.of(file.resolve("x.prom")), Optional.empty()), SUMMARY);
        RunMonitor.tell(new Settings.Monitor(Optional.empty(), Optional.empty()), SUMMARY);
        assertEquals("", Files.readString(file));
    }
}
