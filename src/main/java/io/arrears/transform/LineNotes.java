package io.arrears.transform;

import io.arrears.lake.Table;
import io.arrears.pipeline.RunContext;
import io.arrears.terms.CurrencyUnit;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Row;

/** Lines of invoices and orders that are not used, counted and said: what they belong to counts as a whole. */
final class LineNotes {

    private static final SqlFile FILE = SqlFile.read("sql/checks/check_lines.sql");

    /** A problem of the file: the table, and what is said of it; {@code %1$s} the number, {@code %2$s} the amount. */
    private record Problem(Table table, String words) {}

    private static final Map<String, Problem> PROBLEMS = Map.of(
            "unequal",
            new Problem(
                    Table.STG_INVOICE_LINES,
                    "the lines of %1$s invoices of %2$s do not sum to them and are left out, such as those of %3$s (%5$s for"
                            + " %4$s): net_amount and tax_amount of the lines must make up invoices.amount"),
            "no_invoice",
            new Problem(
                    Table.STG_INVOICE_LINES,
                    "the lines of %1$s unknown invoices are left out, with %2$s, such as those of %3$s"),
            "incomplete",
            new Problem(
                    Table.STG_ORDER_LINES,
                    "%1$s orders have lines without a quantity or a price, such as %3$s: they are what orders.qty and"
                            + " orders.price say"),
            "no_order",
            new Problem(
                    Table.STG_ORDER_LINES,
                    "the lines of %1$s unknown orders are left out, with %2$s, such as those of %3$s"));

    private LineNotes() {}

    static Set<Table> reads() {
        return FILE.reads();
    }

    /** Notes every problem that occurs, and returns a sentence for each. */
    static List<String> note(RunContext context, Checks checks) {
        List<Row> rows = FILE.on(context.views(FILE.reads()), SqlParameters.of(context.day())).collectAsList().stream()
                .sorted(Comparator.comparing((Row row) -> row.<String>getAs("problem"))
                        .thenComparing(row -> row.<String>getAs("currency")))
                .toList();
        List<String> notes = new ArrayList<>();
        for (Row row : rows) {
            String name = row.getAs("problem");
            Problem problem = PROBLEMS.get(name);
            String currency = row.getAs("currency");
            boolean hasCurrency = !currency.equals(StagedTable.ALL_CURRENCIES);
            long entities = row.getAs("entities");
            BigDecimal amount = row.getAs("amount");
            checks.add(
                    "lines",
                    problem.table().sqlName(),
                    name + (hasCurrency ? " " + currency : ""),
                    entities,
                    amount,
                    Checks.Status.WARNED);
            notes.add(problem.table().sqlName().replace("stg_", "") + ": "
                    + String.format(
                            Locale.ROOT,
                            problem.words(),
                            String.format(Locale.ROOT, "%,d", entities),
                            String.format(Locale.ROOT, "%,.2f", amount) + (hasCurrency ? " " + currency : ""),
                            row.<String>getAs("example"),
                            plain(row.getAs("example_amount")),
                            plain(row.getAs("example_lines"))));
        }
        return notes;
    }

    private static String plain(BigDecimal amount) {
        return amount == null ? "" : CurrencyUnit.plain(amount);
    }
}
