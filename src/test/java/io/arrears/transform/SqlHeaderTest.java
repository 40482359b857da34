package io.arrears.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.arrears.lake.Table;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A missing or wrong header is refused with a sentence that names the file and what to write. */
class SqlHeaderTest {

    private static SqlFile file(String resource, String header) {
        return SqlFile.parse(resource, header + "select 1 as x\n");
    }

    private static SqlHeader header(String resource, String header) {
        return file(resource, header).header();
    }

    private static String refused(String resource, String header) {
        return assertThrows(IllegalArgumentException.class, () -> header(resource, header))
                .getMessage();
    }

    @Test
    void grainKindAndRowsAreRead() {
        assertEquals(
                new SqlHeader(List.of("currency", "customer_id"), SqlHeader.Kind.TABLE, true),
                header("sql/marts/mart_x.sql", "-- grain: currency, customer_id\n-- kind: table\n-- rows: many\n"));
        assertEquals(
                new SqlHeader(List.of("currency"), SqlHeader.Kind.TABLE, false),
                header("sql/marts/mart_x.sql", "-- grain: currency\n-- kind: table\n-- rows: few\n"));
        assertEquals(
                new SqlHeader(List.of("currency"), SqlHeader.Kind.KEPT, false),
                header("sql/marts/kpi_x.sql", "-- grain: currency\n-- kind: kept\n-- What it means.\n"));
    }

    @Test
    void aFileWithoutGrainIsRefused() {
        assertEquals(
                "sql/marts/mart_x.sql: line 1 is 'select 1 as x': expected '-- grain: <key columns>', "
                        + "for example '-- grain: invoice_id'",
                refused("sql/marts/mart_x.sql", ""));
        assertEquals(
                "sql/marts/mart_x.sql: line 1 is '-- grain: a b': expected names of columns with ', ' between them",
                refused("sql/marts/mart_x.sql", "-- grain: a b\n"));
    }

    @Test
    void aFileWithoutKindOrOfAnUnknownOneIsRefused() {
        String expected = "expected '-- kind: table', '-- kind: view' or '-- kind: kept'";
        assertEquals(
                "sql/intermediate/int_x.sql: line 2 is 'select 1 as x': " + expected,
                refused("sql/intermediate/int_x.sql", "-- grain: a\n"));
        assertEquals(
                "sql/intermediate/int_x.sql: line 2 is '-- kind: cached': " + expected,
                refused("sql/intermediate/int_x.sql", "-- grain: a\n-- kind: cached\n"));
    }

    @Test
    void aMartThatDoesNotSayHowManyRowsItHasIsRefused() {
        String expected =
                "expected '-- rows: many' (a row per invoice, claim, customer, order or finding) or '-- rows: few'";
        assertEquals(
                "sql/marts/mart_x.sql: line 3 is 'select 1 as x': " + expected,
                refused("sql/marts/mart_x.sql", "-- grain: a\n-- kind: table\n"));
        assertEquals(
                "sql/marts/mart_x.sql: line 3 is '-- rows: some': " + expected,
                refused("sql/marts/mart_x.sql", "-- grain: a\n-- kind: table\n-- rows: some\n"));
    }

    @Test
    void aHeaderThatDoesNotFitTheCatalogueIsRefused() {
        assertEquals(
                "sql/intermediate/int_orders.sql: '-- kind: view', and Table has the line INT_ORDERS: "
                        + "expected '-- kind: table', or no such line",
                misfit("-- grain: order_id\n-- kind: view\n", Optional.of(Table.INT_ORDERS)));
        assertEquals(
                "sql/intermediate/int_orders.sql: '-- kind: table', and Table has no line of this name: "
                        + "add one, or write '-- kind: view' or '-- kind: kept'",
                misfit("-- grain: order_id\n-- kind: table\n", Optional.empty()));
        assertEquals(
                "sql/intermediate/int_orders.sql: '-- grain: sku', and the key of INT_ORDERS in Table is order_id: "
                        + "expected the same columns",
                misfit("-- grain: sku\n-- kind: table\n", Optional.of(Table.INT_ORDERS)));
    }

    private static String misfit(String header, Optional<Table> table) {
        SqlFile file = file("sql/intermediate/int_orders.sql", header);
        return assertThrows(IllegalArgumentException.class, () -> file.checkHeader(table))
                .getMessage();
    }
}
