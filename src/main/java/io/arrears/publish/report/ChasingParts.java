package io.arrears.publish.report;

import static io.arrears.publish.report.Grid.count;
import static io.arrears.publish.report.Grid.money;
import static io.arrears.publish.report.Grid.number;
import static io.arrears.publish.report.Grid.share;
import static io.arrears.publish.report.Grid.text;

import io.arrears.publish.report.Part.Exhibit;
import io.arrears.publish.report.Part.Note;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What chasing adds, from who was left alone by chance, and when another attempt of a payment succeeds. */
final class ChasingParts {

    private static final String UPLIFT = "mart_uplift";
    private static final String RETRIES = "mart_retry_timing";

    private ChasingParts() {}

    /**
     * Of the currencies that have a draw; a note where none has. Nothing where the day was published before there were
     * draws.
     */
    static List<Part> uplift(Facts facts) {
        if (!facts.today().containsKey(UPLIFT)) {
            return List.of();
        }
        if (!facts.has(UPLIFT)) {
            return List.of(new Note(
                    Optional.empty(),
                    "What chasing adds is not measured: every flagged customer is chased, so there is none to compare "
                            + "with. "
                            + "recovery.holdout-share leaves a random part of them alone."));
        }
        List<Part> parts = new ArrayList<>();
        for (String currency : facts.currencies()) {
            List<Fact> rows = facts.of(UPLIFT, currency);
            rows.stream()
                    .filter(fact -> fact.is("quarter", "All"))
                    .findFirst()
                    .ifPresent(all -> parts.add(uplift(currency, all, rows)));
        }
        return parts;
    }

    private static Part uplift(String currency, Fact all, List<Fact> rows) {
        return Exhibit.of(
                currency,
                "What chasing adds (uplift)",
                sentence(currency, all),
                Grid.of(
                        rows,
                        text("quarter", "Quarter"),
                        text("verdict", "Verdict"),
                        count("mature_chased_customers", "Customers chased"),
                        count("mature_held_out_customers", "Left alone"),
                        money("chased_amount", "Chased"),
                        money("held_out_amount", "Left alone"),
                        share("chased_rate", "Came of the chased"),
                        share("held_out_rate", "Came of the others"),
                        money("incremental_amount", "Added"),
                        money("incremental_lower_amount", "At least"),
                        money("incremental_upper_amount", "At most")));
    }

    private static String sentence(String currency, Fact all) {
        String counted = Words.count(all.count("mature_chased_customers"), "chased customer") + " and "
                + Words.count(all.count("mature_held_out_customers"), "customer")
                + " left alone by chance whose time to pay is over";
        if (!all.is("verdict", "OK")) {
            return "INSUFFICIENT_DATA: what chasing adds is not known yet. There are " + counted
                    + "; each side needs recovery.holdout-fewest of them.";
        }
        return "Chasing added " + Words.about(currency, all.money("incremental_amount")) + ", with 95 % certainty "
                + Words.about(currency, all.money("incremental_lower_amount")) + " to "
                + Words.about(currency, all.money("incremental_upper_amount"))
                + ": the share of their debt that the chased paid, "
                + "less that of the others, of what was chased. Counted are " + counted + ".";
    }

    /** Reasons with what their days change, and how advice by earlier retries turned out. */
    static List<Part> retries(Facts facts) {
        if (!facts.today().containsKey(RETRIES)) {
            return List.of();
        }
        List<Fact> history = facts.of(RETRIES).stream()
                .filter(fact -> fact.is("sample", "history"))
                .filter(fact -> isWhole(fact) || fact.is("is_chance_changed", "true"))
                .toList();
        List<Fact> backtest = facts.of(RETRIES).stream()
                .filter(fact -> fact.is("sample", "backtest"))
                .toList();
        if (history.isEmpty()) {
            return List.of(new Note(
                    Optional.empty(),
                    "When to try a failed payment again is not known: no attempt that failed was followed by "
                            + "another."));
        }
        List<Part> parts = new ArrayList<>();
        parts.add(Exhibit.general(
                "When another attempt succeeds",
                "By the reason of the failure; below a reason, the days that differ beyond chance and what they "
                        + "multiply its rate "
                        + "with. What was done and came of it, not a trial.",
                Grid.of(
                        history,
                        text("reason_code", "Reason"),
                        text("days_since_failure", "Days since"),
                        text("weekday", "Weekday"),
                        text("month_part", "Days of the month"),
                        count("attempts", "Attempts"),
                        count("successes", "Succeeded"),
                        share("success_rate", "Share"),
                        share("success_rate_lower", "At least"),
                        share("success_rate_upper", "At most"),
                        number("chance_factor", "Times"))));
        if (!backtest.isEmpty()) {
            parts.add(Exhibit.general(
                    "Would the recommended day have been better?",
                    "Attempts of the last months, by whether earlier ones would have recommended their day. Who was "
                            + "tried on "
                            + "which day was no chance, so a difference may have other causes.",
                    Grid.of(
                            backtest,
                            text("timing", "Made on"),
                            text("reason_code", "Reason"),
                            count("attempts", "Attempts"),
                            count("successes", "Succeeded"),
                            number("expected_successes", "Expected"),
                            share("success_rate", "Share"),
                            share("success_rate_lower", "At least"),
                            share("success_rate_upper", "At most"))));
        }
        return parts;
    }

    private static boolean isWhole(Fact fact) {
        return fact.is("days_since_failure", "All") && fact.is("weekday", "All") && fact.is("month_part", "All");
    }
}
