package io.arrears.publish.report;

import static io.arrears.publish.report.Grid.day;
import static io.arrears.publish.report.Grid.money;
import static io.arrears.publish.report.Grid.text;

import io.arrears.publish.report.Part.Exhibit;
import java.util.List;
import java.util.Optional;

/** What people decided about findings: which are dismissed, until when and why, and which are accepted. */
final class DecisionParts {

    private DecisionParts() {}

    static Part of(Facts facts, String currency) {
        List<Fact> looked = facts.of("mart_leakage_summary", currency).stream()
                .filter(fact -> !fact.is("status", "SKIPPED"))
                .toList();
        if (looked.stream().noneMatch(fact -> fact.knows("dismissed_findings"))) {
            return new Part.Note(
                    Optional.of(currency),
                    "What people decided about findings is not known: the source has no table dispositions. Every "
                            + "finding counts.");
        }
        long dismissed = looked.stream()
                .mapToLong(fact -> fact.count("dismissed_findings"))
                .sum();
        return Exhibit.of(
                currency,
                "What was decided about findings",
                dismissed == 0
                        ? "No finding is dismissed on this day. Accepted findings stay in the sums."
                        : Words.count(dismissed, "finding") + " dismissed, "
                                + Words.about(currency, Sums.total(looked, "dismissed_amount"))
                                + " by each control on its own. They are in no other figure until their day has "
                                + "passed; accepted "
                                + "findings stay in the sums. At most 25 are listed.",
                Grid.of(
                        facts.of("findings_decided", currency),
                        text("control_title", "Control"),
                        text("entity_id", "Which"),
                        text("decision", "Decision"),
                        day("decided_date", "Decided"),
                        day("decision_until_date", "Until"),
                        money("amount", "Amount"),
                        text("decision_owner", "Owner"),
                        text("decision_reason", "Reason")));
    }
}
