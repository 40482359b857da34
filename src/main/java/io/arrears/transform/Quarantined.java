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
 * @param rowsLater those not yet known at the as-of day that staging does not stand for
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
                        functions.expr("sum(copies)"),
                        functions.expr("coalesce(sum(copies * amount), 0)"),
                        functions.expr("coalesce(sum(copies * abs(amount)), 0)"),
                        functions.expr("coalesce(sum(copies) filter (where " + now + "), 0)"),
                        functions.expr("coalesce(sum(copies * amount) filter (where " + now + "), 0)"),
                        functions.expr("coalesce(sum(copies) filter (where " + later + "), 0)"),
                        functions.expr("coalesce(sum(copies * amount) filter (where " + later + "), 0)"),
                        functions.min("source_key"))
                .collectAsList()) {
            found.computeIfAbsent(row.getString(0), table -> new ArrayList<>())
                    .add(new Quarantined(
                            row.getString(1),
                            row.getLong(2),
                            row.getDecimal(3),
                            row.getDecimal(4),
                            row.getLong(5),
                            row.getDecimal(6),
                            row.getLong(7),
                            row.getDecimal(8),
                            row.getString(9)));
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
