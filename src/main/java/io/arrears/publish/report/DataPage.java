package io.arrears.publish.report;

import static io.arrears.publish.report.Grid.count;
import static io.arrears.publish.report.Grid.money;
import static io.arrears.publish.report.Grid.text;

import io.arrears.publish.report.Part.Answer;
import io.arrears.publish.report.Part.Exhibit;
import io.arrears.transform.UnknownCurrency;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Data quality and reconciliation: whether the figures can be relied on. */
final class DataPage {

    private static final Map<String, String> IDENTITIES = Map.of(
            "1", "Ordered = billed + not billed − billed too much",
            "2", "Billed = collected + open − overpaid",
            "3", "Collected = kept + refunded",
            "4", "Opening balance + sales + charges − receipts = closing balance",
            "5", "Every mart shows the same outstanding amount",
            "6", "Every source row is clean, quarantined or an exact duplicate");
    private static final Map<String, String> OUTCOMES = Map.of(
            "QUARANTINED", "Set aside", "FIXED", "Repaired", "WARNED", "Warned", "FAILED", "Failed", "OK", "Fine");

    private DataPage() {}

    static Page of(Facts facts) {
        List<Part> parts = new ArrayList<>();
        List<Fact> identities = facts.of("mart_reconciliation");
        List<Fact> checks = facts.of("ops_checks").stream()
                .filter(fact -> fact.is("check_name", "staging"))
                .toList();
        List<Fact> broken = identities.stream()
                .filter(fact -> fact.money("difference").signum() != 0)
                .toList();
        parts.add(new Part.Answers(
                Optional.empty(),
                List.of(
                        new Answer(
                                broken.isEmpty()
                                        ? "The books reconcile to the cent."
                                        : Words.count(broken.size(), "identity") + " are broken.",
                                Words.count(identities.size(), "comparison")
                                        + " of totals computed in two ways, line by line from the source and from "
                                        + "what this report shows. A run that breaks one is not published."),
                        setAside(rows(checks, "QUARANTINED"), rows(checks, "FIXED")),
                        skipped(facts))));
        unknownCurrency(checks).ifPresent(answer -> parts.add(new Part.Answers(Optional.empty(), List.of(answer))));
        parts.add(outcomes(checks));
        parts.add(rowsIn(checks));
        parts.add(reconciliation(identities));
        parts.add(skippedControls(facts));
        return Page.of("data", "Data quality", "Can the figures be relied on?", parts);
    }

    private static Answer setAside(long rows, long repaired) {
        String repairs = repaired == 0
                ? "No value had to be repaired."
                : Words.count(repaired, "value") + " were repaired or dropped, each kind counted below.";
        return rows == 0
                ? new Answer("No source row was set aside.", "Every row has a usable key, date and amount. " + repairs)
                : new Answer(
                        Words.count(rows, "source row") + " set aside.",
                        "They have no usable key, date or amount and are in no "
                                + "figure here; ops_quarantine says why, row by row. " + repairs);
    }

    private static Optional<Answer> unknownCurrency(List<Fact> checks) {
        long rows = checks.stream()
                .filter(fact -> fact.is("rule", UnknownCurrency.RULE))
                .mapToLong(fact -> fact.count("rows"))
                .sum();
        return rows == 0
                ? Optional.empty()
                : Optional.of(new Answer(
                        Words.count(rows, "source row") + " without a currency that can be known.",
                        "They are counted and listed under the code XXX, and their amounts are in no sum of this "
                                + "report: "
                                + "they may be in any of its currencies."));
    }

    private static long rows(List<Fact> checks, String status) {
        return checks.stream()
                .filter(fact -> fact.is("status", status))
                .mapToLong(fact -> fact.count("rows"))
                .sum();
    }

    private static List<Fact> skippedOnes(Facts facts) {
        return facts.of("mart_leakage_summary").stream()
                .filter(fact -> fact.is("status", "SKIPPED"))
                .collect(Collectors.toMap(
                        fact -> fact.text("control_id"), fact -> fact, (one, other) -> one, TreeMap::new))
                .values()
                .stream()
                .toList();
    }

    private static Answer skipped(Facts facts) {
        int skipped = skippedOnes(facts).size();
        return skipped == 0
                ? new Answer("Every control could run.", "The source has all the columns the leakage controls need.")
                : new Answer(
                        Words.count(skipped, "control") + " could not run.",
                        "The source lacks what they need. Skipped is not zero: the control has not looked.");
    }

    private static Part outcomes(List<Fact> checks) {
        List<Fact> rows = checks.stream()
                .filter(fact -> !fact.is("status", "OK"))
                .map(fact -> Sums.with(
                        Sums.with(
                                Sums.with(fact, "what", Words.plain(fact.text("rule"))),
                                "source",
                                Words.plain(fact.text("table_name").replaceFirst("^stg_", ""))),
                        "outcome",
                        OUTCOMES.getOrDefault(fact.text("status"), fact.text("status"))))
                .sorted(Comparator.comparing((Fact fact) -> fact.text("status"))
                        .reversed()
                        .thenComparing(fact -> fact.text("table_name"))
                        .thenComparing(fact -> fact.text("rule")))
                .toList();
        return Exhibit.general(
                "What was wrong in the source, and what became of it",
                "One line a table and rule. Set aside: not in "
                        + "any figure. Repaired: read with the one meaning it can have, or left empty.",
                Grid.of(
                        rows,
                        text("source", "Table"),
                        text("what", "What was found"),
                        count("rows", "Rows"),
                        text("outcome", "Outcome")));
    }

    private static Part rowsIn(List<Fact> checks) {
        List<Fact> rows = checks.stream()
                .filter(fact -> fact.is("rule", "rows_in"))
                .map(fact -> Sums.with(
                        fact, "source", Words.plain(fact.text("table_name").replaceFirst("^stg_", ""))))
                .toList();
        return Exhibit.general(
                "What the source delivered",
                "Rows read, later ones included.",
                Grid.of(rows, text("source", "Table"), count("rows", "Rows")));
    }

    private static Part reconciliation(List<Fact> identities) {
        List<Fact> rows = identities.stream()
                .map(fact -> Sums.with(
                        fact, "meaning", IDENTITIES.getOrDefault(fact.text("identity"), fact.text("identity"))))
                .sorted(Comparator.comparing((Fact fact) -> fact.number("identity"))
                        .thenComparing(fact -> fact.text("currency"))
                        .thenComparing(fact -> fact.text("part")))
                .toList();
        return Exhibit.general(
                "Reconciliation, to the cent",
                "Left: from the source, line by line. Without counterpart: invoices "
                        + "without order, payments without invoice. Right: from what this report shows. The "
                        + "difference must be 0.00. "
                        + "In identity 6, rows are counts and * is a table without currency.",
                Grid.of(
                        rows,
                        text("identity", "No."),
                        text("meaning", "Identity"),
                        text("part", "Figure"),
                        text("currency", "Currency"),
                        money("left_amount", "Left"),
                        money("orphan_amount", "Without counterpart"),
                        money("right_amount", "Right"),
                        money("difference", "Difference")));
    }

    private static Part skippedControls(Facts facts) {
        return Exhibit.general(
                "Controls that could not run",
                "What the source would have to deliver.",
                Grid.of(
                        skippedOnes(facts),
                        text("control_id", "No."),
                        text("control_title", "Control"),
                        text("skipped_reason", "Missing")));
    }
}
