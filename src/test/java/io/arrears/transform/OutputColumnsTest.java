package io.arrears.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The columns of a query by its text alone, through stars, views and queries of the same text. */
class OutputColumnsTest {

    private static final Map<String, String> VIEWS = Map.of(
            "int_x", "select a, b + 1 as b, c from known_invoices where a > 0",
            "int_y", "select * except (b), 1 as d from int_x");

    private static List<String> columns(String text) {
        return OutputColumns.of(SqlFile.parse("sql/abt/abt_x.sql", text), name -> SqlFile.parse(name, VIEWS.get(name)));
    }

    private static String refused(String text) {
        return assertThrows(IllegalArgumentException.class, () -> columns(text)).getMessage();
    }

    @Test
    void namesAndAliasesAreColumns() {
        assertEquals(List.of("a", "b", "n"), columns("select t.a, 1 as b, count(*) as n from t group by t.a"));
    }

    @Test
    void aStarStandsForTheColumnsOfTheFileOfAView() {
        assertEquals(List.of("a", "b", "c"), columns("select * from int_x where a > 1 order by b limit 3"));
        assertEquals(List.of("z", "a", "c", "d"), columns("select 1 as z, * from INT_Y"));
    }

    @Test
    void aStarOfOneOfTwoTablesStandsForItsOwnColumns() {
        String from = " from int_x left join int_y as other on int_x.a = other.a";
        assertEquals(List.of("a", "c", "d"), columns("select other.*" + from));
        assertEquals(List.of("c", "d", "z"), columns("select other.* except (a), int_x.b as z" + from));
        assertEquals(List.of("a", "b", "c", "a", "c", "d"), columns("select *" + from));
    }

    @Test
    void aQueryOfTheTextComesBeforeAViewOfItsName() {
        assertEquals(
                List.of("a", "e"),
                columns("with first as (select * except (b, c) from int_x), int_x as (select *, 2 as e from first)"
                        + " select * from int_x"));
    }

    @Test
    void theFirstQueryOfAUnionNamesTheColumns() {
        assertEquals(
                List.of("a", "b", "c"),
                columns("select * from (select * from int_x union all select d, d, d from int_y)"));
    }

    @Test
    void whatCannotBeNamedIsRefusedByTheNameOfTheFile() {
        assertEquals(
                "sql/abt/abt_x.sql: expected a name for each column, found 'unresolvedalias('count(1))'",
                refused("select count(1)"));
        assertEquals(
                "sql/abt/abt_x.sql: except (d): expected one of [a, b, c]", refused("select * except (d) from int_x"));
        assertEquals(
                "sql/abt/abt_x.sql: z.*: expected the name of a table or query after 'from'",
                refused("select z.* from int_x"));
        assertEquals(
                "sql/abt/abt_x.sql: no columns can be found of LocalRelation: "
                        + "name the columns, or take them from a query, a table or a view",
                refused("select * from values (1), (2)"));
    }
}
