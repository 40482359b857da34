package io.arrears.publish.report;

import static io.arrears.publish.report.Grid.count;
import static io.arrears.publish.report.Grid.money;
import static io.arrears.publish.report.Grid.text;

import io.arrears.publish.report.Part.Answer;
import io.arrears.publish.report.Part.Exhibit;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What changed since the day published before. */
final class ChangesPage {

    private ChangesPage() {}

    static Page of(Facts facts) {
        List<Part> parts = new ArrayList<>(Tables.of(facts, List.of("mart_alerts")));
        if (facts.previous().isEmpty()) {
            parts.add(new Part.Note(
                    Optional.empty(), "This is the first day in the lake: there is nothing to compare with yet."));
        } else {
            String since = Words.day(facts.previous().get().date());
            for (String currency : facts.currencies()) {
                parts.addAll(since(facts, currency, since));
            }
            parts.add(models(facts, since));
        }
        return Page.of(
                "changes",
                "What changed",
                facts.previous()
                        .map(day -> "What is new since " + Words.day(day.date()) + "?")
                        .orElse("What is new?"),
                parts);
    }

    private static List<Part> since(Facts facts, String currency, String since) {
        if (facts.kpisBefore(currency).isEmpty()) {
            return List.of(
                    new Part.Note(Optional.of(currency), "There was nothing in " + currency + " on " + since + "."));
        }
        List<Fact> findings = facts.of("findings_changed", currency);
        List<Part> parts = new ArrayList<>();
        parts.add(answers(facts, currency, since, findings));
        parts.add(Exhibit.of(
                currency,
                "Key figures then and now",
                "On " + since + " and on " + Words.day(facts.asOf().date()) + ".",
                KeyFigures.compared(facts, currency)));
        parts.add(ageing(facts, currency, since));
        Grid leaks = Grid.of(
                findings.stream()
                        .sorted(Comparator.comparing((Fact fact) -> fact.money("new_amount"))
                                .reversed()
                                .thenComparing(fact -> fact.text("control_id")))
                        .toList(),
                text("control_id", "No."),
                text("control_title", "Control"),
                count("new_findings", "New"),
                money("new_amount", "New amount"),
                count("gone_findings", "Gone"),
                money("gone_amount", "Gone amount"),
                count("lasting_findings", "Still there"),
                money("lasting_amount", "Still there, amount"));
        boolean moved = Sums.total(findings, "new_amount")
                        .add(Sums.total(findings, "gone_amount"))
                        .signum()
                > 0;
        parts.add(new Exhibit(
                Optional.of(currency),
                "Leaks that came and went",
                "Recoverable and excess amounts, counted once. Gone: paid, billed, "
                        + "corrected, dismissed, or claimed by another control.",
                leaks,
                moved ? Optional.of(Chart.lying("Control", "New amount", "Gone amount")) : Optional.empty()));
        return parts;
    }

    private static Part answers(Facts facts, String currency, String since, List<Fact> findings) {
        Fact today = facts.kpis(currency);
        Fact before = facts.kpisBefore(currency).orElseThrow();
        BigDecimal open = today.money("outstanding_amount").subtract(before.money("outstanding_amount"));
        BigDecimal overdue = today.money("overdue_amount").subtract(before.money("overdue_amount"));
        long fresh =
                findings.stream().mapToLong(fact -> fact.count("new_findings")).sum();
        long gone =
                findings.stream().mapToLong(fact -> fact.count("gone_findings")).sum();
        return new Part.Answers(
                Optional.of(currency),
                List.of(
                        new Answer(
                                "Outstanding: " + Words.moved(open.signum(), Words.about(currency, open.abs())) + ".",
                                "Overdue: " + Words.moved(overdue.signum(), Words.about(currency, overdue.abs()))
                                        + ". Since " + since + ", "
                                        + Words.about(
                                                currency,
                                                today.money("invoiced_amount")
                                                        .subtract(before.money("invoiced_amount")))
                                        + " was invoiced and "
                                        + Words.about(
                                                currency,
                                                today.money("paid_amount").subtract(before.money("paid_amount")))
                                        + " paid."),
                        new Answer(
                                Words.count(fresh, "new leak") + ", " + Words.count(gone) + " gone.",
                                "New: " + Words.about(currency, Sums.total(findings, "new_amount")) + ". Gone: "
                                        + Words.about(currency, Sums.total(findings, "gone_amount")) + ".")));
    }

    static Part ageing(Facts facts, String currency, String since) {
        List<Fact> now = facts.of("mart_ageing", currency);
        List<Fact> then = facts.before("mart_ageing").stream()
                .filter(fact -> fact.is("currency", currency))
                .toList();
        // By name, too: the day before may have had other ranges.
        List<String> buckets = Stream.concat(now.stream(), then.stream())
                .sorted(Comparator.comparing((Fact fact) -> fact.number("ageing_sort")))
                .map(fact -> fact.text("ageing_bucket"))
                .distinct()
                .toList();
        List<List<Object>> rows = new ArrayList<>();
        buckets.forEach(bucket -> {
            BigDecimal before = outstanding(then, bucket);
            BigDecimal today = outstanding(now, bucket);
            rows.add(List.of(bucket, before, today, today.subtract(before)));
        });
        return Exhibit.of(
                currency,
                "Open balance by age, then and now",
                "Then: " + since + ".",
                new Grid(
                        List.of(
                                text("ageing_bucket", "Age"),
                                money("then", "Then"),
                                money("now", "Now"),
                                money("change", "Change")),
                        rows),
                Chart.bars("Age", "Then", "Now"));
    }

    private static BigDecimal outstanding(List<Fact> ageing, String bucket) {
        return Sums.total(
                ageing.stream().filter(fact -> fact.is("ageing_bucket", bucket)).toList(), "outstanding_amount");
    }

    private static Part models(Facts facts, String since) {
        List<List<Object>> rows = new ArrayList<>();
        for (String task : facts.tasks()) {
            rows.add(List.of(
                    Words.task(task),
                    version(facts.before("mart_model_metrics"), task),
                    version(facts.of("mart_model_metrics"), task),
                    verdict(facts.before("mart_model_metrics"), task),
                    facts.verdict(task)));
        }
        return Exhibit.general(
                "Models then and now",
                "Then: " + since + ". A run scores with the newest model trained on or before its day.",
                new Grid(
                        List.of(
                                text("task", "Task"),
                                text("version_then", "Version then"),
                                text("version_now", "Version now"),
                                text("verdict_then", "Verdict then"),
                                text("verdict", "Verdict now")),
                        rows));
    }

    private static String version(List<Fact> metrics, String task) {
        return Facts.judged(metrics, task)
                .filter(fact -> fact.knows("model_version"))
                .map(fact -> fact.text("model_version"))
                .orElse("–");
    }

    private static String verdict(List<Fact> metrics, String task) {
        return Facts.judged(metrics, task).map(fact -> fact.text("verdict")).orElse("–");
    }
}
