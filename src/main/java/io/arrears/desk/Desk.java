package io.arrears.desk;

import io.arrears.config.Settings;
import io.arrears.ingest.SourceReader;
import io.arrears.lake.AsOf;
import io.arrears.lake.Table;
import io.arrears.model.ScoringModel;
import io.arrears.model.data.ModelTask;
import io.arrears.model.feature.FeatureSet;
import io.arrears.model.store.ModelStore;
import io.arrears.publish.MartReader;
import java.math.BigDecimal;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

/** What the desk can do, without HTTP: score rows, hold the last few results, tell what models there are. */
final class Desk {

    /** Results kept; an older one is forgotten when another comes. */
    private static final int SHELF = 4;

    private final Settings settings;
    private final ModelBook models;
    private final Supplier<DatabaseSession> databases;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, ScoredFile> shelf = new LinkedHashMap<>();

    Desk(Settings settings, Supplier<DatabaseSession> databases) {
        this.settings = settings;
        this.models = new ModelBook(new ModelStore(settings.lakeRoot(), new Configuration()));
        this.databases = databases;
    }

    /** The models that score now; tasks nobody ever trained are missing. */
    Map<ModelTask, ScoringModel> models() {
        return models.newest();
    }

    boolean hasSource() {
        return settings.source().embedded() || settings.source().login().url().isPresent();
    }

    boolean hasPublished() {
        return settings.postgres().enabled()
                && (settings.postgres().login().url().isPresent()
                        || settings.source().embedded());
    }

    /**
     * Scores the rows of a file.
     *
     * @param kind empty: what the header says
     * @param asOf the day rows without a day of their own are looked at on
     */
    ScoredFile score(String name, Optional<Kind> kind, Optional<LocalDate> asOf, byte[] bytes) {
        return score(name, kind, asOf, new CsvText(bytes));
    }

    /** One at a time: a large file takes much memory for a moment. */
    private synchronized ScoredFile score(
            String name, Optional<Kind> wanted, Optional<LocalDate> asOf, Records records) {
        Columns columns = Columns.of(records.header());
        Kind kind = wanted.or(columns::kind)
                .orElseThrow(() -> new Refused(
                        422,
                        "The header tells neither claims (claim_id, "
                                + "claim_type or result_status) nor invoices (invoice_id with invoice_date or due_date). It has: "
                                + String.join(
                                        ", ",
                                        columns.header().stream().limit(40).toList())
                                + ". Choose what the file holds."));
        columns.check(kind);
        Map<ModelTask, ScoringModel> scoring = scoring(kind, asOf);
        RowRules rules = new RowRules(
                kind,
                asOf,
                settings.currency().fallback(),
                settings.defaults().horizonDays(),
                settings.recovery().trustFinalRetries(),
                settings.desk().maxRows());
        Map<ModelTask, FeatureSet> sets = new EnumMap<>(ModelTask.class);
        scoring.forEach((task, model) -> model.model().ifPresent(fitted -> sets.put(task, fitted.features())));
        RowReader reader = new RowReader(rules, columns, sets);
        reader.read(records);
        BigDecimal factor =
                kind == Kind.INVOICES ? BigDecimal.valueOf(settings.defaults().lgd()) : BigDecimal.ONE;
        List<Scored> scored = reader.cases.parallelStream()
                .map(row -> scored(row, scoring.get(row.task()), factor))
                .toList();
        List<Notes.Note> notes = new ArrayList<>();
        records.notes().forEach(text -> notes.add(new Notes.Note(text, text.contains("Windows-1252"))));
        notes.addAll(Notes.of(rules, columns, reader, scoring, scored));
        return keep(new ScoredFile(
                newId(),
                name,
                kind,
                Understood.of(rules, columns, reader, scoring, notes),
                ScoredFile.ranked(scored),
                reader.refusals,
                List.of(),
                trainedAsOf(scoring),
                each -> reasons(each, scoring)));
    }

    private Map<ModelTask, ScoringModel> scoring(Kind kind, Optional<LocalDate> asOf) {
        Map<ModelTask, ScoringModel> scoring = new EnumMap<>(models.on(asOf));
        scoring.keySet().removeIf(task -> (task == ModelTask.DEFAULT) != (kind == Kind.INVOICES));
        long wanted = Stream.of(ModelTask.values())
                .filter(task -> (task == ModelTask.DEFAULT) == (kind == Kind.INVOICES))
                .count();
        if (scoring.size() < wanted) {
            throw new Refused(409, "There is no model yet: one whole run of `scripts/arrears run` makes them.");
        }
        return scoring;
    }

