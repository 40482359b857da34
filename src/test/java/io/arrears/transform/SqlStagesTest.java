package io.arrears.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.lake.Table;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What each stage makes and in what order, as its files say. */
class SqlStagesTest {

    @Test
    void theStateIsWhatTheBaseTablesDoNotNeed() {
        assertEquals(
                Set.of(
                        Table.INT_INVOICES,
                        Table.INT_INVOICE_ORDERS,
                        Table.INT_ORDER_LINES,
                        Table.INT_ORDERS,
                        Table.INT_PAYMENTS,
                        Table.INT_UNAPPLIED_CASH,
                        Table.INT_REFUNDS,
                        Table.INT_ATTEMPTS),
                Set.copyOf(SqlStages.state()));
    }

    @Test
    void theBaseTablesComeAfterWhatTheyAreMadeOf() {
        assertEquals(
                List.of(
                        Table.INT_DEBT_ATTEMPTS,
                        Table.INT_INVOICE_STATES,
                        Table.INT_LGD,
                        Table.INT_OBSERVATION_INVOICES,
                        Table.INT_OBSERVATION_CLAIMS,
                        Table.INT_CUSTOMER_EVENTS,
                        Table.INT_CUSTOMER_HISTORY,
                        Table.INT_REP_HISTORY,
                        Table.ABT_INVOICES,
                        Table.ABT_CLAIMS),
                SqlStages.abt(context -> false).order());
    }

    @Test
    void noStageWritesATableBeforeWhatItReads() {
        for (SqlStage stage : List.of(SqlStages.intermediate(), SqlStages.abt(context -> false), SqlStages.marts())) {
            List<Table> order = stage.order();
            for (int i = 0; i < order.size(); i++) {
                Set<Table> reads = SqlViews.reads(SqlFile.of(order.get(i)));
                assertTrue(
                        Collections.disjoint(reads, order.subList(i, order.size())),
                        order.get(i) + " reads " + reads + ", order " + order);
            }
        }
    }

    @Test
    void aViewThatAnotherIsMadeOfComesBeforeIt() {
        List<String> views = List.copyOf(SqlViews.neededBy(List.of(SqlFile.of(Table.INT_OBSERVATION_CLAIMS)))
                .keySet());
        assertEquals(
                List.of(
                        "int_order_invoices",
                        "int_claim_spells",
                        "int_discount_terms",
                        "int_reversals",
                        "int_discount_days",
                        "int_cash_discounts",
                        "int_credits",
                        "int_known_credits",
                        "int_reliefs"),
                views);
    }

    @Test
    void aKeptViewIsNotComputedWithItsReader() {
        SqlFile reader = SqlFile.of(Table.MART_RECONCILIATION);
        assertEquals(Set.of("identity_sides"), SqlViews.computedWith(reader).keySet());
        assertEquals(
                Set.of(
                        "identity_sides",
                        "staged_rows",
                        "int_conservation",
                        "int_discount_terms",
                        "int_reversals",
                        "int_discount_days",
                        "int_cash_discounts",
                        "int_credits",
                        "int_known_credits",
                        "int_end_parts",
                        "int_state_write_offs",
                        "int_write_offs",
                        "int_known_write_offs",
                        "int_end_reliefs",
                        "int_movements",
                        "int_opening",
                        "int_line_sums",
                        "int_stated",
                        "int_totals"),
                SqlViews.neededBy(List.of(reader)).keySet());
    }

    @Test
    void aNameThatIsNeitherTableNorViewIsRefusedByTheNameOfTheFile() {
        SqlFile file = SqlFile.parse("sql/marts/mart_x.sql", "select 1 as x from int_ordres");
        assertEquals(
                "sql/marts/mart_x.sql reads int_ordres: expected a table of the catalogue, "
                        + "or a view in a file sql/<layer>/int_ordres.sql",
                assertThrows(IllegalArgumentException.class, () -> SqlViews.neededBy(List.of(file)))
                        .getMessage());
    }
}
