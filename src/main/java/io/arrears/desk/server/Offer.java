package io.arrears.desk.server;

import io.arrears.config.Settings;
import io.arrears.desk.Kind;
import io.arrears.desk.score.PublishedDays;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What the desk says where nothing is published for a day.
 *
 * @param day null where none was asked for and nothing is published at all
 * @param canStart whether the desk can start the run of the day
 * @param days published days of the same kind, newest first
 */
record Offer(String kind, String day, String sentence, boolean canStart, List<String> days) {

    /** @param loopback whether the desk listens on loopback only */
    static Offer of(Kind kind, PublishedDays.Found found, Settings settings, boolean loopback) {
        String what =
                found.days().isEmpty() ? "Nothing is published yet." : "Nothing is published for " + found.day() + ".";
        Optional<String> why = found.tooOld()
                ? Optional.of(tooOld(found.day(), settings.postgres().keepDates()))
                : whyNoRun(settings, loopback);
        return new Offer(
                kind.word(),
                found.day() == null ? null : found.day().toString(),
                why.map(text -> what + " " + text).orElse(what),
                why.isEmpty(),
                found.days().stream().map(LocalDate::toString).toList());
    }

    /** Why this desk starts no run; empty where it does. */
    static Optional<String> whyNoRun(Settings settings, boolean loopback) {
        if (!settings.source().embedded() && settings.source().login().url().isEmpty()) {
            return Optional.of("The desk cannot start a run: the configuration names no source database (source.url).");
        }
        return loopback
                ? Optional.empty()
                : Optional.of("This desk answers to other machines too, so it starts no run. Start it at a terminal: "
                        + "scripts/arrears run --conf FILE --as-of YYYY-MM-DD");
    }

    private static String tooOld(LocalDate day, int keepDates) {
        return "The mart database keeps the rows of the newest " + keepDates + " days alone"
                + " (publish.postgres.keep-dates), and " + day + " is older. Raise the limit, or ask the lake: "
                + "scripts/arrears sql --conf FILE --as-of " + day + " \"SELECT * FROM mart_recovery_worklist\"";
    }
}
