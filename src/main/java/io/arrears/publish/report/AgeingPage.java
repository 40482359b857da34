package io.arrears.publish.report;

import static io.arrears.publish.report.Grid.count;
import static io.arrears.publish.report.Grid.day;
import static io.arrears.publish.report.Grid.money;
import static io.arrears.publish.report.Grid.share;
import static io.arrears.publish.report.Grid.text;

import io.arrears.publish.report.Part.Answer;
import io.arrears.publish.report.Part.Exhibit;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Ageing and refund anomalies: how old the open money is, and where more went back than it should. */
final class AgeingPage {

    private AgeingPage() {}

    static Page of(Facts facts) {
        List<Part> parts = new ArrayList<>();
        for (String currency : facts.currencies()) {
            parts.add(answers(facts, currency));
            parts.add(buckets(facts, currency));
            parts.addAll(oldest(facts, currency));
            parts.add(across(facts, currency, "region", "Region", "Open balance by region and age"));
            parts.add(across(facts, currency, "segment", "Segment", "Open balance by segment and age"));
            parts.addAll(ProvisionParts.of(facts, currency));
            parts.addAll(refunds(facts, currency));
        }
        return Page.of(
                "ageing", "Ageing and refunds", "How old is the open money, and which refunds look wrong?", parts);
    }

    private static Part answers(Facts facts, String currency) {
        List<Fact> ageing = facts.of("mart_ageing", currency);
        String oldest = facts.ageing().oldest();
        BigDecimal open = Sums.total(ageing, "outstanding_amount");
        BigDecimal old = Sums.total(in(ageing, oldest), "outstanding_amount");
        List<Fact> refunds = facts.of("refunds_by_band", currency);
        List<Fact> over = refunds.stream()
                .filter(fact -> fact.is("refund_band", "Over 100%"))
                .toList();
        List<Answer> answers = new ArrayList<>();
        answers.add(new Answer(
                Words.about(currency, old) + " has been overdue for more than "
                        + facts.ageing().lastEdge() + " days.",
                open.signum() == 0
                        ? "Nothing is open."
                        : "That is " + Words.share(old.doubleValue() / open.doubleValue()) + " of everything open, on "
                                + Words.count(invoices(in(ageing, oldest)), "invoice") + "."));
        BigDecimal credit = Sums.total(ageing, "overpaid_amount");
        if (credit.signum() > 0) {
            answers.add(new Answer(
                    Words.about(currency, credit) + " was paid too much.",
                    "Credit balances are separate and are not set off against what others owe."));
        }
        answers.add(new Answer(
                Words.count(
                                over.stream()
                                        .mapToLong(fact -> fact.count("orders"))
                                        .sum(),
                                "order") + " got back more than the order was worth.",
                "The excess is " + Words.about(currency, Sums.total(refunds, "excess_amount")) + ". On "
                        + Words.count(
                                refunds.stream()
                                        .mapToLong(fact -> fact.count("orders_over_80"))
                                        .sum(),
                                "order")
                        + " more went back than policy expects of an order."));
        return new Part.Answers(Optional.of(currency), answers);
    }

    private static List<Fact> in(List<Fact> ageing, String bucket) {
        return ageing.stream().filter(fact -> fact.is("ageing_bucket", bucket)).toList();
    }

    private static long invoices(List<Fact> facts) {
        return facts.stream().mapToLong(fact -> fact.count("invoices")).sum();
    }

    private static Part buckets(Facts facts, String currency) {
        return Exhibit.of(
                currency,
                "Open balance by age",
                "Days past the due date; due today is not overdue.",
                aged(
                        facts.of("mart_ageing", currency),
                        "ageing_bucket",
                        facts.ageing().buckets()),
                Chart.bars("Age", "Open"));
    }

    /** The oldest bucket by its parts; nothing where nothing is that old. */
    private static List<Part> oldest(Facts facts, String currency) {
        List<Fact> old = in(facts.of("mart_ageing", currency), facts.ageing().oldest());
        return old.isEmpty()
                ? List.of()
                : List.of(Exhibit.of(
                        currency,
                        "Open for more than " + facts.ageing().lastEdge() + " days",
                        "The oldest balances by age.",
                        aged(old, "ageing_detail", facts.ageing().details())));
    }

