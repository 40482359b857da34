package io.arrears.ingest;

import io.arrears.lake.SourceTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/**
 * The keys that the database joins without regard to case or accents, by canonical column. Spark joins texts exactly,
 * so such a key is read in one spelling, in every table that has it.
 */
record FoldedKeys(Map<String, Relation.Comparison> keys) {

    /** The table in which each key is unique. */
    private static final Map<String, SourceTable> HOMES = Map.of(
            "invoice_id", SourceTable.INVOICES,
            "customer_id", SourceTable.CUSTOMERS,
            "order_id", SourceTable.ORDERS,
            "sku", SourceTable.PRODUCTS,
            "sales_rep_id", SourceTable.SALES_REPS);

    /**
     * A key is folded when its home table compares it so, for only then no two rows of the home can become one. Where
     * the source has no home of a key, every column of it has to agree.
     */
    static FoldedKeys of(List<Reading> readings) {
        Map<String, Relation.Comparison> keys = new LinkedHashMap<>();
        HOMES.keySet().stream().sorted().forEach(key -> {
            List<Relation.Comparison> home = comparisons(readings, key, reading -> reading.table() == HOMES.get(key));
            List<Relation.Comparison> deciding = home.isEmpty() ? comparisons(readings, key, any -> true) : home;
            deciding.stream()
                    .min(Relation.Comparison::compareTo)
                    .filter(strictest -> strictest != Relation.Comparison.EXACT)
                    .ifPresent(strictest -> keys.put(key, strictest));
        });
        return new FoldedKeys(keys);
    }

    private static List<Relation.Comparison> comparisons(List<Reading> readings, String key, Predicate<Reading> where) {
        List<Relation.Comparison> found = new ArrayList<>();
        readings.stream()
                .filter(where)
                .forEach(reading -> reading.match().found().forEach((column, match) -> {
                    if (column.name().equals(key)) {
                        match.ifPresent(each -> found.add(each.comparison()));
                    }
                }));
        return found;
    }

    /** The column of a table as it is kept. */
    Column kept(String column) {
        Relation.Comparison comparison = keys.getOrDefault(column, Relation.Comparison.EXACT);
        Column text = functions.col(column);
        return comparison == Relation.Comparison.EXACT
                ? text
                : functions
                        .expr("terms.key_without(" + column + ", '"
                                + (comparison == Relation.Comparison.WITHOUT_CASE ? "case" : "case_and_accents") + "')")
                        .as(column);
    }

    /** One sentence for each key. */
    List<String> notes() {
        return keys.entrySet().stream()
                .map(each -> each.getKey() + " is read in lower case"
                        + (each.getValue() == Relation.Comparison.WITHOUT_CASE ? "" : " and without accents")
                        + " in every table, for the database compares it so")
                .toList();
    }
}
