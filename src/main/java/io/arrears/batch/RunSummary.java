package io.arrears.batch;

import io.arrears.lake.Table;
import io.arrears.pipeline.RunContext;
import io.arrears.pipeline.Runner;
import io.arrears.terms.CurrencyUnit;
import io.arrears.terms.LedgerWord;
import io.arrears.transform.LedgerWords;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** What a finance person wants to know when a run ends, in a screenful, from the marts the run published. */
public final class RunSummary {

    private record Line(String label, String column, boolean isRate) {}

    private static final List<Line> LINES = List.of(
            new Line("Invoiced", "invoiced_amount", false),
            new Line("Paid", "paid_amount", false),
            new Line("Outstanding", "outstanding_amount", false),
            new Line("  of which overdue", "overdue_amount", false),
            new Line("Outstanding / invoiced", "outstanding_rate", true),
            new Line("Refunded", "refund_amount", false),
            new Line("Lost (leakage)", "net_leakage_amount", false),
            new Line("  of which late fees", "late_fee_leakage_amount", false),
            new Line("Lost / invoiced", "leakage_rate", true),
            new Line("To collect (is owed)", "to_collect_amount", false),
            new Line("To correct", "to_correct_amount", false),
            new Line("Expected loss (default)", "expected_loss", false),
            new Line("Expected recovery, 30 d", "expected_recovery", false));

    private RunSummary() {}

    public static void print(Runner.Result result, PrintStream out) {
        RunContext context = result.context();
        out.printf(
                Locale.ROOT,
                "%nAs of %s, published by %s in %.0f s%n%n",
                context.asOf(),
                context.run(),
                result.seconds());
        printKpis(context.read(Table.MART_KPIS).orderBy("currency").collectAsList(), out);
        printModels(context.read(Table.MART_MODEL_METRICS), out);
        printLeakage(context.read(Table.MART_LEAKAGE_SUMMARY), out);
        printNext(context, out);
        printNotes(result.notes(), out);
        printStates(context, out);
        printSetAside(context, out);
    }

    private static void printKpis(List<Row> currencies, PrintStream out) {
        if (currencies.isEmpty()) {
            out.println("There is no invoice on or before this day.");
            return;
        }
        out.printf("%-26s", "");
        currencies.forEach(row -> out.printf("%20s", row.<String>getAs("currency")));
        out.println();
        for (Line line : LINES) {
            out.printf("%-26s", line.label());
            currencies.forEach(
                    row -> out.printf("%20s", shown(row.getAs(line.column()), line.isRate(), row.getAs("currency"))));
            out.println();
        }
    }

    /** Money to the minor unit of its currency: 57.664 KWD are not 57.66. */
    static String shown(Object value, boolean isRate, String currency) {
        if (value == null) {
            return "-";
        }
        double number = ((Number) value).doubleValue();
        return isRate
                ? String.format(Locale.ROOT, "%.2f %%", 100 * number)
                : String.format(
                        Locale.ROOT,
                        "%,." + CurrencyUnit.shownDigits(currency) + "f",
                        value instanceof BigDecimal money ? money : number);
    }

    private static void printNotes(List<String> notes, PrintStream out) {
        if (!notes.isEmpty()) {
            out.printf("%nHow the ledger was read%n");
            notes.forEach(note -> out.println("  " + note));
        }
    }

    private static void printStates(RunContext context, PrintStream out) {
        List<String> lines = LedgerWord.said(LedgerWords.of(context));
        if (!lines.isEmpty()) {
            out.println();
            lines.forEach(out::println);
        }
    }

    /** The last lines: what was set aside is what a person has to act on. */
    private static void printSetAside(RunContext context, PrintStream out) {
        List<String> lines = SetAside.lines(context);
        if (!lines.isEmpty()) {
            out.printf("%nRows that cannot be used and are in no figure above (table ops_quarantine)%n");
            lines.forEach(out::println);
        }
    }

    private static void printModels(Dataset<Row> metrics, PrintStream out) {
        out.printf("%nModels, on the newest part of the past, unseen in training%n");
        List<Row> rows = metrics.where("slice = 'test' and segment = 'all' and metric in ('roc_auc', 'observations')")
                .orderBy("task", "model", "metric")
                .collectAsList();
        List<Row> verdicts = metrics.where("metric = 'observations'")
                .groupBy("task")
                .agg(
                        functions.max("verdict").as("verdict"),
                        functions.max("observations").as("observations"))
                .orderBy("task")
                .collectAsList();
        for (Row task : verdicts) {
            out.printf("  %-27s %s%n", task.<String>getAs("task"), task.<String>getAs("verdict"));
            rows.stream()
                    .filter(row -> row.getAs("task").equals(task.getAs("task"))
                            && row.getAs("metric").equals("roc_auc"))
                    .filter(row -> row.getAs("value") != null)
                    .forEach(row -> out.printf(
                            Locale.ROOT,
                            "    %-31s AUC %.3f%n",
                            row.<String>getAs("model"),
                            row.<Double>getAs("value")));
        }
    }

    private static void printLeakage(Dataset<Row> summary, PrintStream out) {
        out.printf("%nWhere money is lost (amounts counted once)%n");
        summary.where("status = 'FINDINGS' and leak_class = 'lost'")
                .orderBy(functions.col("primary_amount").desc(), functions.col("control_id"))
                .limit(5)
                .collectAsList()
                .forEach(row -> out.printf(
                        Locale.ROOT,
                        "  %-4s %-40s %,6d %-8s %18s %s%n",
                        row.<String>getAs("control_id"),
                        row.<String>getAs("control_title"),
                        ((Number) row.getAs("findings")).longValue(),
                        ((Number) row.getAs("findings")).longValue() == 1 ? "finding" : "findings",
                        shown(row.getAs("primary_amount"), false, row.getAs("currency")),
                        row.<String>getAs("currency")));
        printImmaterial(summary, out);
        long skipped = summary.where("status = 'SKIPPED'")
                .select("control_id")
                .distinct()
                .count();
        if (skipped > 0) {
            out.printf(
                    "  %d %s skipped: skipped_reason of mart_leakage_summary says why%n",
                    skipped, skipped == 1 ? "control was" : "controls were");
        }
    }

    private static void printImmaterial(Dataset<Row> summary, PrintStream out) {
        Map<String, Long> findings = new TreeMap<>();
        summary.where("immaterial_findings > 0")
                .groupBy("control_id")
                .agg(functions.sum("immaterial_findings").as("findings"))
                .collectAsList()
                .forEach(row -> findings.put(
                        row.getAs("control_id"), row.<Number>getAs("findings").longValue()));
        if (!findings.isEmpty()) {
            out.println(immaterial(findings));
        }
    }

    /** @param findings below materiality, by control; at least one */
    static String immaterial(Map<String, Long> findings) {
        long all = findings.values().stream().mapToLong(Long::longValue).sum();
        return String.format(
                Locale.ROOT,
                "  %,d more %s below materiality and in no sum above: %s (immaterial_amount of mart_leakage_summary)",
                all,
                all == 1 ? "finding is" : "findings are",
                String.join(", ", findings.keySet()));
    }

    private static void printNext(RunContext context, PrintStream out) {
        out.printf("""

                Where to look next (lake: %s)
                  riskiest invoices   select * from mart_invoice_risk order by expected_loss desc limit 10
                  whom to call        select * from mart_customer_worklist where priority_flag order by priority_rank
                  where it leaks      select * from mart_leakage_summary where status = 'FINDINGS'
                  each with           scripts/arrears sql --conf FILE --as-of %s "..."
                """, context.lake().root(), context.asOf());
    }
}
