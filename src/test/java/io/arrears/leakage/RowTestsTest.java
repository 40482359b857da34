package io.arrears.leakage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.testing.TestSpark;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

class RowTestsTest {

    private static final Map<String, Object> PARAMETERS = Map.of("tolerance", new BigDecimal("0.01"));

    private static ControlFile control(String id, String query) {
        return ControlFile.parse("sql/controls/" + id.toLowerCase() + "_test.sql", """
                -- grain: order_id
                -- control: %s
                -- title: A test
                -- type: S
                -- severity: low
                -- precedence: signal
                -- needs: orders.qty
                -- policy: %s
                %s""".formatted(
                        id, query.contains(":tolerance") ? "tolerance" : "none", query));
    }

    private static String select(String condition) {
        return "select order_id, null as expected_amount, null as actual_amount, amount, 'from where' as evidence\n"
                + "from t_orders\nwhere " + condition + "\n";
    }

    private static SparkSession orders() {
        SparkSession session = TestSpark.session().newSession();
        session.sql("select * from values ('a', 1.00), ('b', 5.00), ('c', 9.00), ('d', null) as t (order_id, amount)")
                .createOrReplaceTempView("t_orders");
        return session;
    }

    private static List<String> found(ControlFile control, SparkSession session) {
        return control.sql().on(session, PARAMETERS).select("order_id").orderBy("order_id").collectAsList().stream()
                .map(row -> row.getString(0))
                .toList();
    }

    @Test
    void controlsOverOneTableShareAPassAndFindWhatTheyFindAlone() {
        List<ControlFile> controls = List.of(
                control("X01", select("amount > 4 -- a comment: from nowhere\n    and amount < 6")),
                control("X02", select("amount - 0.99 > :tolerance or amount is null")),
                control("X03", select("not amount > 1")),
                control("X04", select("order_id <> 'where -- or' and amount = 9 -- the last word")));
        SparkSession session = orders();
        List<List<String>> alone =
                controls.stream().map(control -> found(control, session)).toList();
        try (RowTests tests = new RowTests()) {
            List<ControlFile> sharing = tests.sharing(controls, session, PARAMETERS);
            assertEquals(
                    List.of("X01", "X02", "X03", "X04"),
                    sharing.stream().map(ControlFile::id).toList());
            for (ControlFile control : sharing) {
                assertTrue(
                        control.sql().text().contains("from t_orders_tested\n"),
                        control.sql().text());
            }
            assertEquals(
                    alone,
                    sharing.stream().map(control -> found(control, session)).toList());
            assertEquals(List.of(List.of("b"), List.of("b", "c", "d"), List.of("a"), List.of("c")), alone);
        }
    }

    @Test
    void aQueryIsCutWhereTheParserSeesItsTable() {
        List<ControlFile> controls = List.of(
                control("X01", select("amount > 4")),
                control(
                        "X02",
                        "SELECT order_id, null as expected_amount, null as actual_amount, amount, '😀 from it' as evidence\n"
                                + "FROM T_ORDERS /* where it\nis */ -- all of it\n WHERE amount > 8\n"));
        SparkSession session = orders();
        try (RowTests tests = new RowTests()) {
            List<ControlFile> sharing = tests.sharing(controls, session, PARAMETERS);
            assertEquals(
                    List.of(Set.of("t_orders_tested"), Set.of("t_orders_tested")),
                    sharing.stream().map(control -> control.sql().names()).toList());
            assertEquals(
                    List.of(List.of("b", "c"), List.of("c")),
                    sharing.stream().map(control -> found(control, session)).toList());
        }
    }

    @Test
    void whatLooksAtOtherRowsOrTablesStaysAsItIs() {
        List<ControlFile> controls = List.of(
                control("X01", select("amount > 4")),
                control(
                        "X02",
                        "select max(order_id) as order_id, null as expected_amount, null as actual_amount,\n"
                                + "    max(amount) as amount, 'all' as evidence\nfrom t_orders\nwhere amount > 0\n"),
                control(
                        "X03",
                        "select order_id, null as expected_amount, null as actual_amount,\n"
                                + "    sum(amount) over (order by order_id) as amount, 'all' as evidence\nfrom t_orders\nwhere amount > 0\n"),
                control("X04", select("amount = (select max(amount) from t_orders)")),
                control("X05", select("amount > 0\ngroup by order_id, amount")),
                control("X06", select("amount > 0\norder by amount\nlimit 1")),
                control("X07", select("amount > 8")));
        try (RowTests tests = new RowTests()) {
            List<ControlFile> sharing = tests.sharing(controls, orders(), PARAMETERS);
            assertEquals(
                    List.of("X01", "X07"),
                    sharing.stream()
                            .filter(control -> control.sql().text().contains("t_orders_tested"))
                            .map(ControlFile::id)
                            .toList());
        }
    }

    @Test
    void aTableWithOneTestIsReadAsItIs() {
        try (RowTests tests = new RowTests()) {
            ControlFile control = control("X01", select("amount > 4"));
            assertEquals(List.of(control), tests.sharing(List.of(control), orders(), PARAMETERS));
        }
    }
}
