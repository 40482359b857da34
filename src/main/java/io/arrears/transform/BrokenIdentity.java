package io.arrears.transform;

import io.arrears.pipeline.RunContext;
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

/** An accounting identity that does not hold, and the words for it: both sides, the difference, the rows that cause it. */
record BrokenIdentity(int identity, String part, String currency, BigDecimal left, BigDecimal orphans, BigDecimal right,
        BigDecimal difference) {

    /** The checks that look row by row, {@code sql/checks/check_<name>.sql}. */
    static final List<String> CHECKS = List.of("invoices", "orders", "customers", "ageing");

    private static final int SHOWN = 3;
    private static final Map<Integer, String> NAMES = Map.of(
            1, "ordered = billed + unbilled - over-billed",
            2, "billed = collected + open - overpaid",
            3, "collected = kept + refunded",
            4, "open before + sales + charges - receipts = open now",
            5, "outstanding is the same everywhere",
            6, "rows in = clean + quarantined + exact duplicates");

    static BrokenIdentity of(Row row) {
        return new BrokenIdentity(row.getAs("identity"), row.getAs("part"), row.getAs("currency"),
                row.getAs("left_amount"), row.getAs("orphan_amount"), row.getAs("right_amount"), row.getAs("difference"));
    }

    /** The whole message, looking for the rows that cause it. */
    String explained(RunContext context) {
        return "identity " + identity + " (" + NAMES.get(identity) + "), " + part + ", in " + currency + ": staging has "
                + left + ", without counterpart " + orphans + ", the marts have " + right + ": difference " + difference
                + "; " + causes(context);
    }

    private String causes(RunContext context) {
        if (identity == 6) {
            return "look at the conservation rows of ops_checks for this source table";
        }
        SqlFile check = SqlFile.read("sql/checks/check_" + check() + ".sql");
        SparkSession session = context.lake().viewsOf(check.reads(), context.slices());
        Column own = functions.col("currency").equalTo(currency).or(functions.col("currency").isNull());
        Dataset<Row> wrong = check.on(session, SqlParameters.of(context.asOf(), context.settings())).where(own);
        Column[] everyColumn = Stream.of(wrong.columns()).map(functions::col).toArray(Column[]::new);
        List<Row> rows = wrong.orderBy(everyColumn).limit(SHOWN).collectAsList();
        return rows.isEmpty() ? "no single row of " + check() + " differs: look at the sums of the mart"
                : "first rows that cause it: " + rows.stream().map(BrokenIdentity::text).collect(Collectors.joining("; "));
    }

    private String check() {
        if (identity == 1) {
            return "orders";
        }
        if (identity == 3 || part.equals("customers")) {
            return "customers";
        }
        return part.equals("ageing") || part.equals("credits") ? "ageing" : "invoices";
    }

    private static String text(Row row) {
        return IntStream.range(0, row.size()).mapToObj(i -> row.schema().fieldNames()[i] + " " + row.get(i))
                .collect(Collectors.joining(", "));
    }
}
