package io.arrears.transform;

import io.arrears.lake.Layer;
import io.arrears.lake.Table;
import io.arrears.pipeline.RunContext;
import io.arrears.terms.CurrencyUnit;
import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StructField;

/**
 * Rows whose currency is not known: in a ledger of several currencies they may be in any. They are counted and listed,
 * and their amounts are never added: sums, and rates made of them, are null. A ledger that states no currency at all
 * has one currency, whatever its name, and is not meant here.
 */
public final class UnknownCurrency {

    /** The rule of ops_checks that counts them, table by table. */
    public static final String RULE = "no_known_currency";

    private static final String CURRENCY = "currency";

    private UnknownCurrency() {}

    /** Whether staging found such rows. */
    static boolean isThere(RunContext context) {
        return Checks.last(context.lake(), context.slices().all().values())
                .map(noted -> !noted.where(functions.col("rule").equalTo(RULE)).isEmpty())
                .orElse(false);
    }

    /** Whether a mart adds amounts of rows: it has a key by currency, and names no order in it. */
    static boolean isAdded(Table table) {
        return table.layer() == Layer.MARTS
                && table != Table.MART_RECONCILIATION
                && table.key().contains(CURRENCY)
                && !table.key().contains("order_id");
    }

    /** The rows of a mart that adds, without what was added or divided where the currency is not known. */
    static Dataset<Row> withoutSums(Dataset<Row> rows) {
        Column isUnknown = functions.col(CURRENCY).equalTo(CurrencyUnit.UNKNOWN);
        Column[] columns = Arrays.stream(rows.schema().fields())
                .map(field -> isSum(field)
                        ? functions
                                .when(isUnknown, functions.lit(null).cast(field.dataType()))
                                .otherwise(functions.col(field.name()))
                                .as(field.name())
                        : functions.col(field.name()))
                .toArray(Column[]::new);
        return rows.select(columns);
    }

    private static boolean isSum(StructField field) {
        return field.dataType() instanceof DecimalType || field.dataType().equals(DataTypes.DoubleType);
    }
}
