package io.arrears.transform;

import io.arrears.lake.Table;
import java.util.List;

/** The stages that are nothing but SQL: the state at the as-of day, and the marts. */
public final class FinanceStages {

    /** The state that controls, claims and marts all look at. */
    public static final List<Table> STATE =
            List.of(Table.INT_INVOICES, Table.INT_ORDERS, Table.INT_PAYMENTS, Table.INT_REFUNDS, Table.INT_ATTEMPTS);

    /**
     * What one or two marts alone look at: a table of a dozen rows costs as much to write as one of a million, so these
     * are views.
     */
    public static final SqlViews VIEWS = SqlViews.of(
                    "sql/intermediate/int_balances.sql",
                    "sql/intermediate/int_fx_rates.sql",
                    "sql/intermediate/int_customers.sql",
                    "sql/intermediate/int_amounts.sql",
                    "sql/intermediate/int_opening.sql",
                    "sql/intermediate/int_receivables.sql",
                    "sql/intermediate/int_countback.sql",
                    "sql/intermediate/int_movements.sql",
                    "sql/intermediate/int_totals.sql",
                    "sql/intermediate/int_conservation.sql",
                    "sql/intermediate/int_bucket_moves.sql",
                    "sql/intermediate/int_recoveries.sql",
                    "sql/marts/kpi_risk.sql")
            .keeping(
                    "int_fx_rates",
                    "int_amounts",
                    "int_opening",
                    "int_receivables",
                    "int_countback",
                    "int_movements",
                    "int_totals",
                    "int_conservation",
                    "kpi_risk");

    private FinanceStages() {}

    public static SqlStage intermediate() {
        return SqlStage.inOrder("intermediate", STATE, VIEWS);
    }

    public static SqlStage marts() {
        return SqlStage.inOrder("marts", Table.marts(), VIEWS);
    }
}