    private static Scored scored(Case row, ScoringModel model, BigDecimal factor) {
        String version = model.card().version();
        if (row.settled()) {
            return Scored.of(row, 1, 1, factor, version, "defaulted");
        }
        if (model.model().isEmpty()) {
            // Where no outcome was ever seen nobody knows a rate.
            double rate = model.latest().rates().observations() == 0
                    ? Double.NaN
                    : model.latest().rates().of(row.ageing());
            return Scored.of(
                    row,
                    Double.isNaN(rate) ? 0 : rate,
                    rate,
                    factor,
                    model.latest().version(),
                    "fallback");
        }
        double[] scores = model.model().get().scores(row.numbers(), row.texts());
        return Scored.of(row, scores[0], scores[1], factor, version, model.status());
    }

    private List<String> reasons(Scored scored, Map<ModelTask, ScoringModel> scoring) {
        if (scored.row().settled()) {
            return List.of("unpaid beyond the horizon: defaulted");
        }
        return Arrays.stream(models.reasons(scoring.get(scored.row().task()), scored.row()))
                .filter(java.util.Objects::nonNull)
                .toList();
    }

    private static String trainedAsOf(Map<ModelTask, ScoringModel> scoring) {
        return scoring.values().stream()
                .map(model -> model.card().trainedAsOf())
                .max(Comparator.naturalOrder())
                .map(AsOf::toString)
                .orElse(null);
    }

    /** What a run published for a day, as it was scored then; the newest day unless told otherwise. */
    ScoredFile published(Kind kind, Optional<LocalDate> day) {
        Table mart = kind == Kind.CLAIMS ? Table.MART_RECOVERY_WORKLIST : Table.MART_INVOICE_RISK;
        MartReader.Rows rows;
        try (DatabaseSession session = databases.get()) {
            rows = MartReader.of(settings, session.embedded())
                    .orElseThrow(
                            () -> new Refused(409, "There is no mart database: publish.postgres.enabled is false."))
                    .rows(mart, day, settings.desk().maxRows());
        }
        if (rows.day() == null) {
            throw new Refused(409, "Nothing is published yet: `scripts/arrears run` publishes a day.");
        }
        List<Scored> scored = PublishedCases.of(kind, rows);
        int paid = rows.rows().size() - scored.size();
        List<Notes.Note> notes = new ArrayList<>(List.of(
                new Notes.Note("Scored by the run as of " + rows.day() + "; nothing is computed anew.", false)));
        if (paid > 0) {
            notes.add(new Notes.Note("Paid invoices are left out.", false));
        }
        if (rows.rows().size() == settings.desk().maxRows()) {
            notes.add(new Notes.Note("Only the first " + rows.rows().size() + " rows are here (desk.max-rows).", true));
        }
        Understood understood = new Understood(
                kind.word(),
                rows.day().toString(),
                rows.rows().size(),
                scored.size(),
                0,
                paid,
                0,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                notes);
        return keep(new ScoredFile(
                newId(),
                mart.sqlName(),
                kind,
                understood,
                ScoredFile.ranked(scored),
                List.of(),
                rows.days().stream().map(LocalDate::toString).toList(),
                null,
                each -> List.of(each.reasons())));
    }

    /** Invoices, or the claims among them, of the billing database as they stood on a day. */
    ScoredFile source(Kind kind, Optional<LocalDate> asOf) {
        LocalDate day =
                asOf.orElseThrow(() -> new Refused(400, "Give the day to look at: rows of a database have many."));
        Records records;
        try (DatabaseSession session = databases.get();
                SourceReader reader = new SourceReader(session.source(), settings)) {
            records = new SourceRecords(reader, day, settings.desk().maxRows()).read(kind);
        }
        return score("source database", Optional.of(kind), asOf, records);
    }

    private ScoredFile keep(ScoredFile file) {
        synchronized (shelf) {
            shelf.put(file.id(), file);
            while (shelf.size() > SHELF) {
                shelf.remove(shelf.keySet().iterator().next());
            }
        }
        return file;
    }

    /** @throws Refused when it was forgotten or never was */
    ScoredFile kept(String id) {
        synchronized (shelf) {
            ScoredFile file = shelf.get(id);
            if (file == null) {
                throw new Refused(
                        404,
                        "This result is no longer kept: the desk holds the last " + SHELF + ". Score the file again.");
            }
            return file;
        }
    }

    Worklist worklist(ScoredFile file, int capacity) {
        return new Worklist(file, capacity, settings.recovery().contactCost());
    }

    private String newId() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
