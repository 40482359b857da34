package io.arrears.publish.report;

import static io.arrears.publish.report.Grid.count;
import static io.arrears.publish.report.Grid.money;
import static io.arrears.publish.report.Grid.share;
import static io.arrears.publish.report.Grid.text;

import io.arrears.publish.report.Part.Answer;
import io.arrears.publish.report.Part.Exhibit;
import io.arrears.terms.RiskBucket;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Customer risk: who owes most, what is likely to be lost, whom to chase first. */
final class CustomersPage {

    private CustomersPage() {}

    static Page of(Facts facts) {
        List<Part> parts = new ArrayList<>();
        for (String currency : facts.currencies()) {
            parts.add(answers(facts, currency));
            parts.addAll(CallParts.of(facts, currency));
            parts.add(largest(facts, currency));
            parts.add(byRisk(facts, currency));
            parts.add(invoices(facts, currency));
            parts.add(claimTypes(facts, currency));
            parts.add(claims(facts, currency));
            parts.add(OutcomeParts.of(facts, currency));
        }
        parts.addAll(ChasingParts.uplift(facts));
        parts.addAll(Tables.of(facts, List.of("mart_recovery_rates")));
        parts.addAll(ChasingParts.retries(facts));
        return Page.of("customers", "Customer risk", "Who will not pay, and whom do we chase first?", parts);
    }

    private static Part answers(Facts facts, String currency) {
        Fact kpis = facts.kpis(currency);
        List<Answer> answers = new ArrayList<>();
        CallParts.first(facts, currency).ifPresent(answers::add);
        List<Fact> owing = owing(facts, currency);
        if (!owing.isEmpty()) {
            Fact first = owing.get(0);
            answers.add(new Answer(
                    "The ten largest debtors owe " + Words.share(kpis.number("top_10_share")) + " of everything open.",
                    Words.customer(first) + " owes most: " + Words.about(currency, first.money("outstanding_amount"))
                            + ", of which "
                            + Words.about(currency, first.money("overdue_amount")) + " is overdue. "
                            + Words.count(kpis.count("customers_80_pct"), "customer") + " together owe 80 % of it."));
        }
        List<Fact> high = facts.of("invoices_by_age_and_risk", currency).stream()
                .filter(fact -> fact.is("risk_bucket", RiskBucket.HIGH))
                .toList();
        long invoices = high.stream().mapToLong(fact -> fact.count("invoices")).sum();
        answers.add(new Answer(
                Words.count(invoices, "open invoice") + " with a high risk of default.",
                "Together " + Words.about(currency, Sums.total(high, "outstanding_amount")) + ", on which "
                        + Words.about(currency, Sums.total(high, "expected_loss"))
                        + " is expected to be lost. High means a probability "
                        + "of 60 % or more. The model " + Words.verdict(facts.verdict("default")) + "."));
        return new Part.Answers(Optional.of(currency), answers);
    }

    private static List<Fact> owing(Facts facts, String currency) {
        return byRank(
                facts.of("top_customers", currency).stream()
                        .filter(fact -> fact.number("balance_rank") <= 25)
                        .filter(fact -> fact.money("outstanding_amount").signum() > 0)
                        .toList(),
                "balance_rank");
    }

    private static List<Fact> byRank(List<Fact> facts, String rank) {
        return facts.stream()
                .sorted(Comparator.comparing(fact -> fact.number(rank)))
                .toList();
    }

    private static Part largest(Facts facts, String currency) {
        List<Fact> rows = owing(facts, currency).stream()
                .map(fact -> Sums.with(
                        Sums.with(fact, "name", Words.customer(fact)),
                        "not_due",
                        fact.money("outstanding_amount").subtract(fact.money("overdue_amount"))))
                .toList();
        return Exhibit.of(
                currency,
                "Who owes most",
                "The 25 largest balances. The line shows which share of everything open they reach together.",
                Grid.of(
                        rows,
                        text("name", "Customer"),
                        text("customer_id", "No."),
                        text("region", "Region"),
                        text("segment", "Segment"),
                        money("overdue_amount", "Overdue"),
                        money("not_due", "Not overdue"),
                        money("outstanding_amount", "Outstanding"),
                        share("cumulative_share", "Share so far"),
                        share("late_ratio", "Invoices late"),
                        share("default_prob", "Probability of default"),
                        money("expected_loss", "Expected loss")),
                Chart.stacked("Customer", "Overdue", "Not overdue").withLine("Share so far"));
    }

