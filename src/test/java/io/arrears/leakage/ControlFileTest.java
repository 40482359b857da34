package io.arrears.leakage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.lake.Table;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ControlFileTest {

    private static final String GOOD = """
            -- grain: customer_id, sku
            -- control: X07
            -- title: Something odd
            -- type: R
            -- severity: low
            -- precedence: cash
            -- needs: shipments, orders.status|orders.qty
            -- policy: tolerance
            -- A remark: with a colon inside.
            select customer_id, sku from int_orders where price > :tolerance and order_date < :as_of
            """;

    @Test
    void theHeaderIsRead() {
        ControlFile control = ControlFile.parse("sql/controls/x07_odd.sql", GOOD);
        assertEquals("X07", control.id());
        assertEquals("customer_sku", control.entityType());
        assertEquals(List.of("customer_id", "sku"), control.entity());
        assertEquals(Precedence.CASH, control.precedence());
        assertEquals(Set.of("tolerance"), control.policies());
        assertEquals(1, control.version());
    }

    /** int_unapplied_cash, which the query reads then, decides by match_days. */
    @Test
    void aPolicyOfATableThatIsReadMayBeListed() {
        String text = GOOD.replace("policy: tolerance", "policy: match_days, tolerance");
        assertEquals(
                Set.of("match_days", "tolerance"),
                ControlFile.parse("sql/controls/x07_odd.sql", text.replace("int_orders", "int_unapplied_cash"))
                        .policies());
    }

    @Test
    void theReasonForSkippingNamesATableOnceAndAlternativesTogether() {
        ControlFile control = ControlFile.parse("sql/controls/x07_odd.sql", GOOD);
        assertEquals("needs shipments, orders", control.skippedReason(new SourceColumns(Set.of("invoices"))));
        assertEquals(
                "needs shipments, orders.status or orders.qty",
                control.skippedReason(new SourceColumns(Set.of("orders", "orders.order_id"))));
        assertEquals("", control.skippedReason(new SourceColumns(Set.of("shipments", "orders", "orders.qty"))));
        assertEquals(
                "needs orders",
                ControlFile.parse(
                                "sql/controls/x07_odd.sql",
                                GOOD.replace(
                                        "shipments, orders.status|orders.qty", "shipments|orders.status, orders.qty"))
                        .skippedReason(new SourceColumns(Set.of("invoices"))));
    }

    @Test
    void whatFinanceIsNotToldIsNamedByItsKey() {
        Need need = Need.parse("invoices.discount_amount|finance.cash_discount");
        assertEquals(
                "invoices.discount_amount or finance.cash-discount",
                need.missingFrom(new SourceColumns(Set.of("invoices"))).orElseThrow());
        assertEquals(
                Optional.empty(),
                need.missingFrom(new SourceColumns(Set.of("invoices"))
                        .with(StateViews.settings(
                                Map.of("finance.cash-discount.rate", "0.02", "finance.cash-discount.days", "10")))));
    }

    @Test
    void errorsSayWhichFileAndLineAndWhatWasExpected() {
        refused("-- severity: low\n", "", "'-- severity: …' is missing");
        refused("severity: low", "severity: awful", "'-- severity: awful': expected one of [high, medium, low]");
        refused("-- type: R", "-- type: Z", "'-- type: Z': expected one of [R, E, T, Q, S]");
        refused("-- title: Something odd", "-- titel: Something odd", "unknown header line '-- titel:'");
        refused("-- title: Something odd", "-- title:", "'-- title:' is empty");
        refused("-- title: Something odd", "-- title: a\n-- title: b", "'-- title:' is there twice");
        refused("precedence: cash", "precedence: collection", "belongs to type T, and the file says '-- type: R'");
        refused("control: X07", "control: X08", "does not match the file's name: expected x08_<what>.sql");
        refused("control: X07", "control: odd", "expected a letter and two or three digits");
        refused("needs: shipments", "needs: Shipments!", "needs 'Shipments!': expected table, table.column");
        refused("policy: tolerance", "policy: none", "'-- policy:' lists [], the query uses [tolerance]");
        refused(
                "policy: tolerance",
                "policy: tolerance, match_days",
                "'-- policy:' lists [match_days, tolerance], the query");
        refused("policy: tolerance", "policy: tolerance\n-- version: 1.5", "expected a whole number from 1");
    }

    @Test
    void aControlReadsStagingOnlyAsTheDayKnewIt() {
        refused(
                "from int_orders",
                "from int_orders inner join stg_customers using (customer_id)",
                "the query reads stg_customers, which also holds rows that the as-of day did not know: "
                        + "write known_customers, the rows it knew");
        ControlFile control = ControlFile.parse("sql/controls/x07_odd.sql", GOOD.replace("int_orders", "known_orders"));
        assertEquals(Set.of(Table.STG_ORDERS), control.sql().reads());
    }

    private static void refused(String from, String to, String message) {
        IllegalArgumentException error = assertThrows(
                IllegalArgumentException.class,
                () -> ControlFile.parse("sql/controls/x07_odd.sql", GOOD.replace(from, to)));
        assertTrue(error.getMessage().contains(message), error.getMessage());
        assertTrue(error.getMessage().startsWith("sql/controls/x07_odd.sql: "), error.getMessage());
    }
}
