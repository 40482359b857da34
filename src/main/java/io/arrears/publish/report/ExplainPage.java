package io.arrears.publish.report;

import static io.arrears.publish.report.Grid.count;
import static io.arrears.publish.report.Grid.number;
import static io.arrears.publish.report.Grid.text;

import io.arrears.publish.report.Part.Answer;
import io.arrears.publish.report.Part.Exhibit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Model explainability: what each model looks at, by each way of measuring it. */
final class ExplainPage {

    private static final int SHOWN = 15;

    private ExplainPage() {}

    static Page of(Facts facts) {
        List<Part> parts = new ArrayList<>();
        List<Fact> all = facts.of("mart_feature_importance");
        parts.add(new Part.Answers(
                Optional.empty(),
                facts.tasks().stream().map(task -> answer(facts, task)).toList()));
        for (String task : facts.tasks()) {
            List<Fact> own = all.stream().filter(fact -> fact.is("task", task)).toList();
            methods(own).forEach(method -> parts.add(exhibit(task, method, own)));
        }
        parts.add(new Part.Note(
                Optional.empty(),
                "The reasons for the score of one invoice or claim are beside it, on "
                        + "the page Customer risk and in mart_invoice_risk and mart_recovery_worklist. An importance "
                        + "says what a "
                        + "model uses, not what causes a default."));
        return Page.of("explain", "Why these scores", "What do the models look at?", parts);
    }

    private static Answer answer(Facts facts, String task) {
        List<Fact> own = facts.of("mart_feature_importance").stream()
                .filter(fact -> fact.is("task", task))
                .toList();
        if (own.isEmpty()) {
            return new Answer(Words.task(task) + ": no model.", "It " + Words.verdict(facts.verdict(task)) + ".");
        }
        String method = methods(own).get(0);
        String first = top(own, method).stream()
                .limit(3)
                .map(fact -> Words.plain(fact.text("feature")))
                .collect(Collectors.joining(", "));
        return new Answer(
                Words.task(task) + ": mostly " + first + ".",
                "By " + described(method) + ". The model " + Words.verdict(facts.verdict(task)) + ".");
    }

    /** What people understand best comes first. */
    private static List<String> methods(List<Fact> facts) {
        return facts.stream()
                .map(fact -> fact.text("method"))
                .distinct()
                .sorted(Comparator.comparing((String method) -> !method.equals("permutation"))
                        .thenComparing(method -> method))
                .toList();
    }

    private static List<Fact> top(List<Fact> facts, String method) {
        return facts.stream()
                .filter(fact -> fact.is("method", method))
                .sorted(Comparator.comparing(fact -> fact.number("importance_rank")))
                .limit(SHOWN)
                .toList();
    }

    private static String described(String method) {
        return method.equals("permutation")
                ? "how much the ranking suffers when a feature's values are shuffled"
                : Words.method(method);
    }

    private static Part exhibit(String task, String method, List<Fact> facts) {
        List<Fact> rows = top(facts, method).stream()
                .map(fact -> Sums.with(fact, "words", Words.plain(fact.text("feature"))))
                .toList();
        return Exhibit.general(
                Words.task(task) + ": what counts, by " + Words.method(method),
                "The " + rows.size() + " strongest, by " + described(method) + ".",
                Grid.of(
                        rows,
                        count("importance_rank", "Place"),
                        text("words", "What the model looks at"),
                        number("importance", "Importance")),
                Chart.lying("What the model looks at", "Importance"));
    }
}