    private static Part byRisk(Facts facts, String currency) {
        List<String> risks = List.of(RiskBucket.LOW, RiskBucket.MEDIUM, RiskBucket.HIGH, "Not scored");
        List<Fact> cells = facts.of("invoices_by_age_and_risk", currency);
        List<List<Object>> rows = new ArrayList<>();
        for (Fact bucket : byRank(Sums.by(cells, "ageing_sort", "invoices"), "ageing_sort")) {
            List<Fact> own = cells.stream()
                    .filter(fact -> fact.text("ageing_sort").equals(bucket.text("ageing_sort")))
                    .toList();
            List<Object> row = new ArrayList<>(List.of(own.get(0).text("ageing_bucket"), Sums.total(own, "invoices")));
            for (String risk : risks) {
                row.add(Sums.total(
                        own.stream()
                                .filter(fact -> fact.is("risk_bucket", risk))
                                .toList(),
                        "outstanding_amount"));
            }
            row.add(Sums.total(own, "expected_loss"));
            rows.add(row);
        }
        return Exhibit.of(
                currency,
                "How old and how risky the open balance is",
                "Low: a probability of default below 30 %. Medium: below 60 %. High: 60 % or more. Instalments of an "
                        + "invoice stand "
                        + "together, where its oldest open one is.",
                new Grid(
                        List.of(
                                text("ageing_bucket", "Age"),
                                count("invoices", "Invoices"),
                                money("low", "Low risk"),
                                money("medium", "Medium risk"),
                                money("high", "High risk"),
                                money("none", "Not scored"),
                                money("expected_loss", "Expected loss")),
                        rows),
                Chart.stacked("Age", "Low risk", "Medium risk", "High risk", "Not scored"));
    }

    private static Part invoices(Facts facts, String currency) {
        return Exhibit.of(
                currency,
                "The riskiest invoices, and why",
                "The 25 open invoices with the largest expected loss among those that have not defaulted yet; only "
                        + "then those that have. "
                        + "Reasons come from the model, strongest first.",
                Grid.of(
                        byRank(facts.of("top_invoices", currency), "place"),
                        text("invoice_id", "Invoice"),
                        text("customer_name", "Customer"),
                        money("outstanding_amount", "Open"),
                        count("days_past_due", "Days past due"),
                        share("default_prob", "Probability of default"),
                        money("expected_loss", "Expected loss"),
                        text("reason_1", "Reason 1"),
                        text("reason_2", "Reason 2"),
                        text("reason_3", "Reason 3")));
    }

    private static Fact named(Fact claim) {
        return Sums.with(claim, "claim_type", Words.claim(claim.text("claim_type")));
    }

    private static Part claimTypes(Facts facts, String currency) {
        return Exhibit.of(
                currency,
                "What can come back within 30 days",
                "All claims, those that something holds, and those within the team's capacity.",
                Grid.of(
                        facts.of("claims_by_type", currency).stream()
                                .map(CustomersPage::named)
                                .toList(),
                        text("claim_type", "Claim"),
                        count("claims", "Claims"),
                        money("amount", "Amount"),
                        money("ev_recovered", "Expected back"),
                        count("held_claims", "Held"),
                        money("held_amount", "Their amount"),
                        count("priority_claims", "Within capacity"),
                        money("priority_amount", "Their amount"),
                        money("priority_ev_recovered", "Expected back of these")));
    }

    private static Part claims(Facts facts, String currency) {
        return Exhibit.of(
                currency,
                "Claim by claim",
                "The first 25 claims by amount times probability, those that something holds among them.",
                Grid.of(
                        byRank(facts.of("top_claims", currency), "priority_rank").stream()
                                .map(CustomersPage::named)
                                .map(CallParts::readable)
                                .toList(),
                        text("claim_id", "Claim"),
                        money("amount", "Amount"),
                        money("ev_recovered", "Expected back"),
                        text("hold_reason", "Held"),
                        count("priority_rank", "Place"),
                        text("claim_type", "Kind"),
                        text("customer_name", "Customer"),
                        share("p_recover_30d", "Probability"),
                        text("reason_1", "Reason 1"),
                        text("reason_2", "Reason 2"),
                        text("reason_3", "Reason 3")));
    }
}
