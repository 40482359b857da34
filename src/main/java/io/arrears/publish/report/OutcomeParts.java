package io.arrears.publish.report;

import static io.arrears.publish.report.Grid.count;
import static io.arrears.publish.report.Grid.money;
import static io.arrears.publish.report.Grid.text;

import io.arrears.publish.report.Part.Exhibit;
import java.util.List;
import java.util.Optional;

/** What was chased, and what came of it beside what the worklist of the day expected. */
final class OutcomeParts {

    private OutcomeParts() {}

    static Part of(Facts facts, String currency) {
        boolean isThere = facts.of("ops_checks").stream().anyMatch(fact -> fact.is("table_name", "stg_outcomes"));
        List<Fact> rows = facts.of("mart_outcomes", currency);
        if (!isThere && rows.isEmpty()) {
            return new Part.Note(
                    Optional.of(currency),
                    "What was chased is not known: the source has no table outcomes. Nothing here says whether "
                            + "chasing helps.");
        }
        if (rows.isEmpty()) {
            return new Part.Note(
                    Optional.of(currency), "The table outcomes has no contact about a debt in " + currency + ".");
        }
        long mature =
                rows.stream().mapToLong(fact -> fact.count("mature_chases")).sum();
        return Exhibit.of(
                currency,
                "What was chased, and what came of it",
                (mature == 0
                                ? "No chase is old enough yet to say what came of it. "
                                : Words.count(mature, "chase") + " old enough to say what came of them. ")
                        + "Received: within the horizon after the contact, chased or not. Compare the last two "
                        + "columns, which hold the "
                        + "chases whose debt was on a published worklist; a debt may be in several rows, so do not "
                        + "add them.",
                Grid.of(
                        rows,
                        text("action", "Action"),
                        text("channel", "Channel"),
                        count("contacts", "Contacts"),
                        money("contact_cost_amount", "Cost"),
                        count("mature_chases", "Chases that are over"),
                        count("paid_chases", "Of them paid"),
                        money("chase_received_amount", "Received"),
                        money("compared_expected_amount", "Expected by the list"),
                        money("compared_received_amount", "Received of these")));
    }
}
