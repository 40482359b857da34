package io.arrears.desk.score;

import io.arrears.desk.Kind;
import io.arrears.desk.file.Columns;
import io.arrears.desk.file.FeatureColumns;
import io.arrears.desk.file.Field;
import io.arrears.desk.file.RowReader;
import io.arrears.desk.file.RowRules;
import io.arrears.lake.AsOf;
import io.arrears.model.ScoringModel;
import io.arrears.model.data.ModelTask;
import io.arrears.model.judge.MetricRow;
import io.arrears.model.judge.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The notes on a scored file. */
final class Notes {

    /** From this share on, missing features matter more than a hint can say. */
    private static final double MUCH = 0.3;

    private Notes() {}

    private static String words(ModelTask task) {
        return switch (task) {
            case DEFAULT -> "open invoices";
            case FAILED_PAYMENT -> "failed payments";
            case OVERDUE_INVOICE -> "overdue invoices";
        };
    }

    static List<Note> of(
            RowRules rules, Columns columns, RowReader read, Map<ModelTask, ScoringModel> models, List<Scored> scored) {
        List<Note> notes = new ArrayList<>();
        boolean ownDay = columns.has(Field.OBSERVED_ON);
        if (ownDay) {
            notes.add(Note.plain("Each row is looked at on its own day, " + columns.name(Field.OBSERVED_ON) + "."));
        } else if (columns.has(Field.LABEL) && rules.kind() == Kind.CLAIMS && columns.has(Field.RESULT_STATUS)) {
            notes.add(Note.plain("The file says what happened afterwards (" + columns.name(Field.LABEL)
                    + "): each claim is looked at on the day of its " + (read.joins() ? "last failed " : "")
                    + "attempt."));
        } else if (rules.asOf().isPresent()) {
            notes.add(Note.plain(
                    "Rows are looked at on " + rules.asOf().get() + ": payments dated later are not known yet."));
        } else {
            notes.add(Note.warning("No day was given: ages that depend on one are missing."));
        }
        if (read.joins()) {
            notes.add(Note.plain(
                    "The file holds several attempts on a debt: the rows of an invoice, else of an order, are "
                            + "one claim, described"
                            + " by its last failure. How many failed, and when, is counted from the rows; "
                            + "what succeeded is taken off."));
        }
        if (!columns.has(Field.CURRENCY)) {
            notes.add(Note.plain("There is no currency column: every amount is taken as " + rules.currency()
                    + " (currency.default)."));
        }
        if (rules.kind() == Kind.CLAIMS) {
            notes.add(
                    Note.plain("A file says nothing of disputes, promises, credits or earlier contacts: these were not"
                            + " looked at, and no claim is held. The worklist of a published day has them."));
        }
        models.forEach((task, model) -> {
            if (read.cases().stream().anyMatch(each -> each.task() == task)) {
                about(task, model, rules, notes);
                lacking(task, model, read.features().get(task), scored, notes);
            }
        });
        return notes;
    }

    private static void about(ModelTask task, ScoringModel model, RowRules rules, List<Note> notes) {
        AsOf trained = model.card().trainedAsOf();
        if (model.model().isEmpty()) {
            notes.add(Note.warning("There is no model for " + words(task) + " ("
                    + model.latest().reason() + "): probabilities are base rates by ageing bucket."));
        } else if (model.use() == ScoringModel.Use.RULE) {
            notes.add(Note.warning("The model for " + words(task) + " orders no better than a rule: "
                    + model.rule().words() + " orders, and probabilities are rates by ageing bucket."));
        } else if (model.use() == ScoringModel.Use.ORDERS) {
            notes.add(Note.warning("The model for " + words(task)
                    + " orders better than any rule, but its probabilities do not hold: they are "
                    + "rates by ageing bucket."));
        } else if (model.verdict() == Verdict.FALLBACK) {
            notes.add(Note.warning(
                    "The newest training of " + words(task) + " gave no usable model; an earlier one scores."));
        }
        rules.asOf()
                .filter(day -> day.isBefore(trained.date()))
                .ifPresent(day -> notes.add(Note.warning("The model for " + words(task) + " was trained as of "
                        + trained + ", after " + day + ": it may know what happened since. No earlier one exists.")));
    }

    /** A model that misses much still orders rows, but its probabilities drift from what it was calibrated on. */
    private static void lacking(
            ModelTask task, ScoringModel model, FeatureColumns features, List<Scored> scored, List<Note> notes) {
        double share = features == null ? 0 : ModelWeight.share(model.card(), features.missing());
        if (share >= MUCH) {
            double here = scored.stream()
                    .filter(each -> each.row().task() == task && !each.row().settled())
                    .mapToDouble(Scored::probability)
                    .average()
                    .orElse(Double.NaN);
            String past = model.card().metrics().stream()
                    .filter(Notes::isTestBaseRate)
                    .map(MetricRow::value)
                    .findFirst()
                    .map(rate -> String.format(
                            Locale.ROOT,
                            " (here %.0f %% on average, %.0f %% in the model's past)",
                            100 * here,
                            100 * rate))
                    .orElse("");
            notes.add(Note.warning(String.format(
                    Locale.ROOT,
                    "The file lacks features that carry %.0f %% of the weight of the"
                            + " model for %s: take its probabilities as an order, not as a level%s.",
                    100 * share,
                    words(task),
                    past)));
        }
    }

    private static boolean isTestBaseRate(MetricRow row) {
        return row.metric().equals("base_rate")
                && row.slice().equals("test")
                && row.segment().equals("all")
                && row.value() != null
                && !row.model().startsWith("baseline:");
    }
}
