package io.arrears.leakage;

import io.arrears.config.Settings;
import io.arrears.config.SettingsLoader;
import io.arrears.lake.AsOf;
import io.arrears.lake.Table;
import io.arrears.transform.SqlParameters;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What the tests of the controls share: the tables controls read, and findings as the fixtures write them. */
final class StateViews {

    static final List<Table> STATE = List.of(
            Table.INT_INVOICES,
            Table.INT_INVOICE_ORDERS,
            Table.INT_ORDER_LINES,
            Table.INT_ORDERS,
            Table.INT_PAYMENTS,
            Table.INT_REFUNDS,
            Table.INT_ATTEMPTS,
            Table.INT_DEBT_ATTEMPTS,
            Table.INT_UNAPPLIED_CASH);

    private StateViews() {}

    /** The defaults, but so long terms that ordinary rows of the fixtures have no finding, and cents count; fixtures.txt says so. */
    private static final Map<String, String> FIXTURE_POLICIES = Map.of(
            "leakage.policy.materiality",
            "0",
            "leakage.policy.longest-terms-days",
            "300",
            "leakage.policy.dormant-days",
            "300",
            "leakage.policy.late-fee-rate",
            "0.08",
            "leakage.policy.late-fee-grace-days",
            "300");

    static Settings settings() {
        return settings(Map.of());
    }

    /** The same with these keys besides. */
    static Settings settings(Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(FIXTURE_POLICIES);
        all.putAll(more);
        return SettingsLoader.load(Optional.empty(), all);
    }

    static Map<String, Object> parameters(String asOf) {
        return SqlParameters.of(AsOf.parse(asOf), settings());
    }

    /** Findings by entity: {@code B01 100.00, C02 -}. */
    static Map<String, String> byEntity(Dataset<Row> findings) {
        Map<String, String> byEntity = new TreeMap<>();
        for (Row row : findings.select("entity_id", "control_id", "amount")
                .orderBy("entity_id", "control_id")
                .collectAsList()) {
            String amount =
                    row.isNullAt(2) ? "-" : row.getDecimal(2).setScale(2).toPlainString();
            byEntity.merge(row.getString(0), row.getString(1) + " " + amount, (one, two) -> one + ", " + two);
        }
        return byEntity;
    }
}
