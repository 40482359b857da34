package io.arrears.leakage;

import io.arrears.config.Settings;
import io.arrears.lake.AsOf;
import io.arrears.transform.SqlParameters;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The intermediate tables over a ledger of text, in the plainest SQL: {@code src/test/resources/leakage/int_*.sql}. */
final class StateViews {

    private StateViews() {
    }

    static Map<String, Object> parameters(String asOf) {
        return SqlParameters.of(AsOf.parse(asOf), Settings.load(Optional.empty(), Map.of()));
    }

    /** Registers int_payments … int_attempts over text_orders, text_invoices and so on. */
    static void register(SparkSession session, String asOf) throws IOException {
        for (String view : List.of("int_payments", "int_refunds", "int_invoices", "int_orders", "int_attempts")) {
            try (InputStream in = StateViews.class.getResourceAsStream("/leakage/" + view + ".sql")) {
                String sql = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                Dataset<Row> rows = session.sql(sql, Map.of("as_of", AsOf.parse(asOf).date()));
                // As rows, not as a plan: two dozen controls would analyse it again and again.
                session.createDataFrame(rows.collectAsList(), rows.schema()).createOrReplaceTempView(view);
            }
        }
    }

    /** Findings by entity, as the fixtures write them: {@code B01 100.00, C02 -}. */
    static Map<String, String> byEntity(Dataset<Row> findings) {
        Map<String, String> byEntity = new TreeMap<>();
        for (Row row : findings.select("entity_id", "control_id", "amount").orderBy("entity_id", "control_id")
                .collectAsList()) {
            String amount = row.isNullAt(2) ? "-" : row.getDecimal(2).setScale(2).toPlainString();
            byEntity.merge(row.getString(0), row.getString(1) + " " + amount, (one, two) -> one + ", " + two);
        }
        return byEntity;
    }
}
