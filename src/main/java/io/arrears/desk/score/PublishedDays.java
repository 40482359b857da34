package io.arrears.desk.score;

import io.arrears.config.Settings;
import io.arrears.desk.DatabaseSession;
import io.arrears.desk.Kind;
import io.arrears.desk.Refused;
import io.arrears.lake.Table;
import io.arrears.publish.MartReader;
import io.arrears.terms.Ageing;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What runs published in the mart database, day by day: shown as it was scored then, nothing is computed again. */
public final class PublishedDays {

    private final Settings settings;
    private final Supplier<DatabaseSession> databases;

    /** @param databases opens the embedded database for one request */
    public PublishedDays(Settings settings, Supplier<DatabaseSession> databases) {
        this.settings = settings;
        this.databases = databases;
    }

    /**
     * What was found of one day.
     *
     * @param file empty where nothing is published for the day
     * @param day the day asked for, else the newest published one; null where there is none
     * @param days every day that has rows of this kind, newest first
     * @param tooOld whether the mart database keeps, or would keep, no rows of so old a day
     */
    public record Found(Optional<ScoredFile> file, LocalDate day, List<LocalDate> days, boolean tooOld) {}

    /** Why nothing published can be read, and what to do about it; empty where it can. */
    public Optional<String> whyNot() {
        if (!settings.postgres().enabled()) {
            return Optional.of("The desk reads what a run published from the mart database, and this configuration has"
                    + " none (publish.postgres.enabled = false). Set it to true and run the day again, or look at the"
                    + " lake: scripts/arrears sql --conf FILE \"SELECT * FROM mart_recovery_worklist\".");
        }
        if (settings.postgres().login().url().isEmpty() && !settings.source().embedded()) {
            return Optional.of("The desk reads what a run published from the mart database, and publish.postgres.url"
                    + " does not say where it is. Set it, and run the day.");
        }
        return Optional.empty();
    }

    /**
     * Opens what a run published.
     *
     * @param wanted the day; the newest unless given
     * @throws Refused where no mart database is configured
     */
    public Found open(Kind kind, Optional<LocalDate> wanted) {
        whyNot().ifPresent(why -> {
            throw new Refused(409, why);
        });
        Table mart = kind == Kind.CLAIMS ? Table.MART_RECOVERY_WORKLIST : Table.MART_INVOICE_RISK;
        try (DatabaseSession session = databases.get()) {
            MartReader reader = MartReader.of(settings, session.embedded()).orElseThrow();
            List<LocalDate> days = reader.days(mart);
            LocalDate day = wanted.orElse(days.isEmpty() ? null : days.get(0));
            if (day == null || !days.contains(day)) {
                return new Found(Optional.empty(), day, days, day != null && isTooOld(day, days));
            }
            return new Found(Optional.of(file(kind, mart, day, days, reader)), day, days, false);
        }
    }

    private boolean isTooOld(LocalDate day, List<LocalDate> days) {
        return days.stream().filter(day::isBefore).count()
                >= settings.postgres().keepDates();
    }

    private ScoredFile file(Kind kind, Table mart, LocalDate day, List<LocalDate> days, MartReader reader) {
        List<MartRow> rows = MartRow.of(reader.rows(mart, day, settings.desk().maxRows()));
        List<Scored> scored =
                PublishedCases.of(kind, rows, Ageing.of(settings.finance().ageing()));
        int without = rows.size() - scored.size();
        List<Note> notes = new ArrayList<>();
        notes.add(Note.plain("Scored by the run as of " + day + "; nothing is computed anew."));
        if (without > 0) {
            notes.add(Note.plain("Invoices with nothing open are left out."));
        }
        if (rows.size() == settings.desk().maxRows()) {
            notes.add(Note.warning("Only the first " + rows.size() + " rows are here (desk.max-rows)."));
        }
        Map<String, List<Scored>> ranked = ScoredFile.ranked(scored);
        PublishedDebtors debtors =
                new PublishedDebtors(reader, day, settings.desk().maxRows(), notes);
        return new ScoredFile(
                mart.sqlName(),
                kind,
                FileSummary.published(kind, day, rows.size(), scored.size(), notes),
                ranked,
                kind == Kind.CLAIMS ? debtors.of(rows, ranked) : Debtors.ofFile(kind, ranked),
                List.of(),
                days.stream().map(LocalDate::toString).toList(),
                null,
                each -> List.of(each.reasons()));
    }
}
