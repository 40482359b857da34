package io.arrears.transform;

import io.arrears.lake.Table;
import java.util.List;

/** The stages that are nothing but SQL: the state at the as-of day, and the marts. */
public final class FinanceStages {

    /** State tables, the figures of the period, and the totals of staging that the marts are reconciled with. */
    public static final List<Table> STATE = List.of(
            Table.INT_BALANCES, Table.INT_INVOICES, Table.INT_ORDERS, Table.INT_PAYMENTS, Table.INT_REFUNDS,
            Table.INT_ATTEMPTS, Table.INT_CUSTOMERS, Table.INT_AMOUNTS, Table.INT_OPENING, Table.INT_RECEIVABLES,
            Table.INT_COUNTBACK, Table.INT_MOVEMENTS, Table.INT_TOTALS, Table.INT_CONSERVATION);

    private FinanceStages() {
    }

    public static SqlStage intermediate() {
        return SqlStage.inOrder("intermediate", STATE);
    }

    public static SqlStage marts() {
        return SqlStage.inOrder("marts", Table.marts());
    }
}
