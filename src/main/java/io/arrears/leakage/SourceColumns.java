package io.arrears.leakage;

import java.util.HashSet;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What the source really has: {@code orders} for a table, {@code orders.status} for a column. */
record SourceColumns(Set<String> names) {

    /** From {@code ops_sources}: a few dozen rows, one per canonical column. */
    static SourceColumns of(Dataset<Row> opsSources) {
        Set<String> names = new HashSet<>();
        for (Row row : opsSources.where("is_present").select("source_table", "column_name").collectAsList()) {
            names.add(row.getString(0));
            names.add(row.getString(0) + "." + row.getString(1));
        }
        return new SourceColumns(names);
    }

    boolean has(String name) {
        return names.contains(name);
    }
}
