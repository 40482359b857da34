package io.arrears.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.lake.Table;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a SQL file reads and which parameters it has, as Spark's parser sees it. */
class SqlFileTest {

    private static SqlFile parsed(String text) {
        return SqlFile.parse("sql/marts/mart_test.sql", text);
    }

    @Test
    void twoHyphensInAStringBeginNoComment() {
        SqlFile file = parsed("select 'a -- b' as x from int_orders where order_date <= :as_of");
        assertEquals(Set.of("as_of"), file.parameters());
        assertEquals(Set.of(Table.INT_ORDERS), file.reads());
    }

    @Test
    void everyTableAfterACommaIsRead() {
        assertEquals(
                Set.of(Table.INT_ORDERS, Table.INT_INVOICES),
                parsed("select 1 as x from int_orders, int_invoices").reads());
    }

    @Test
    void upperCaseAndBackTicksMakeNoOtherTable() {
        assertEquals(
                Set.of(Table.INT_ORDERS, Table.INT_INVOICES),
                parsed("SELECT 1 AS x FROM INT_ORDERS JOIN `int_invoices` USING (order_id)")
                        .reads());
    }

    @Test
    void commentsAndStringsNameNothing() {
        SqlFile file =
                parsed("/* from int_orders where a = :a */ select ':b from int_refunds' as x -- :c from int_payments\n"
                        + "from int_invoices where amount > :d");
        assertEquals(Set.of("d"), file.parameters());
        assertEquals(Set.of(Table.INT_INVOICES), file.reads());
    }

    @Test
    void subqueriesWindowsAndFramesAreReadToo() {
        SqlFile file = parsed("""
                select
                    sum(amount) over (order by id rows between :rows preceding and current row) as x,
                    sum(amount) over named as y
                from int_invoices
                where amount > (select max(amount) from int_orders where a = :inner)
                    and order_id in (select order_id from int_refunds)
                window named as (partition by amount > :window order by id rows between 1 preceding and current row)
                limit :most
                """);
        assertEquals(Set.of("rows", "inner", "window", "most"), file.parameters());
        assertEquals(Set.of(Table.INT_INVOICES, Table.INT_ORDERS, Table.INT_REFUNDS), file.reads());
    }

    @Test
    void aQueryOfTheFileIsNoTableButMayHaveTheNameOfTheOneItReads() {
        SqlFile file = parsed("""
                with int_orders as (select order_id from int_orders where order_date <= :as_of),
                    INT_REFUNDS as (select order_id from int_orders)
                select * from int_refunds
                """);
        assertEquals(Set.of("int_orders"), file.names());
        assertEquals(Set.of("as_of"), file.parameters());
    }

    @Test
    void namesWithoutATableAreViews() {
        SqlFile file = parsed("select 1 as x from int_balances inner join int_orders using (order_id)");
        assertEquals(Set.of("int_balances"), file.views());
    }

    @Test
    void whatIsNoQueryIsRefusedByTheNameOfTheFile() {
        String message = assertThrows(IllegalArgumentException.class, () -> parsed("select a, from int_orders where"))
                .getMessage();
        assertTrue(
                message.startsWith("sql/marts/mart_test.sql: no query that Spark can read: ")
                        && message.contains("PARSE_SYNTAX_ERROR"),
                message);
    }

    @Test
    void aFileOfTheClassPathIsParsedOnce() {
        assertSame(SqlFile.of(Table.INT_ORDERS), SqlFile.of(Table.INT_ORDERS));
    }
}
