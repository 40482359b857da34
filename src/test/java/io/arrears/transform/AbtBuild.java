package io.arrears.transform;

import io.arrears.lake.KnownRows;
import io.arrears.lake.Table;
import io.arrears.testing.SettledCurrencies;
import io.arrears.testing.StagedRows;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Builds the ABT over temporary views as the stage does over the lake, without writing; SQL texts may be altered. */
public record AbtBuild(LocalDate asOf, Map<String, Object> parameters, UnaryOperator<SqlFile> alteration) {

    /** The tables of the stage, each after those it needs; no observation needs the loss given default. */
    static final List<Table> TABLES = SqlStages.abt(context -> false).order().stream()
            .filter(table -> table != Table.INT_LGD)
            .toList();

    public static AbtBuild at(LocalDate asOf) {
        Map<String, Object> parameters = new TreeMap<>(Map.of(
                "as_of",
                asOf,
                "is_training",
                true,
                "history_months",
                36,
                "default_currency",
                "XXX",
                "trust_final_retries",
                false,
                "default_observe",
                "month_ends",
                "recovery_observe",
                "month_ends",
                "default_horizon_days",
                30,
                "recovery_horizon_days",
                30));
        parameters.put("tolerance", BigDecimal.ONE);
        parameters.put("ageing", new Integer[] {30, 60, 90});
        parameters.put("cash_discount_rate", BigDecimal.ZERO);
        parameters.put("cash_discount_days", 0);
        parameters.put("chargeback_days", 120);
        parameters.put("claim_days", 365);
        parameters.put("oldest_claim_date", LocalDate.of(1, 1, 1));
        parameters.put("default_settlement_lag_days", 0);
        parameters.put("recovery_settlement_lag_days", 0);
        return new AbtBuild(asOf, parameters, UnaryOperator.identity());
    }

    public AbtBuild with(String parameter, Object value) {
        Map<String, Object> changed = new TreeMap<>(parameters);
        changed.put(parameter, value);
        return new AbtBuild(asOf, changed, alteration);
    }

    AbtBuild altered(UnaryOperator<SqlFile> leak) {
        return new AbtBuild(asOf, parameters, leak);
    }

    /** The views that a table of the stage needs, and its own file. */
    static List<SqlFile> files(int table) {
        SqlFile file = SqlFile.of(TABLES.get(table));
        List<SqlFile> files = new ArrayList<>(SqlViews.neededBy(List.of(file)).values());
        files.add(file);
        return files;
    }

    /** The tables of the stage from one of them on, over the staging views of the session; those before are views already. */
    Map<Table, Dataset<Row>> over(SparkSession session, int first) {
        Map<Table, Dataset<Row>> built = new LinkedHashMap<>();
        Set<String> made = new HashSet<>();
        TABLES.subList(0, first).forEach(table -> built.put(table, session.table(table.sqlName())));
        for (Table table : TABLES.subList(first, TABLES.size())) {
            SqlFile file = SqlFile.of(table);
            SqlViews.neededBy(List.of(file)).forEach((name, view) -> {
                if (made.add(name)) {
                    Dataset<Row> rows = rows(view, session);
                    (view.isKept() ? SqlViews.computed(rows) : rows).createOrReplaceTempView(name);
                }
            });
            Dataset<Row> rows = rows(file, session).localCheckpoint();
            rows.createOrReplaceTempView(table.sqlName());
            built.put(table, rows);
        }
        return built;
    }

    private Dataset<Row> rows(SqlFile file, SparkSession session) {
        return alteration.apply(file).on(session, parameters);
    }

    public Map<Table, Dataset<Row>> over(SparkSession session, StagedRows company) {
        company.register(session);
        return over(session);
    }

    /** Over the staging views that the session has, of which the as-of day knows what it knows. */
    Map<Table, Dataset<Row>> over(SparkSession session) {
        SettledCurrencies.in(session, StagedRows.SOURCES, asOf, (String) parameters.get("default_currency"));
        StagedRows.TABLES.forEach(
                name -> KnownRows.show(session, Table.named(name).orElseThrow(), asOf));
        return over(session, 0);
    }
}
