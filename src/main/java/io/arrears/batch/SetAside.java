package io.arrears.batch;

import io.arrears.lake.Table;
import io.arrears.pipeline.RunContext;
import io.arrears.transform.RefusalAdvice;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** What no figure of a run holds, in words: the rows that staging set aside, and what to do about them. */
final class SetAside {

    /** Of tables that state no currency. */
    private static final String NO_CURRENCY = "*";

    private SetAside() {}

    /** Two lines for each table and reason, the most rows first; none where every row is used. */
    static List<String> lines(RunContext context) {
        Dataset<Row> rowsIn = context.read(Table.OPS_COUNTS)
                .groupBy("source_table")
                .agg(functions.sum("rows_in").as("rows_in"));
        List<Row> reasons = context.read(Table.OPS_QUARANTINE)
                .groupBy("source_table", "reason_code", "currency")
                .agg(
                        functions.sum("copies").as("rows"),
                        functions
                                .sum(functions.col("amount").multiply(functions.col("copies")))
                                .as("amount"),
                        functions.min("source_key").as("example"))
                .groupBy("source_table", "reason_code")
                .agg(
                        functions.sum("rows").as("rows"),
                        functions.min("example").as("example"),
                        functions
                                .sort_array(functions.collect_list(functions.struct("currency", "amount")))
                                .as("amounts"))
                .join(rowsIn, "source_table")
                .orderBy(functions.col("rows").desc(), functions.col("source_table"), functions.col("reason_code"))
                .collectAsList();
        List<String> lines = new ArrayList<>();
        for (Row reason : reasons) {
            lines.add(line(reason));
            String advice = RefusalAdvice.of(reason.getAs("reason_code"), reason.getAs("source_table"));
            if (advice != null) {
                lines.add(String.format("  %-16s → %s", "", advice));
            }
        }
        return lines;
    }

    private static String line(Row reason) {
        String example = reason.getAs("example");
        return String.format(
                Locale.ROOT,
                "  %-16s %,d of %,d rows, %s: %s%s",
                reason.<String>getAs("source_table"),
                reason.<Long>getAs("rows"),
                reason.<Long>getAs("rows_in"),
                amounts(reason.getList(reason.fieldIndex("amounts"))),
                reason.<String>getAs("reason_code"),
                example == null ? "" : ", such as key " + example);
    }

    /** One amount for each currency: they are never added. */
    private static String amounts(List<Row> byCurrency) {
        String amounts = byCurrency.stream()
                .map(row -> amount(row.getAs("currency"), row.getAs("amount")))
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" + "));
        return amounts.isEmpty() ? "amount unknown" : amounts;
    }

    private static String amount(String currency, BigDecimal amount) {
        if (amount == null) {
            return null;
        }
        String number = String.format(Locale.ROOT, "%,.2f", amount);
        return currency == null || currency.equals(NO_CURRENCY) ? number : number + " " + currency;
    }
}