    private static Grid aged(List<Fact> ageing, String name, List<String> names) {
        List<Fact> rows = new ArrayList<>(Sums.by(ageing, name, "invoices", "outstanding_amount", "overpaid_amount"));
        rows.sort(Comparator.comparing(fact -> {
            int place = names.indexOf(fact.text(name));
            return place < 0 ? names.size() : place;
        }));
        return Grid.of(
                rows,
                text(name, "Age"),
                count("invoices", "Invoices"),
                money("outstanding_amount", "Open"),
                money("overpaid_amount", "Overpaid"));
    }

    /** One row a region or segment, one column a bucket; the twenty largest. */
    private static Part across(Facts facts, String currency, String key, String label, String title) {
        List<Fact> ageing = facts.of("mart_ageing", currency);
        List<Grid.Column> columns = new ArrayList<>(List.of(text(key, label)));
        List<String> buckets = facts.ageing().buckets();
        buckets.forEach(bucket -> columns.add(money("of_age", bucket)));
        columns.add(money("of_any_age", "All"));
        List<List<Object>> rows = new ArrayList<>();
        Sums.by(ageing, key, "outstanding_amount").stream()
                .sorted(Comparator.comparing((Fact fact) -> fact.money("outstanding_amount"))
                        .reversed())
                .limit(20)
                .forEach(member -> {
                    List<Object> row = new ArrayList<>(List.of(member.text(key)));
                    List<Fact> own = ageing.stream()
                            .filter(fact -> fact.text(key).equals(member.text(key)))
                            .toList();
                    buckets.forEach(bucket -> row.add(Sums.total(in(own, bucket), "outstanding_amount")));
                    row.add(member.money("outstanding_amount"));
                    rows.add(row);
                });
        return Exhibit.of(
                currency,
                title,
                "The largest balance first; at most 20 rows.",
                new Grid(columns, rows),
                Chart.lyingStacked(label, buckets.toArray(String[]::new)));
    }

    private static List<Part> refunds(Facts facts, String currency) {
        List<Fact> cells = facts.of("refunds_by_band", currency);
        List<Fact> bands = new ArrayList<>(Sums.by(cells, "refund_band", "orders", "refund_amount", "excess_amount"));
        bands.sort(Comparator.comparing(fact ->
                Sums.first(cells, "refund_band", fact.text("refund_band")).number("refund_band_sort")));
        List<Fact> categories = Sums.by(cells, "category", "orders", "refund_amount", "excess_amount").stream()
                .sorted(Comparator.comparing((Fact fact) -> fact.money("refund_amount"))
                        .reversed())
                .limit(15)
                .toList();
        List<Fact> customers = facts.of("top_customers", currency).stream()
                .filter(fact -> fact.number("refund_rank") <= 15)
                .filter(fact -> fact.money("refund_amount").signum() > 0)
                .sorted(Comparator.comparing(fact -> fact.number("refund_rank")))
                .toList();
        return List.of(
                Exhibit.of(
                        currency,
                        "How much of the order went back",
                        "Refunded orders by the share of their net amount.",
                        Grid.of(
                                bands,
                                text("refund_band", "Share of the order"),
                                count("orders", "Orders"),
                                money("refund_amount", "Refunded"),
                                money("excess_amount", "Beyond the order")),
                        Chart.bars("Share of the order", "Orders")),
                Exhibit.of(
                        currency,
                        "Refunds by product category",
                        "The 15 categories with most refunds.",
                        Grid.of(
                                categories,
                                text("category", "Category"),
                                count("orders", "Orders"),
                                money("refund_amount", "Refunded"),
                                money("excess_amount", "Beyond the order")),
                        Chart.lying("Category", "Refunded")),
                Exhibit.of(
                        currency,
                        "Customers with most refunds",
                        "The 15 to whom most was paid back, and which share of their payments it is.",
                        Grid.of(
                                customers,
                                text("customer_name", "Customer"),
                                text("customer_id", "No."),
                                money("paid_amount", "Paid"),
                                money("refund_amount", "Refunded"),
                                share("refund_ratio", "Share of their payments"))),
                Exhibit.of(
                        currency,
                        "Refunds to look at first",
                        "The 25 orders with the largest refund beyond the order, then the largest refund.",
                        Grid.of(
                                facts.of("top_refunds", currency).stream()
                                        .sorted(Comparator.comparing(fact -> fact.number("place")))
                                        .toList(),
                                text("order_id", "Order"),
                                text("customer_name", "Customer"),
                                day("order_date", "Ordered"),
                                text("order_status", "Status"),
                                money("net_amount", "Order"),
                                money("refund_amount", "Refunded"),
                                share("refund_pct", "Share of the order"),
                                money("excess_amount", "Beyond the order"))));
    }
}
