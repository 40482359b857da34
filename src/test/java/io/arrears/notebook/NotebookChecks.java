package io.arrears.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.arrears.GeneratedCompany;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Every cell of every notebook, run by the JDK's JShell over a lake of a small company; nothing of Jupyter is needed. */
public abstract class NotebookChecks {

    private static Notebook published;

    @BeforeAll
    static void openTheCompany() {
        GeneratedCompany company = GeneratedCompany.published();
        // As on most days: a run that trains no model, and so builds no past observations.
        company.command("run", "--as-of", "2025-12-31", "--only", "abt");
        System.setProperty("arrears.conf", company.conf().toString());
        System.setProperty("arrears.as-of", "2025-12-31");
        published = Notebook.open();
    }

    @AfterAll
    static void forgetTheCompany() {
        System.clearProperty("arrears.conf");
        System.clearProperty("arrears.as-of");
    }

    private static String printedBy(String notebook) {
        return CellRunner.printedBy(NotebookFile.named(notebook).code());
    }

    private static String money(String sql) {
        return String.format("%,.2f", (BigDecimal) published.value(sql));
    }

    @Test
    void aFirstLookShowsTheMarts() {
        String printed = printedBy("1-first-look");
        for (String sql : List.of(
                "select outstanding_amount from mart_kpis where currency = 'EUR'",
                "select sum(outstanding_amount) from mart_ageing where currency = 'EUR' and ageing_bucket = '90+ Days'",
                "select max(primary_amount) from mart_leakage_summary where leak_type = 'R' and currency = 'EUR'")) {
            assertTrue(printed.contains(money(sql)), () -> money(sql) + " is not in\n" + printed);
        }
        assertTrue(printed.contains("Still to be paid: the open amount where it is above zero"), printed);
    }

    @Test
    void theModelScoresAnInvoiceAsPublished() {
        String printed = printedBy("2-why-this-invoice");
        String status = published.value("""
                select model_status from mart_invoice_risk
                where model_status in ('model', 'model order') and reason_1 is not null
                order by default_prob desc, invoice_id limit 1""");
        Matcher twice = Pattern.compile(
                        "published.*: (.*)\n(?:scored again, without Spark|the model, which only orders here):"
                                + " (.*)\nwhy: (.*)")
                .matcher(printed);
        assertTrue(twice.find(), printed);
        // The model's own probability is published where the model prices, and only there.
        assertEquals(status.equals("model"), twice.group(1).equals(twice.group(2)), printed);
        assertEquals(twice.group(1), String.format("%.6f", (Double) published.value("""
                select max(default_prob) from mart_invoice_risk
                where model_status in ('model', 'model order') and reason_1 is not null""")));
        assertEquals(twice.group(3), published.value("""
                select concat_ws('; ', reason_1, reason_2, reason_3) from mart_invoice_risk
                where model_status in ('model', 'model order') and reason_1 is not null
                order by default_prob desc, invoice_id limit 1"""));
        Matcher claim = Pattern.compile("claim (.*): (.*) published \\(model\\), (.*) by the model")
                .matcher(printed);
        assertTrue(claim.find() && claim.group(2).equals(claim.group(3)), printed);
        assertEquals(
                claim.group(2),
                String.format(
                        "%.6f",
                        (Double) published.value("select p_recover_30d from mart_recovery_worklist where claim_id = '"
                                + claim.group(1) + "'")));
    }

    @Test
    void theDayWasRunAgainWithoutTraining() {
        assertEquals(1, published.<Long>value("select count(distinct observation_date) from abt_claims"));
    }

    @Test
    void valueAtCapacityIsThePublishedOneUntilAnotherCapacityIsAsked() {
        String printed = printedBy("3-value-at-capacity");
        assertTrue(
                Pattern.compile("[1-9]\\d* claims in the test period; the published figures again, to the cent")
                        .matcher(printed)
                        .find(),
                printed);
        assertTrue(printed.contains(money("""
                select arrived_amount from mart_value_backtest where task = 'recovery:overdue_invoice'
                and currency = 'EUR' and model = 'oracle'""")), printed);
        List<String> costs = Pattern.compile("(?m)^ *(0|5|20|50|100)\\.00  logistic_regression .*$")
                .matcher(printed)
                .results()
                .map(line -> line.group(1))
                .toList();
        assertEquals(List.of("0", "5", "20", "50", "100"), costs, printed);
    }

