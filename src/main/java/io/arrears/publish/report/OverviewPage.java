package io.arrears.publish.report;

import static io.arrears.publish.report.Grid.count;
import static io.arrears.publish.report.Grid.day;
import static io.arrears.publish.report.Grid.money;
import static io.arrears.publish.report.Grid.text;

import io.arrears.publish.report.Part.Answer;
import io.arrears.publish.report.Part.Exhibit;
import io.arrears.terms.LeakClass;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Revenue and leakage: what was invoiced and paid, what is open, where money is lost. */
final class OverviewPage {

    private OverviewPage() {}

    static Page of(Facts facts) {
        List<Part> parts = new ArrayList<>();
        for (String currency : facts.currencies()) {
            parts.add(answers(facts, currency));
            parts.add(new Part.Tiles(Optional.of(currency), KeyFigures.tiles(facts, currency)));
            parts.add(months(facts, currency));
            parts.add(funnel(facts, currency));
            parts.addAll(leakage(facts, currency));
        }
        if (parts.isEmpty()) {
            parts.add(new Part.Note(Optional.empty(), "There is no invoice on or before this day."));
        }
        return Page.of("overview", "Revenue and leakage", "What is owed, and where is money lost?", parts);
    }

    private static Part answers(Facts facts, String currency) {
        Fact kpis = facts.kpis(currency);
        List<Answer> answers = new ArrayList<>();
        answers.add(new Answer(
                "Customers owe " + Words.about(currency, kpis.money("outstanding_amount")) + ".",
                Words.about(currency, kpis.money("overdue_amount")) + " of it ("
                        + Words.share(kpis.number("overdue_rate"))
                        + ") is past its due date, on " + Words.count(kpis.count("overdue_invoices"), "invoice") + ". "
                        + Words.share(kpis.number("outstanding_rate")) + " of everything invoiced is still open."));
        answers.add(leaks(kpis, currency));
        if (kpis.knows("to_correct_amount") && kpis.knows("to_collect_amount")) {
            answers.add(otherSums(kpis, currency));
        }
        answers.add(loss(facts, kpis, currency));
        answers.add(new Answer(
                kpis.knows("expected_recovery")
                        ? Words.about(currency, kpis.money("expected_recovery")) + " is expected back within 30 days."
                        : "It is not known yet what will come back.",
                "There are " + Words.count(kpis.count("claims"), "claim") + " to chase, failed payments and overdue "
                        + "invoices over " + Words.about(currency, kpis.money("claimed_amount"))
                        + "; those within the team's "
                        + "capacity carry " + Words.about(currency, kpis.money("priority_expected_recovery"))
                        + " of it." + leftOut(kpis, currency)));
        if (kpis.knows("dso_days")) {
            answers.add(new Answer(
                    "It takes " + Words.days(kpis.number("dso_days")) + " to collect.",
                    "Days sales outstanding over the last " + Words.count(kpis.count("period_months"), "month")
                            + "; "
                            + (kpis.knows("best_possible_dso_days")
                                    ? "it would be " + Words.days(kpis.number("best_possible_dso_days"))
                                            + " if every customer paid on time."
                                    : "no invoice has a due date, so what it would be if all paid on time is "
                                            + "not known.")));
        }
        return new Part.Answers(Optional.of(currency), answers);
    }

    private static String leftOut(Fact kpis, String currency) {
        long claims = kpis.count("unlisted_claims");
        return claims == 0
                ? ""
                : " " + Words.count(claims, "more claim") + " over "
                        + Words.about(currency, kpis.money("unlisted_claims_amount")) + " "
                        + (claims == 1 ? "is" : "are") + " on no list: older than recovery.oldest-days.";
    }

    private static Answer leaks(Fact kpis, String currency) {
        if (!kpis.knows("net_leakage_amount")) {
            return new Answer(
                    "No control could look for leakage.",
                    "The source lacks what the controls need; the list below says what.");
        }
        String fees = kpis.knows("late_fee_leakage_amount")
                        && kpis.money("late_fee_leakage_amount").signum() > 0
                ? ", " + Words.about(currency, kpis.money("late_fee_leakage_amount"))
                        + " of it late fees never charged (A01)"
                : "";
        return new Answer(
                Words.about(currency, kpis.money("net_leakage_amount")) + " is lost.",
                Words.about(currency, kpis.money("recoverable_leakage_amount"))
                        + " was never billed, billed too little, not charged or charged back" + fees + "; "
                        + Words.about(currency, kpis.money("excess_leakage_amount"))
                        + " was paid out in excess. No amount is counted twice.");
    }

    private static Answer otherSums(Fact kpis, String currency) {
        return new Answer(
                Words.about(currency, kpis.money("to_correct_amount")) + " is to correct.",
                "Data and process errors, and money to apply elsewhere or owed to customers: it is not lost. Controls "
                        + "also "
                        + "point at " + Words.about(currency, kpis.money("to_collect_amount"))
                        + " to collect, a part of what customers owe. The three sums are never added up.");
    }

