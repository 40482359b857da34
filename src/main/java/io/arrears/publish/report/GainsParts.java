package io.arrears.publish.report;

import static io.arrears.publish.report.Grid.count;
import static io.arrears.publish.report.Grid.money;
import static io.arrears.publish.report.Grid.number;
import static io.arrears.publish.report.Grid.share;
import static io.arrears.publish.report.Grid.text;

import io.arrears.publish.report.Part.Exhibit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a ranking finds, which money it would have brought, and whether today's data still looks like that of the
 * training.
 */
final class GainsParts {

    private static final int MOST_DRIFT = 40;

    private GainsParts() {}

    static List<Part> of(Facts facts, String task) {
        List<Part> parts = new ArrayList<>(List.of(gains(facts, task)));
        facts.currencies().forEach(currency -> parts.add(value(facts, task, currency)));
        parts.add(drift(facts, task));
        return parts;
    }

    private static List<Fact> of(Facts facts, String mart, String task) {
        return facts.of(mart).stream().filter(fact -> fact.is("task", task)).toList();
    }

    /** The names of rankings: the model, the rules, and perfect knowledge. */
    static String scorer(Fact fact) {
        String model = fact.text("model");
        return model.equals("oracle")
                ? "Perfect knowledge"
                : model.startsWith("baseline:")
                        ? "Rule: " + Words.plain(model.substring("baseline:".length()))
                        : "Model: " + Words.plain(model);
    }

    private static Part gains(Facts facts, String task) {
        List<Fact> own = of(facts, "mart_gains", task).stream()
                .filter(fact -> fact.is("slice", "test") && fact.is("segment", "all"))
                .toList();
        List<String> rankings =
                own.stream().map(GainsParts::scorer).distinct().sorted().toList();
        List<Grid.Column> columns = new ArrayList<>(List.of(text("decile", "Looked at")));
        rankings.forEach(ranking -> columns.add(share("event_share", ranking)));
        List<List<Object>> rows = new ArrayList<>();
        own.stream().map(fact -> fact.count("decile")).distinct().sorted().forEach(decile -> {
            List<Object> row = new ArrayList<>(List.of(10 * decile + " %"));
            rankings.forEach(ranking -> row.add(own.stream()
                    .filter(fact ->
                            fact.count("decile") == decile && scorer(fact).equals(ranking))
                    .map(fact -> fact.get("event_share"))
                    .findFirst()
                    .orElse(null)));
            rows.add(row);
        });
        return Exhibit.general(
                Words.task(task) + ": how many are found",
                "The first part of each ranking holds this share of all cases. A ranking that says nothing finds as "
                        + "much as it "
                        + "looks at.",
                new Grid(columns, rows),
                Chart.lines("Looked at", rankings.toArray(String[]::new)));
    }

    private static Part value(Facts facts, String task, String currency) {
        List<Fact> rows = of(facts, "mart_value_backtest", task).stream()
                .filter(fact -> fact.is("slice", "test") && fact.is("currency", currency))
                .map(fact -> Sums.with(fact, "words", scorer(fact)))
                .sorted(Comparator.comparing((Fact fact) -> fact.money("arrived_amount"))
                        .reversed())
                .toList();
        return Exhibit.of(
                currency,
                Words.task(task) + ": money that arrived, by ranking",
                "Of the claims each ranking would have put within the team's capacity, on past days it has not seen. "
                        + "Money that came, not "
                        + "money that came because of a contact: contacts were not recorded. The lead is over the "
                        + "rule of one column "
                        + "that brought most on training rows; where its interval holds zero, the model brought no "
                        + "more.",
                Grid.of(
                        rows,
                        text("words", "Ranking"),
                        money("arrived_amount", "Arrived"),
                        money("lower_amount", "From"),
                        money("upper_amount", "To"),
                        money("expected_amount", "Expected"),
                        number("chosen_claims", "Claims chosen"),
                        money("contact_cost_amount", "Contact cost"),
                        money("net_arrived_amount", "Net"),
                        share("oracle_share", "Of the possible"),
                        money("lead_amount", "Above the best rule"),
                        money("lead_lower_amount", "Above, from"),
                        money("lead_upper_amount", "Above, to")),
                Chart.lying("Ranking", "Arrived"));
    }

    private static Part drift(Facts facts, String task) {
        List<Fact> rows = of(facts, "mart_drift", task).stream()
                .map(fact -> Sums.with(
                        Sums.with(fact, "what", Words.plain(fact.text("subject"))),
                        "how",
                        fact.is("measure", "psi") ? "Shift since training (PSI)" : Words.heading(fact.text("measure"))))
                .sorted(Comparator.comparing((Fact fact) -> !fact.is("drift_status", "WARN"))
                        .thenComparing(fact -> fact.text("measure"))
                        .thenComparing(fact -> -(fact.knows("value") ? fact.number("value") : 0)))
                .limit(MOST_DRIFT)
                .toList();
        long warned =
                rows.stream().filter(fact -> fact.is("drift_status", "WARN")).count();
        return Exhibit.general(
                Words.task(task) + ": does the world still look as it did in training?",
                (warned == 0
                                ? "Nothing moved more than another draw of customers explains."
                                : Words.count(warned, "measure") + " beyond the limit, listed first.")
                        + " Shift: 0 is none. Observed to expected: 1 is as scored. Drift warns, it changes no model.",
                Grid.of(
                        rows,
                        text("what", "What"),
                        text("how", "Measure"),
                        number("value", "Value"),
                        number("lower_limit", "Fine from"),
                        number("upper_limit", "Fine to"),
                        count("observations", "Cases"),
                        text("drift_status", "Status")));
    }
}
