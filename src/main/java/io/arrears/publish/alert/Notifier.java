package io.arrears.publish.alert;

import io.arrears.config.AlertSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Sends to every configured sink; one that fails is named on the error stream and stops neither the others nor the run.
 */
public final class Notifier {

    private final List<Sink> sinks = new ArrayList<>();
    private final PrintStream err;

    public Notifier(AlertSettings settings, PrintStream out, PrintStream err) {
        this.err = err;
        if (settings.stdout()) {
            sinks.add(new Printing(out));
        }
        settings.file().ifPresent(file -> sinks.add(new Appending(file)));
        settings.webhook().url().ifPresent(url -> sinks.add(new WebhookSink(settings.webhook())));
        settings.smtp().host().ifPresent(host -> sinks.add(new SmtpSink(settings.smtp())));
    }

    /** @return how many sinks got the notice */
    public int tell(Notice notice) {
        return (int) tell(notice, sink -> true).values().stream()
                .filter(told -> told)
                .count();
    }

    /**
     * Sends to the sinks that are wanted.
     *
     * @return by sink, whether it got the notice
     */
    Map<String, Boolean> tell(Notice notice, Predicate<String> wanted) {
        Map<String, Boolean> told = new LinkedHashMap<>();
        for (Sink sink : sinks) {
            if (!wanted.test(sink.name())) {
                continue;
            }
            told.put(sink.name(), false);
            try {
                sink.tell(notice);
                told.put(sink.name(), true);
            } catch (IOException | RuntimeException e) {
                err.println("alerts: " + sink.name() + " could not be reached: "
                        + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage())
                        + "; published alerts are in mart_alerts, and the next start sends them again");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return told;
            }
        }
        return told;
    }

    private record Printing(PrintStream out) implements Sink {

        @Override
        public String name() {
            return "stdout";
        }

        @Override
        public void tell(Notice notice) {
            notice.lines().forEach(out::println);
            out.flush();
        }
    }

    private record Appending(Path file) implements Sink {

        @Override
        public String name() {
            return "file " + file;
        }

        @Override
        public void tell(Notice notice) throws IOException {
            if (file.toAbsolutePath().getParent() != null) {
                Files.createDirectories(file.toAbsolutePath().getParent());
            }
            Files.write(
                    file, notice.lines(), StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }
}
