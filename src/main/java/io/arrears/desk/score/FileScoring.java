package io.arrears.desk.score;

import io.arrears.config.Settings;
import io.arrears.desk.Kind;
import io.arrears.desk.Refused;
import io.arrears.desk.file.Case;
import io.arrears.desk.file.Columns;
import io.arrears.desk.file.CsvText;
import io.arrears.desk.file.RowReader;
import io.arrears.desk.file.RowRules;
import io.arrears.lake.AsOf;
import io.arrears.model.ScoringModel;
import io.arrears.model.data.ModelTask;
import io.arrears.model.feature.FeatureSet;
import io.arrears.terms.Ageing;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Scores the rows of a file with the models of the lake. */
public final class FileScoring {

    private final Settings settings;
    private final ModelBook models;
    private final LossGivenDefault lossGivenDefault;

    public FileScoring(Settings settings, ModelBook models, LossGivenDefault lossGivenDefault) {
        this.settings = settings;
        this.models = models;
        this.lossGivenDefault = lossGivenDefault;
    }

    /**
     * Scores one file at a time: a large one takes much memory for a moment.
     *
     * @param wanted empty: what the header says
     * @param asOf the day rows without a day of their own are looked at on
     * @throws Refused when the file cannot be read, or no row of it could ever be scored
     */
    public synchronized ScoredFile score(String name, Optional<Kind> wanted, Optional<LocalDate> asOf, byte[] bytes) {
        CsvText text = new CsvText(bytes);
        Columns columns = Columns.of(text.header());
        Kind kind = wanted.or(columns::kind).orElseThrow(() -> unknownKind(columns));
        columns.check(kind);
        Map<ModelTask, ScoringModel> scoring = scoring(kind, asOf);
        RowRules rules = rules(kind, asOf);
        Map<ModelTask, FeatureSet> sets = new EnumMap<>(ModelTask.class);
        scoring.forEach((task, model) -> model.model().ifPresent(fitted -> sets.put(task, fitted.features())));
        RowReader reader = new RowReader(rules, columns, sets);
        reader.read(text);
        LossGivenDefault.Shares shares = kind == Kind.INVOICES
                ? lossGivenDefault.on(asOf)
                : new LossGivenDefault.Shares(Map.of(), BigDecimal.ONE, Optional.empty());
        List<Scored> scored = reader.cases().parallelStream()
                .map(row -> scored(row, scoring.get(row.task()), shares.of(row.currency())))
                .toList();
        List<Note> notes = new ArrayList<>();
        text.notes().forEach(note -> notes.add(new Note(note, note.contains("Windows-1252"))));
        shares.note().ifPresent(notes::add);
        notes.addAll(Notes.of(rules, columns, reader, scoring, scored));
        Map<String, List<Scored>> ranked = ScoredFile.ranked(scored);
        return new ScoredFile(
                name,
                kind,
                FileSummary.of(rules, columns, reader, scoring, notes),
                ranked,
                Debtors.ofFile(kind, ranked),
                reader.refusals(),
                List.of(),
                trainedAsOf(scoring),
                each -> reasons(each, scoring));
    }

    private static Refused unknownKind(Columns columns) {
        return new Refused(
                422,
                "The header shows neither claims (claim_id, claim_type or result_status) nor invoices (invoice_id with"
                        + " invoice_date or due_date). It has: "
                        + String.join(", ", columns.header().stream().limit(40).toList())
                        + ". Choose what the file holds.");
    }

    private RowRules rules(Kind kind, Optional<LocalDate> asOf) {
        return new RowRules(
                kind,
                asOf,
                settings.currency().fallback(),
                settings.defaults().horizonDays(),
                settings.recovery().trustFinalRetries(),
                settings.recovery().claimDays(),
                new BigDecimal(settings.policy().values().get("tolerance").toString()),
                Ageing.of(settings.finance().ageing()),
                settings.desk().maxRows());
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
        double rate = model.rate(row.age().bucket());
        return switch (model.use()) {
            case RATES -> Scored.of(row, Double.isNaN(rate) ? 0 : rate, rate, factor, version, model.status());
            case RULE -> {
                double order = byRule(row, model);
                yield Scored.of(row, order, queued(row, order), rate, factor, version, model.status());
            }
            case ORDERS -> {
                double[] scores = scores(row, model);
                double order = row.amount().doubleValue() * scores[1];
                yield Scored.of(row, scores[0], queued(row, order), rate, factor, version, model.status());
            }
            case PRICES -> {
                double[] scores = scores(row, model);
                yield Scored.of(row, scores[0], scores[1], factor, version, model.status());
            }
        };
    }

    /** Only claims are a queue: invoices go by their expected loss, whatever orders their scores. */
    private static double queued(Case row, double order) {
        return row.task().claimType().isPresent() ? order : Double.NaN;
    }

    private static double[] scores(Case row, ScoringModel model) {
        return model.model().orElseThrow().scores(row.numbers(), row.texts());
    }

    private static double byRule(Case row, ScoringModel model) {
        double failed = number(row, model, "days_since_first_failure");
        double age = model.task() == ModelTask.FAILED_PAYMENT && !Double.isNaN(failed) ? failed : row.lateDays();
        String past = model.task() == ModelTask.DEFAULT ? "past_late_rate" : "past_recovery_rate";
        double order = model.rule()
                .score(
                        row.amount().doubleValue(),
                        age,
                        number(row, model, past),
                        row.age().bucket(),
                        model.latest().rates());
        return Double.isNaN(order) ? -Double.MAX_VALUE : order;
    }

    /** A feature of the row; NaN where the file does not give it, or the model does not have it. */
    private static double number(Case row, ScoringModel model, String feature) {
        int at = model.model().orElseThrow().features().numeric().indexOf(feature);
        return at < 0 || row.numbers() == null ? Double.NaN : row.numbers()[at];
    }

    private List<String> reasons(Scored scored, Map<ModelTask, ScoringModel> scoring) {
        if (scored.row().settled()) {
            return List.of("unpaid beyond the horizon: defaulted");
        }
        return Arrays.stream(models.reasons(scoring.get(scored.row().task()), scored.row()))
                .filter(Objects::nonNull)
                .toList();
    }

    private static String trainedAsOf(Map<ModelTask, ScoringModel> scoring) {
        return scoring.values().stream()
                .map(model -> model.card().trainedAsOf())
                .max(Comparator.naturalOrder())
                .map(AsOf::toString)
                .orElse(null);
    }
}
