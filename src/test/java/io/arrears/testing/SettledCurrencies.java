package io.arrears.testing;

import io.arrears.lake.SourceTable;
import io.arrears.transform.Currencies;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

/** Gives the rows of staging views their currencies, as staging does: the views hold what each row states. */
public final class SettledCurrencies {

    private static final String CURRENCY = "currency";
    private static final String STATED = "stated_currency";

    private SettledCurrencies() {}

    /** Replaces the views of the tables, which may have been settled for another day before. */
    public static void in(SparkSession session, Collection<SourceTable> tables, LocalDate asOf, String fallback) {
        Map<SourceTable, Dataset<Row>> rows = new EnumMap<>(SourceTable.class);
        for (SourceTable table : tables) {
            rows.put(table, session.table(table.staging().sqlName()));
        }
        Currencies currencies = Currencies.of(rows, rows.keySet(), asOf, fallback);
        Map<SourceTable, List<Row>> settled = new EnumMap<>(SourceTable.class);
        rows.forEach((table, given) -> {
            if (Arrays.asList(given.columns()).contains(STATED)) {
                settled.put(
                        table,
                        currencies
                                .settled(table, given.drop(CURRENCY, "known_currency"))
                                .select(Arrays.stream(given.columns())
                                        .map(functions::col)
                                        .toArray(org.apache.spark.sql.Column[]::new))
                                .collectAsList());
            }
        });
        currencies.close();
        settled.forEach((table, all) -> {
            StructType schema = rows.get(table).schema();
            session.createDataFrame(all, schema)
                    .createOrReplaceTempView(table.staging().sqlName());
        });
    }
}
