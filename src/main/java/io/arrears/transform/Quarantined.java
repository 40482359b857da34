package io.arrears.transform;

import io.arrears.lake.Table;
import io.arrears.pipeline.RunContext;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * The quarantined rows of one table and reason.
 *
 * @param rows source rows, copies included
 * @param amount their amounts, as far as they can be read
 * @param gross the same without signs
 * @param rowsNow those quarantined at the as-of day
 * @param amountNow their amounts
 * @param rowsLater those not yet known at the as-of day that staging does not keep
 * @param amountLater their amounts
 * @param example the key of one of them, null where none has one
 */
record Quarantined(
        String reason,
        long rows,
        BigDecimal amount,
        BigDecimal gross,
        long rowsNow,
        BigDecimal amountNow,
        long rowsLater,
        BigDecimal amountLater,
        String example) {

    /** By source table, most rows first. */
    static Map<String, List<Quarantined>> of(RunContext context) {
        Map<String, List<Quarantined>> found = new HashMap<>();
        String day = "date '" + context.asOf() + "'";
        String now = "coalesce(first_visible_from <= " + day + ", true)";
        String later = "first_visible_from > " + day + " and not is_staged";
        for (Row row : context.read(Table.OPS_QUARANTINE)
                .groupBy("source_table", "reason_code")
                .agg(
                        functions.expr("sum(copies)").as("rows"),
                        functions.expr("coalesce(sum(copies * amount), 0)").as("amount"),
                        functions.expr("coalesce(sum(copies * abs(amount)), 0)").as("gross"),
                        functions
                                .expr("coalesce(sum(copies) filter (where " + now + "), 0)")
                                .as("rows_now"),
                        functions
                                .expr("coalesce(sum(copies * amount) filter (where " + now + "), 0)")
                                .as("amount_now"),
                        functions
                                .expr("coalesce(sum(copies) filter (where " + later + "), 0)")
                                .as("rows_later"),
                        functions
                                .expr("coalesce(sum(copies * amount) filter (where " + later + "), 0)")
                                .as("amount_later"),
                        functions.min("source_key").as("example"))
                .collectAsList()) {
            found.computeIfAbsent(row.getAs("source_table"), table -> new ArrayList<>())
                    .add(new Quarantined(
                            row.getAs("reason_code"),
                            row.<Long>getAs("rows"),
                            row.getAs("amount"),
                            row.getAs("gross"),
                            row.<Long>getAs("rows_now"),
                            row.getAs("amount_now"),
                            row.<Long>getAs("rows_later"),
                            row.getAs("amount_later"),
                            row.getAs("example")));
        }
        found.values()
                .forEach(list -> list.sort(
                        Comparator.comparing(Quarantined::rows).reversed().thenComparing(Quarantined::reason)));
        return found;
    }

    @Override
    public String toString() {
        return reason + " " + rows + (example == null ? "" : " (such as key " + example + ")");
    }
}
