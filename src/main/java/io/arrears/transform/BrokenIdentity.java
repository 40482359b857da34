package io.arrears.transform;

import io.arrears.pipeline.RunContext;
import io.arrears.terms.CurrencyUnit;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * An accounting identity that does not hold, and the words for it: both sides, the difference, the rows that cause it.
 */
record BrokenIdentity(
        int identity,
        String part,
        String currency,
        BigDecimal left,
        BigDecimal orphans,
        BigDecimal right,
        BigDecimal difference) {

    /** The checks that look row by row, {@code sql/checks/check_<name>.sql}. */
    static final List<String> CHECKS = List.of("invoices", "orders", "customers", "ageing", "cash", "months");

    private static final int SHOWN = 3;
    private static final Map<Integer, String> NAMES = Map.of(
            1, "ordered = billed without tax + unbilled - over-billed",
            2, "billed = collected + credited + written off + open - overpaid",
            3, "collected = kept + refunded",
            4, "open before + sales + charges - receipts - credits - write-offs = open now",
            5, "outstanding is the same everywhere",
            6, "rows in = clean + quarantined + exact duplicates",
            7, "what rows state is what the marts have");

    static BrokenIdentity of(Row row) {
        return new BrokenIdentity(
                row.getAs("identity"),
                row.getAs("part"),
                row.getAs("currency"),
                row.getAs("left_amount"),
                row.getAs("orphan_amount"),
                row.getAs("right_amount"),
                row.getAs("difference"));
    }

    /** The whole message, looking for the rows that cause it. */
    String explained(RunContext context) {
        return "identity " + identity + " (" + NAMES.get(identity) + "), " + part + ", in " + currency
                + ": staging has "
                + plain(left) + ", without counterpart " + plain(orphans) + ", the marts have " + plain(right)
                + ": difference " + plain(difference) + "; " + causes(context);
    }

    private String causes(RunContext context) {
        if (identity == 6) {
            return "where the rows are: " + conservation(context);
        }
        for (String check : checks()) {
            List<Row> rows = wrong(SqlFile.read("sql/checks/check_" + check + ".sql"), context);
            if (!rows.isEmpty()) {
                return "first rows that cause it: "
                        + rows.stream().map(BrokenIdentity::text).collect(Collectors.joining("; "));
            }
        }
        return "no single row of " + String.join(", ", checks()) + " differs: look at the sums of the mart";
    }

    /** The first rows a check finds wrong in this currency, or in none. */
    private List<Row> wrong(SqlFile check, RunContext context) {
        SparkSession session = context.views(SqlViews.reads(check));
        Column own = functions
                .col("currency")
                .equalTo(currency)
                .or(functions.col("currency").isNull());
        Dataset<Row> wrong =
                SqlViews.rows(check, session, SqlParameters.of(context.day())).where(own);
        Column[] everyColumn = Stream.of(wrong.columns()).map(functions::col).toArray(Column[]::new);
        return wrong.orderBy(everyColumn).limit(SHOWN).collectAsList();
    }

    /** The row of this source table and currency: what came in and where it is. */
    private String conservation(RunContext context) {
        SqlFile file = SqlViews.of("int_conservation");
        SparkSession session = context.views(SqlViews.reads(file));
        String table = part.substring(0, part.indexOf(' '));
        return SqlViews.rows(file, session, SqlParameters.of(context.day()))
                .where(functions
                        .col("source_table")
                        .equalTo(table)
                        .and(functions.col("currency").equalTo(currency)))
                .collectAsList()
                .stream()
                .map(BrokenIdentity::text)
                .collect(Collectors.joining("; "));
    }

    /** Which checks may say why, the likeliest first. */
    private List<String> checks() {
        return switch (part) {
            case "ordered" -> List.of("orders", "invoices");
            case "collected", "refunded" -> List.of("customers", "cash", "months");
            case "customers" -> List.of("customers", "invoices");
            case "ageing", "credits" -> List.of("ageing", "invoices");
            case "billed" -> List.of("invoices", "cash", "months");
            case "months" -> List.of("invoices", "months");
            default -> List.of("invoices");
        };
    }

    private static String plain(Object value) {
        return value instanceof BigDecimal amount ? CurrencyUnit.plain(amount) : String.valueOf(value);
    }

    private static String text(Row row) {
        return IntStream.range(0, row.size())
                .mapToObj(i -> row.schema().fieldNames()[i] + " " + plain(row.get(i)))
                .collect(Collectors.joining(", "));
    }
}