    private static Answer loss(Facts facts, Fact kpis, String currency) {
        String model = "The model behind it " + Words.verdict(facts.verdict("default")) + ".";
        return kpis.knows("expected_loss")
                ? new Answer(
                        "About " + Words.about(currency, kpis.money("expected_loss"))
                                + " of what is open will be lost.",
                        "Each balance times its probability of default times the share that is never recovered. "
                                + model)
                : new Answer("It is not known yet what will be lost.", model);
    }

    private static Part months(Facts facts, String currency) {
        List<Fact> months = Sums.by(
                facts.of("mart_revenue_by_month", currency),
                "month",
                "invoiced_amount",
                "collected_amount",
                "outstanding_amount",
                "refund_amount");
        return Exhibit.of(
                currency,
                "Invoiced and collected by month",
                "Invoiced by invoice date, collected by payment date, refunds by return date. Still open: what of the "
                        + "month's invoices is unpaid today.",
                Grid.of(
                        months,
                        day("month", "Month"),
                        money("invoiced_amount", "Invoiced"),
                        money("collected_amount", "Collected"),
                        money("outstanding_amount", "Still open"),
                        money("refund_amount", "Refunded")),
                Chart.lines("Month", "Invoiced", "Collected", "Still open", "Refunded"));
    }

    private static Part funnel(Facts facts, String currency) {
        List<Fact> stages = new ArrayList<>(Sums.by(
                facts.of("mart_revenue_funnel", currency),
                "funnel_stage",
                "invoices",
                "invoiced_amount",
                "paid_amount",
                "outstanding_amount"));
        stages.sort(Comparator.comparing(
                fact -> Sums.first(facts.of("mart_revenue_funnel"), "funnel_stage", fact.text("funnel_stage"))
                        .number("funnel_sort")));
        return Exhibit.of(
                currency,
                "How far the invoiced money has come",
                "Every invoice once: paid in full, not yet due, overdue, long overdue.",
                Grid.of(
                        stages,
                        text("funnel_stage", "Stage"),
                        count("invoices", "Invoices"),
                        money("invoiced_amount", "Invoiced"),
                        money("paid_amount", "Paid"),
                        money("outstanding_amount", "Open")),
                Chart.lyingStacked("Stage", "Paid", "Open"));
    }

    private static List<Part> leakage(Facts facts, String currency) {
        List<Fact> controls = facts.of("mart_leakage_summary", currency).stream()
                .filter(fact -> fact.is("status", "FINDINGS"))
                .map(fact -> Sums.with(fact, "kind", Words.leak(fact.text("leak_type"))))
                .sorted(Comparator.comparing((Fact fact) -> fact.money("primary_amount"))
                        .reversed())
                .toList();
        List<Fact> lost = controls.stream()
                .filter(fact -> fact.money("primary_amount").compareTo(BigDecimal.ZERO) > 0)
                .filter(fact -> fact.is("leak_class", LeakClass.LOST))
                .toList();
        List<Part> parts = new ArrayList<>();
        parts.add(Exhibit.of(
                currency,
                "Where money is lost",
                "What is lost by control, each amount counted once, largest first. What customers still owe is not in "
                        + "it.",
                Grid.of(
                        lost,
                        text("control_title", "Control"),
                        count("findings", "Findings"),
                        money("primary_amount", "Lost"),
                        text("kind", "Kind"),
                        text("control_id", "No.")),
                Chart.lying("Control", "Lost")));
        parts.add(by(facts, currency, "region", "Lost by region"));
        parts.add(by(facts, currency, "sales_rep", "Lost by sales representative"));
        parts.add(by(facts, currency, "customer", "Lost by customer"));
        parts.add(Exhibit.of(
                currency,
                "The largest single findings",
                "Start here: the 25 findings that lost most money.",
                Grid.of(
                        facts.of("top_findings", currency),
                        text("control_title", "Control"),
                        text("entity_id", "Which"),
                        text("customer_name", "Customer"),
                        text("sales_rep_name", "Sales rep"),
                        money("primary_amount", "Lost"),
                        text("evidence", "Evidence"))));
        parts.add(Exhibit.of(
                currency,
                "All controls that found something",
                "Overlapping: the amount found by each control on its own, which must not be added. Counted once: the "
                        + "part no other "
                        + "control claims; add it within lost, to collect or to correct, never across.",
                Grid.of(
                        controls,
                        text("control_id", "No."),
                        text("control_title", "Control"),
                        text("kind", "Kind"),
                        text("severity", "Severity"),
                        count("findings", "Findings"),
                        money("gross_amount", "Overlapping"),
                        money("primary_amount", "Counted once"))));
        parts.add(DecisionParts.of(facts, currency));
        return parts;
    }

    private static Part by(Facts facts, String currency, String kind, String title) {
        List<Fact> members = facts.of("findings_by", currency).stream()
                .filter(fact -> fact.is("kind", kind))
                .sorted(Comparator.comparing((Fact fact) -> fact.number("place")))
                .toList();
        return Exhibit.of(
                currency,
                title,
                "What is lost, each amount counted once; the largest 15.",
                Grid.of(
                        members,
                        text("member", "Name"),
                        count("findings", "Findings"),
                        money("primary_amount", "Lost")),
                Chart.lying("Name", "Lost"));
    }
}
