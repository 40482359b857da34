package io.arrears.pipeline;

import io.arrears.config.Json;
import io.arrears.config.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reports the end of a run to monitoring: a node_exporter text file and a line in a log. Never fails the run. */
final class RunMonitor {

    private RunMonitor() {}

    /** @param summary what {@code <lake>/runs/<run_id>.json} says */
    static void tell(Settings.Monitor monitor, Map<String, Object> summary) {
        try {
            if (monitor.nodeExporterFile().isPresent()) {
                replace(monitor.nodeExporterFile().get(), metrics(summary));
            }
            if (monitor.runLog().isPresent()) {
                Files.writeString(
                        parent(monitor.runLog().get()),
                        Json.line(summary) + "\n",
                        StandardCharsets.UTF_8,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            }
        } catch (IOException e) {
            System.err.println("monitor: the end of the run could not be written down: " + e);
        }
    }

    /** Written aside and renamed: the collector never sees half a file. */
    private static void replace(Path file, String text) throws IOException {
        Path aside = parent(file).resolveSibling("." + file.getFileName() + ".writing");
        Files.writeString(aside, text, StandardCharsets.UTF_8);
        Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static Path parent(Path file) throws IOException {
        Path absolute = file.toAbsolutePath();
        Files.createDirectories(absolute.getParent());
        return absolute;
    }

    /** The Prometheus text format; when it was written is the file's own time, which the collector reports. */
    static String metrics(Map<String, Object> summary) {
        StringBuilder text = new StringBuilder();
        gauge(
                text,
                "arrears_run_success",
                "1 when the last run was published, 0 when it failed",
                summary.get("status").equals("done") ? 1 : 0);
        gauge(text, "arrears_run_duration_seconds", "How long the last run took", (Double) summary.get("seconds"));
        gauge(text, "arrears_run_rows", "Rows the last run wrote", (Long) summary.get("rows"));
        gauge(
                text,
                "arrears_run_as_of_timestamp_seconds",
                "The day the last run was asked about, its midnight in UTC",
                LocalDate.parse((String) summary.get("as_of_date"))
                        .atStartOfDay(ZoneOffset.UTC)
                        .toEpochSecond());
        head(text, "arrears_stage_duration_seconds", "How long each stage of the last run took");
        List<?> stages = (List<?>) summary.get("stages");
        stages.stream()
                .map(RunLog.StageLine.class::cast)
                .forEach(stage -> text.append(String.format(
                        Locale.ROOT,
                        "arrears_stage_duration_seconds{stage=\"%s\",status=\"%s\"} %.3f%n",
                        stage.name(),
                        stage.status(),
                        stage.seconds())));
        return text.toString();
    }

    private static void gauge(StringBuilder text, String name, String help, double value) {
        head(text, name, help);
        text.append(String.format(Locale.ROOT, value == Math.rint(value) ? "%s %.0f%n" : "%s %.3f%n", name, value));
    }

    private static void head(StringBuilder text, String name, String help) {
        text.append("# HELP ")
                .append(name)
                .append(' ')
                .append(help)
                .append("\n# TYPE ")
                .append(name)
                .append(" gauge\n");
    }
}