    @Test
    void theNewControlFindsWhatItsQueryMeans() {
        String printed = printedBy("4-new-control");
        long expected = published.<Long>value("""
                select count(*) from (select customer_id, currency from int_invoices where not is_void and customer_id is not null
                group by customer_id, currency
                having sum(overpaid_amount) > 0.01 and sum(if(is_overdue, outstanding_amount, 0)) > 0.01)""");
        long found = Pattern.compile("(?m)^A07 .* (\\d+)  +[\\d,.]+$")
                .matcher(printed)
                .results()
                .mapToLong(line -> Long.parseLong(line.group(1)))
                .sum();
        assertTrue(expected > 0);
        assertEquals(expected, found, printed);
        assertTrue(
                printed.contains("sql/controls/a07_credit_beside_overdue.sql:\n\n-- grain: customer_id, currency\n"),
                printed);
    }

    @Test
    void whatCannotBeIsRefusedWithTheReason() {
        String control = """
                -- grain: order_id
                -- control: %s
                -- title: Order of an odd size
                -- type: S
                -- severity: low
                -- precedence: signal
                -- needs: %s
                -- policy: none
                select order_id, null as expected_amount, null as actual_amount, null as amount, 'odd' as evidence
                from int_orders where qty > 1000
                """;
        assertEquals(
                "control C05 is sql/controls/c05_over_applied.sql already: take another id",
                refusal(() -> published.tryControl("c05_odd_size.sql", control.formatted("C05", "orders.qty"))));
        assertEquals(
                "x01_odd_size.sql would be SKIPPED on this source: it needs shipments",
                refusal(() -> published.tryControl("x01_odd_size.sql", control.formatted("X01", "shipments"))));
        StoredModel model = published.model("default");
        assertTrue(refusal(() -> model.probability(Map.of("amonut", 1)))
                .startsWith("the model has no feature [amonut]; it has"));
        assertEquals("amount = '1,50': expected a number", refusal(() -> model.probability(Map.of("amount", "1,50"))));
        assertEquals(
                "invoice_id 'none' was not scored by the model of default on 2025-12-31: expected a row of abt_invoices "
                        + "where is_scoring",
                refusal(() -> published.features(model, "none")));
        assertEquals("no row answers select 1 where false", refusal(() -> published.value("select 1 where false")));
        assertTrue(refusal(() -> published.valueAtCapacity(model)).startsWith("default has no value at capacity"));
    }

    @Test
    void aLakeOrADayWithNothingInItSaysWhatToDo(@TempDir Path empty) {
        System.setProperty("arrears.as-of", "2025-11-30");
        try {
            assertTrue(refusal(Notebook::open).endsWith("; published are [2025-12-31]"));
            System.setProperty("arrears.lake", empty.toString());
            System.clearProperty("arrears.as-of");
            assertEquals(
                    "nothing is published in the lake " + empty
                            + ": run scripts/arrears demo, or name another lake with " + "ARREARS_LAKE or ARREARS_CONF",
                    refusal(Notebook::open));
        } finally {
            System.clearProperty("arrears.lake");
            System.setProperty("arrears.as-of", "2025-12-31");
        }
    }

    private static String refusal(Executable call) {
        return assertThrows(IllegalArgumentException.class, call).getMessage();
    }

    @Test
    void noOutputIsCommitted() {
        List<String> wrong = new ArrayList<>();
        for (NotebookFile notebook : NotebookFile.all()) {
            assertEquals(
                    "4.5",
                    notebook.json().get("nbformat") + "." + notebook.json().get("nbformat_minor"));
            Set<String> ids = new HashSet<>();
            for (JsonNode cell : notebook.cells()) {
                boolean code = cell.get("cell_type").asText().equals("code");
                if (!ids.add(cell.get("id").asText())
                        || code
                                && !(cell.get("outputs").isEmpty()
                                        && cell.get("execution_count").isNull())) {
                    wrong.add(notebook.file() + " " + cell.get("id"));
                }
            }
        }
        assertEquals(List.of(), wrong);
        assertEquals(4, NotebookFile.all().size());
    }

    @Test
    void aCellThatDoesNotCompileThrowsOrNamesNothingFails() {
        assertTrue(
                failure("int x = 1;", "int y = x + \"z\";").startsWith("cell 2 does not compile: incompatible types"));
        assertTrue(failure("int zero = 0;", "int y = 1; int z = y / zero;").startsWith("cell 2 throws / by zero"));
        assertTrue(failure("int f() { return nobody(); }")
                .startsWith("cell 1 does not compile: there is no method nobody()"));
        assertTrue(failure("int f() {").startsWith("cell 1 is not complete"));
        assertEquals("7\n", CellRunner.printedBy(List.of("System.out.println(7);", "// nothing")));
    }

    private static String failure(String... cells) {
        return assertThrows(AssertionError.class, () -> CellRunner.printedBy(List.of(cells)))
                .getMessage();
    }
}
