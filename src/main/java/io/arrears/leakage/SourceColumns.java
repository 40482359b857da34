package io.arrears.leakage;

import io.arrears.config.Settings;
import java.util.HashSet;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What the source really has, {@code orders} for a table, {@code orders.status} for a column; and which policies there
 * are, {@code policy.late_fee_rate}.
 */
record SourceColumns(Set<String> names) {

    static final String POLICY = "policy";
    static final String FINANCE = "finance";

    /** From {@code ops_sources}: a few dozen rows, one per canonical column. */
    static SourceColumns of(Dataset<Row> opsSources) {
        Set<String> names = new HashSet<>();
        for (Row row : opsSources
                .where("is_present")
                .select("source_table", "column_name")
                .collectAsList()) {
            names.add(row.getString(0));
            names.add(row.getString(0) + "." + row.getString(1));
        }
        return new SourceColumns(names);
    }

    /** With the policies that are not 0, and what of finance is set. */
    SourceColumns with(Settings settings) {
        Set<String> all = new HashSet<>(names);
        settings.finance().cashDiscount().ifPresent(any -> all.add(FINANCE + ".cash_discount"));
        settings.policy().values().forEach((key, value) -> {
            if (!(value instanceof Number number) || number.doubleValue() != 0) {
                all.add(POLICY + "." + key.replace('-', '_'));
            }
        });
        return new SourceColumns(all);
    }

    boolean has(String name) {
        return names.contains(name);
    }
}
