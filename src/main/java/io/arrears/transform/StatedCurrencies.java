package io.arrears.transform;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.when;

import io.arrears.lake.KnownRows;
import io.arrears.lake.SourceTable;
import io.arrears.terms.CurrencyUnit;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The currencies that a ledger states.
 *
 * @param since each with the first day on which a row that states it was visible
 * @param fallback the currency of a ledger that states none
 */
record StatedCurrencies(Map<String, LocalDate> since, String fallback) {

    static StatedCurrencies of(
            Map<SourceTable, Dataset<Row>> rows, Set<SourceTable> stating, LocalDate asOf, String fallback) {
        List<Dataset<Row>> parts = rows.entrySet().stream()
                .filter(each -> stating.contains(each.getKey()))
                .filter(each -> List.of(each.getValue().columns()).contains(RowMarks.STATED))
                .map(each -> CurrencyLookup.seen(each.getValue(), asOf)
                        .where(col(RowMarks.STATED).isNotNull())
                        .groupBy(RowMarks.STATED)
                        .agg(min(KnownRows.VISIBLE_FROM).cast("string").as("since")))
                .toList();
        Map<String, LocalDate> since = new HashMap<>();
        parts.stream().reduce(Dataset::union).ifPresent(all -> all.collectAsList()
                .forEach(row -> since.merge(
                        row.getString(0),
                        LocalDate.parse(row.getString(1)),
                        (one, other) -> one.isBefore(other) ? one : other)));
        return new StatedCurrencies(since, fallback);
    }

    /** Whether every row is in one currency. */
    boolean isOne() {
        return since.size() <= 1;
    }

    /** The currency of a row that says nothing and names nothing that does. */
    String assumed() {
        return isOne() ? since.keySet().stream().findFirst().orElse(fallback) : CurrencyUnit.UNKNOWN;
    }

    /** The same as known at the end of a day, a column. */
    Column assumedOn(Column day) {
        List<LocalDate> days = since.values().stream().distinct().sorted().toList();
        if (days.isEmpty()) {
            return lit(fallback);
        }
        Set<String> first = since.entrySet().stream()
                .filter(each -> each.getValue().equals(days.get(0)))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        Column then = lit(first.size() == 1 ? first.iterator().next() : CurrencyUnit.UNKNOWN);
        Column assumed = when(day.lt(lit(days.get(0))), lit(fallback));
        return days.size() == 1
                ? assumed.otherwise(then)
                : assumed.when(day.lt(lit(days.get(1))), then).otherwise(lit(CurrencyUnit.UNKNOWN));
    }
}
