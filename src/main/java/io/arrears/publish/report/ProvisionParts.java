package io.arrears.publish.report;

import static io.arrears.publish.report.Grid.count;
import static io.arrears.publish.report.Grid.money;
import static io.arrears.publish.report.Grid.share;
import static io.arrears.publish.report.Grid.text;

import io.arrears.publish.report.Part.Exhibit;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** How balances grow older, and what that means for the provision. */
final class ProvisionParts {

    private ProvisionParts() {}

    static List<Part> of(Facts facts, String currency) {
        return List.of(provision(facts, currency), rolls(facts, currency));
    }

    private static Part provision(Facts facts, String currency) {
        List<Fact> rows = facts.of("mart_provision_matrix", currency).stream()
                .sorted(Comparator.comparing(fact -> fact.number("ageing_sort")))
                .toList();
        return Exhibit.of(
                currency,
                "Provision by age, beside what the model expects",
                "Provision matrix (IFRS 9): balances times the rates at which they grew older over the last twelve months, times the loss given default.",
                Grid.of(
                        rows,
                        text("ageing_bucket", "Age"),
                        money("outstanding_amount", "Open"),
                        share("loss_rate", "Loss rate"),
                        money("provision_amount", "Provision"),
                        money("expected_loss", "Model expects")),
                Chart.bars("Age", "Provision", "Model expects"));
    }

    /** From bucket to bucket, all month ends added up before dividing. */
    private static Part rolls(Facts facts, String currency) {
        List<Fact> moves = facts.of("mart_roll_rates", currency).stream()
                .sorted(Comparator.comparing((Fact fact) -> fact.number("from_sort"))
                        .thenComparing(fact -> fact.number("to_sort")))
                .toList();
        List<String> states =
                moves.stream().map(fact -> fact.text("to_bucket")).distinct().toList();
        List<Grid.Column> columns = new ArrayList<>(List.of(text("from_bucket", "Was")));
        states.forEach(state -> columns.add(share("roll_rate", state)));
        columns.add(money("moved_amount", "Balance"));
        columns.add(count("month_end_date", "Month ends"));
        List<List<Object>> rows = new ArrayList<>();
        moves.stream().map(fact -> fact.text("from_bucket")).distinct().forEach(bucket -> {
            List<Fact> own = moves.stream()
                    .filter(fact -> fact.is("from_bucket", bucket))
                    .toList();
            BigDecimal all = Sums.total(own, "moved_amount");
            List<Object> row = new ArrayList<>(List.of(bucket));
            states.forEach(state -> row.add(
                    all.signum() == 0
                            ? null
                            : Sums.total(
                                                    own.stream()
                                                            .filter(fact -> fact.is("to_bucket", state))
                                                            .toList(),
                                                    "moved_amount")
                                            .doubleValue()
                                    / all.doubleValue()));
            row.add(all);
            row.add(own.stream()
                    .map(fact -> fact.text("month_end_date"))
                    .distinct()
                    .count());
            rows.add(row);
        });
        return Exhibit.of(
                currency,
                "Where a balance is a month later",
                "Of what stood in each age band at a month end, the share that was paid, stayed or grew older by the next; the last twelve months together.",
                new Grid(columns, rows),
                Chart.lyingStacked("Was", states.toArray(String[]::new)));
    }
}
