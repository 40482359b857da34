package io.arrears.publish.report;

import static io.arrears.publish.report.Grid.count;
import static io.arrears.publish.report.Grid.number;
import static io.arrears.publish.report.Grid.share;
import static io.arrears.publish.report.Grid.text;

import io.arrears.publish.report.Part.Answer;
import io.arrears.publish.report.Part.Exhibit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Model honesty: how good each model is on data it has not seen, beside rules that need no model. */
final class HonestyPage {

    private static final String TEST = "test";
    private static final List<String> HEADLINES = List.of(
            "roc_auc",
            "pr_auc",
            "base_rate",
            "brier_skill",
            "log_loss",
            "ece",
            "calibration_slope",
            "lift_at_k",
            "precision_at_k");

    private HonestyPage() {}

    static Page of(Facts facts) {
        List<Part> parts = new ArrayList<>();
        parts.add(new Part.Answers(
                Optional.empty(),
                facts.tasks().stream().map(task -> answer(facts, task)).toList()));
        for (String task : facts.tasks()) {
            parts.add(ranking(facts, task));
            parts.add(reliability(facts, task));
            parts.addAll(GainsParts.of(facts, task));
            parts.add(metrics(facts, task));
        }
        return Page.of(
                "honesty",
                "Model quality",
                "Can the models be trusted: how good are they on what they have not seen?",
                parts);
    }

    private static List<Fact> onTest(Facts facts, String task) {
        return facts.of("mart_model_metrics").stream()
                .filter(fact -> fact.is("task", task))
                .filter(fact -> fact.is("slice", TEST) && fact.is("segment", "all"))
                .toList();
    }

    private static boolean isBaseline(Fact fact) {
        return fact.text("model").startsWith("baseline:");
    }

    private static Answer answer(Facts facts, String task) {
        List<Fact> auc = onTest(facts, task).stream()
                .filter(fact -> fact.is("metric", "roc_auc") && fact.knows("value"))
                .toList();
        Optional<Fact> model = auc.stream().filter(fact -> !isBaseline(fact)).findFirst();
        Optional<Fact> rule =
                auc.stream().filter(HonestyPage::isBaseline).max(Comparator.comparing(fact -> fact.number("value")));
        String headline = Words.task(task) + ": the model " + Words.verdict(facts.verdict(task)) + ".";
        if (model.isEmpty()) {
            return new Answer(headline, "There is no test result to show.");
        }
        return new Answer(
                headline,
                String.format(
                                Locale.ROOT,
                                "Of two cases, one that happened and one that did not, it ranks the "
                                        + "right one first in %.0f of 100 pairs (50 is a coin%s), measured on %s it "
                                        + "has not seen.",
                                100 * model.get().number("value"),
                                rule.map(fact -> String.format(
                                                Locale.ROOT,
                                                "; the best rule, %s, %.0f",
                                                Words.plain(fact.text("model").substring("baseline:".length())),
                                                100 * fact.number("value")))
                                        .orElse(""),
                                Words.count(model.get().count("observations"), "case"))
                        + test(facts, task, model.get()));
    }

    /** What decides is the verdict on calibration rows; what the test alone says stays beside it. */
    private static String test(Facts facts, String task, Fact onTest) {
        String alone = onTest.knows("slice_verdict") ? onTest.text("slice_verdict") : "";
        return alone.isEmpty()
                ? ""
                : alone.equals(facts.verdict(task))
                        ? " The test says the same as the calibration rows, which decide."
                        : " The calibration rows decide; on the test alone the model " + Words.verdict(alone) + ".";
    }

    private static Part ranking(Facts facts, String task) {
        List<Fact> rows = onTest(facts, task).stream()
                .filter(fact -> fact.is("metric", "roc_auc") && fact.knows("value"))
                .map(fact -> Sums.with(fact, "words", GainsParts.scorer(fact)))
                .sorted(Comparator.comparing((Fact fact) -> fact.number("value"))
                        .reversed())
                .toList();
        return Exhibit.general(
                Words.task(task) + ": model beside simple rules",
                "Share of pairs ranked right (ROC-AUC) with its 95 % interval; 0.5 is a coin. A model whose interval "
                        + "reaches a "
                        + "rule's is no better than the rule.",
                Grid.of(
                        rows,
                        text("words", "Ranking"),
                        number("value", "ROC-AUC"),
                        number("lower", "From"),
                        number("upper", "To"),
                        count("observations", "Cases")),
                Chart.dots("Ranking", "ROC-AUC", "From", "To"));
    }

    private static Part reliability(Facts facts, String task) {
        List<Fact> rows = facts.of("mart_calibration").stream()
                .filter(fact -> fact.is("task", task) && fact.is("slice", TEST))
                .sorted(Comparator.comparing(fact -> fact.number("bin")))
                .toList();
        return Exhibit.general(
                Words.task(task) + ": do probabilities mean what they say?",
                "Cases in groups of equal size by predicted probability. On the diagonal, what was predicted is what "
                        + "happened; "
                        + "above it more happens than the model says, below it less.",
                Grid.of(
                        rows,
                        count("bin", "Group"),
                        share("mean_predicted", "Predicted"),
                        share("observed_rate", "Happened"),
                        count("observations", "Cases")),
                Chart.reliability("Predicted", "Happened"));
    }

    private static Part metrics(Facts facts, String task) {
        List<Fact> rows = onTest(facts, task).stream()
                .filter(fact -> HEADLINES.contains(fact.text("metric")) && fact.knows("value"))
                .map(fact -> Sums.with(
                        Sums.with(fact, "words", GainsParts.scorer(fact)),
                        "measure",
                        Words.measure(fact.text("metric"))))
                .sorted(Comparator.comparing((Fact fact) -> HEADLINES.indexOf(fact.text("metric")))
                        .thenComparing(fact -> isBaseline(fact))
                        .thenComparing(fact -> fact.text("model")))
                .toList();
        return Exhibit.general(
                Words.task(task) + ": every measure",
                "On the newest part of the past (split.test-share), of cases not used to fit or calibrate. Bounds: 95 "
                        + "% bootstrap interval.",
                Grid.of(
                        rows,
                        text("measure", "Measure"),
                        text("words", "Ranking"),
                        number("value", "Value"),
                        number("lower", "From"),
                        number("upper", "To"),
                        count("observations", "Cases")));
    }
}
