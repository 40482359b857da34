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

    private static final String FACTOR = "forward_looking_factor";

    private ProvisionParts() {}

    static List<Part> of(Facts facts, String currency) {
        return List.of(
                provision(facts, currency),
                segments(facts, currency),
                defaulted(facts, currency),
                rolls(facts, currency));
    }

    private static Part provision(Facts facts, String currency) {
        List<Fact> rows = matrix(facts, currency, true);
        boolean isAdjusted = rows.stream()
                .anyMatch(row -> row.values().get(FACTOR) instanceof Number factor && factor.doubleValue() != 1);
        List<Grid.Column> columns =
                new ArrayList<>(List.of(text("ageing_bucket", "Age"), money("outstanding_amount", "Open")));
        if (isAdjusted) {
            columns.add(share("unadjusted_loss_rate", "Rate before outlook"));
        }
        columns.addAll(List.of(
                share("loss_rate", "Loss rate"),
                money("provision_amount", "Provision"),
                money("expected_loss", "Model expects")));
        return Exhibit.of(
                currency,
                "Provision by age, beside what the model expects",
                "Provision matrix (IFRS 9): balances times the rates at which they grew older over the last twelve "
                        + "months,"
                        + " times the loss given default." + lossGivenDefault(facts, currency)
                        + (isAdjusted
                                ? " The rates are multiplied with "
                                        + rows.get(0).text(FACTOR)
                                        + " for what is expected ahead (finance.provision.forward-looking)."
                                : ""),
                Grid.of(rows, columns.toArray(Grid.Column[]::new)),
                Chart.bars("Age", "Provision", "Model expects"));
    }

    private static Part segments(Facts facts, String currency) {
        return Exhibit.of(
                currency,
                "Provision by segment and age",
                "The segments that finance.provision.segments names. Where a segment had too few balances in an age "
                        + "band, the"
                        + " roll rate is that of the whole currency.",
                Grid.of(
                        matrix(facts, currency, false),
                        text("provision_segment", "Segment"),
                        text("ageing_bucket", "Age"),
                        money("outstanding_amount", "Open"),
                        count("balances", "Balances seen"),
                        text("roll_rate_source", "Roll rate of"),
                        share("loss_rate", "Loss rate"),
                        money("provision_amount", "Provision")));
    }

    /** A day published before there were segments has totals alone, and does not say so. */
    private static List<Fact> matrix(Facts facts, String currency, boolean ofTotals) {
        return facts.of("mart_provision_matrix", currency).stream()
                .filter(fact -> Boolean.FALSE.equals(fact.values().get("is_total")) != ofTotals)
                .sorted(Comparator.comparing((Fact fact) -> ofTotals ? "" : fact.text("provision_segment"))
                        .thenComparing(fact -> fact.number("ageing_sort")))
                .toList();
    }

    /** Which share is used, and from how many balances. */
    private static String lossGivenDefault(Facts facts, String currency) {
        return facts.of("mart_lgd", currency).stream()
                .filter(fact -> Boolean.TRUE.equals(fact.get("is_used")))
                .findFirst()
                .map(fact -> " It is " + Words.share(fact.number("lgd_used"))
                        + (fact.knows("default_lgd_reason")
                                ? ", as configured (default.lgd), because the ledger cannot say: "
                                        + fact.text("default_lgd_reason") + "."
                                : ", from " + fact.count("cases") + " balances of this ledger that defaulted at least "
                                        + fact.count("days_since_default") + " days ago."))
                .orElse("");
    }

    private static Part defaulted(Facts facts, String currency) {
        return Exhibit.of(
                currency,
                "What defaulted balances brought in",
                "Cash that came in within so many days after a balance defaulted; only balances whose days are over. "
                        + "Credit"
                        + " notes count neither as recovered nor as lost, write-offs as lost.",
                Grid.of(
                        facts.of("mart_lgd", currency).stream()
                                .sorted(Comparator.comparing(fact -> fact.number("days_since_default")))
                                .toList(),
                        count("days_since_default", "Days after default"),
                        count("cases", "Balances"),
                        money("exposure_amount", "Open at default"),
                        money("credited_amount", "Credited since"),
                        money("recovered_amount", "Recovered"),
                        share("lgd_observed", "Lost")));
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
                "Of what stood in each age band at a month end, the share that was paid, stayed or grew older by the "
                        + "next; the last twelve months together.",
                new Grid(columns, rows),
                Chart.lyingStacked("Was", states.toArray(String[]::new)));
    }
}
