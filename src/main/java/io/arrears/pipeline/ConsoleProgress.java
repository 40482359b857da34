package io.arrears.pipeline;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** One line at the start and one at the end of each stage; on a terminal one live line that counts the seconds. */
public final class ConsoleProgress implements Progress {

    private static final int SHOWN_MEASURES = 4;

    private final PrintStream out;
    private final boolean live;
    private String head = "";
    private long began;
    private ScheduledExecutorService ticker;

    public ConsoleProgress(PrintStream out, boolean live) {
        this.out = out;
        this.live = live;
    }

    @Override
    public synchronized void begin(int position, int total, String stage) {
        head = "[%2d/%d] %-17s".formatted(position, total, stage);
        began = System.nanoTime();
        if (live) {
            ticker = Executors.newSingleThreadScheduledExecutor(task -> {
                Thread thread = new Thread(task, "progress");
                thread.setDaemon(true);
                return thread;
            });
            ticker.scheduleAtFixedRate(this::tick, 0, 1, TimeUnit.SECONDS);
        } else {
            out.println(head + " …");
        }
    }

    private synchronized void tick() {
        out.print("\r" + head + " … " + (System.nanoTime() - began) / 1_000_000_000L + " s ");
        out.flush();
    }

    @Override
    public synchronized void done(StageReport report, double seconds) {
        end(String.format(Locale.ROOT, "%s done in %.1f s  %s", head, seconds, shown(report)));
        report.notes().forEach(note -> out.println("        " + note));
    }

    @Override
    public synchronized void failed(double seconds) {
        end(String.format(Locale.ROOT, "%s FAILED after %.1f s", head, seconds));
    }

    private void end(String line) {
        if (ticker != null) {
            ticker.shutdownNow();
            ticker = null;
            out.print("\r\u001b[K");
        }
        out.println(line);
    }

    private static String shown(StageReport report) {
        Map<String, Number> measures = report.measures();
        if (measures.size() > SHOWN_MEASURES) {
            long tables = measures.keySet().stream()
                    .filter(name -> !name.equals("rows") && !name.equals("quarantined"))
                    .count();
            Number quarantined = measures.getOrDefault("quarantined", 0);
            return String.format(Locale.ROOT, "%d tables, %,d rows", tables, report.rows())
                    + (quarantined.longValue() == 0 ? "" : ", " + number(quarantined) + " quarantined");
        }
        return measures.entrySet().stream()
                .map(each -> each.getKey() + " " + number(each.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String number(Number value) {
        return value instanceof Double || value instanceof Float
                ? String.format(Locale.ROOT, "%.3f", value.doubleValue())
                : String.format(Locale.ROOT, "%,d", value.longValue());
    }
}
