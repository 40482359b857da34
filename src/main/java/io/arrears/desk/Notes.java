package io.arrears.desk;

import io.arrears.model.ModelTask;
import io.arrears.model.ScoringModel;
import io.arrears.model.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Sentences about a scored file that a person should read before trusting it. */
final class Notes {

    private Notes() {
    }

    static List<String> of(RowRules rules, Columns columns, RowReader read, Map<ModelTask, ScoringModel> models) {
        List<String> notes = new ArrayList<>();
        boolean ownDay = columns.has(Field.OBSERVED_ON);
        if (ownDay) {
            notes.add("Each row is looked at on its own day, " + columns.name(Field.OBSERVED_ON) + ".");
        } else if (columns.has(Field.LABEL) && rules.kind() == Kind.CLAIMS && columns.has(Field.RESULT_STATUS)) {
            notes.add("The file tells what happened afterwards (" + columns.name(Field.LABEL)
                    + "): each claim is looked at on the day of its attempt.");
        } else if (rules.asOf().isPresent()) {
            notes.add("Rows are looked at on " + rules.asOf().get() + ": payments dated later are not known yet.");
        } else {
            notes.add("No day was given: ages that depend on one are missing.");
        }
        if (!columns.has(Field.CURRENCY)) {
            notes.add("There is no currency column: every amount is taken as " + rules.currency() + " (currency.default).");
        }
        models.forEach((task, model) -> {
            if (read.cases.stream().anyMatch(each -> each.task() == task)) {
                about(task, model, rules, notes);
            }
        });
        return notes;
    }

    private static void about(ModelTask task, ScoringModel model, RowRules rules, List<String> notes) {
        String trained = model.card().trainedAsOf();
        if (model.model().isEmpty()) {
            notes.add("There is no model for " + task.taskName() + " (" + model.latest().reason()
                    + "): probabilities are base rates by ageing bucket.");
        } else if (model.verdict() == Verdict.NO_SIGNAL) {
            notes.add("The model for " + task.taskName() + " does no better than a rule: take its order as a guess.");
        } else if (model.verdict() == Verdict.FALLBACK) {
            notes.add("The newest training of " + task.taskName() + " gave no usable model; an earlier one scores.");
        }
        rules.asOf().filter(day -> day.toString().compareTo(trained) < 0).ifPresent(day -> notes.add("The model for "
                + task.taskName() + " was trained as of " + trained + ", after " + day
                + ": it may know what happened since. No earlier one exists."));
    }
}
