package io.arrears.leakage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.arrears.config.Settings;
import io.arrears.config.SettingsLoader;
import io.arrears.lake.AsOf;
import io.arrears.lake.Lake;
import io.arrears.lake.RunId;
import io.arrears.lake.Slices;
import io.arrears.lake.Table;
import io.arrears.pipeline.RunContext;
import io.arrears.testing.StagedValues;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stage over a lake, with the control that sql/README.md adds as a file, on a source without returns and products. */
class ControlsStageTest {

    private static final AsOf DAY = AsOf.parse("2025-12-31");

    @TempDir
    private static Path folder;

    private static StagedValues written;
    private static Map<String, Number> measures;

    @BeforeAll
    static void runTheStage() throws Exception {
        StagedValues staged = StagedValues.on(DAY.toString(), Map.of());
        Ledger.parse("""
                order unbilled order_date=2025-01-01
                order small price=9.99 order_date=2025-01-01
                order many qty=1001 price=1 billed=1001
                invoice dollars currency=USD due_date=2025-09-01
                invoice cents due_date=2025-11-01 paid=99.95
                invoice short due_date=2025-11-01 paid=99
                invoice thousand due_date=2025-11-01 amount=1000
                invoice hundred due_date=2025-11-01 amount=100
                invoice below due_date=2025-11-01 amount=99.99
                """).fill(staged);
        staged.build(StateViews.STATE);
        RunContext context = context(staged.session());
        StateViews.STATE.forEach(table -> append(context, table));
        append(context, Table.STG_INVOICES);
        append(context, Table.STG_CUSTOMERS);
        append(context, Table.STG_SHIPMENTS);
        append(context, Table.STG_DISPOSITIONS);
        staged.keep(
                "ops_sources",
                staged.session()
                        .sql("select * from values ('orders', 'status', true), "
                                + "('orders', 'qty', true), ('orders', 'price', true), ('invoices', 'order_id', true), "
                                + "('invoices', 'due_date', true), ('payments', 'amount', true), ('returns', 'order_id', false), "
                                + "('orders', 'discount', false) as t(source_table, column_name, is_present)"));
        append(context, Table.OPS_SOURCES);
        measures = new ControlsStage(withOneControlMore()).run(context).measures();
        written = staged;
        for (Table table : new ControlsStage().writes()) {
            staged.keep(table.sqlName(), context.lake().read(table, context.slices()));
        }
    }

    private static RunContext context(SparkSession session) {
        Settings settings = StateViews.settings(Map.of(
                // The default: the fixtures go without.
                "leakage.policy.materiality",
                SettingsLoader.load(Optional.empty(), Map.of())
                        .policy()
                        .values()
                        .get("materiality")
                        .toString(),
                "leakage.controls.B01.materiality",
                "10",
                "leakage.controls.C03.severity",
                "low",
                "leakage.controls.P04.enabled",
                "false"));
        return new RunContext(
                session,
                new Lake(session, folder.resolve("lake").toString()),
                settings,
                DAY,
                RunId.of(1),
                new Slices(Map.of()),
                false);
    }

    private static void append(RunContext context, Table table) {
        context.lake()
                .append(
                        table,
                        DAY,
                        context.run(),
                        context.slices(),
                        context.spark().table(table.sqlName()));
    }

    private static ControlCatalogue withOneControlMore() throws Exception {
        Path controls = Files.createDirectories(folder.resolve("more/sql/controls"));
        List<String> lines = Files.readAllLines(Path.of("sql/README.md"));
        int start = lines.indexOf("    -- control: X01") - 1;
        List<String> control =
                lines.subList(start, start + 10).stream().map(String::strip).toList();
        assertEquals("", lines.get(start + 10), "sql/README.md shows a control in ten lines");
        Files.write(controls.resolve("x01_odd_size.sql"), control);
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {folder.resolve("more").toUri().toURL()}, ControlCatalogue.class.getClassLoader())) {
            return ControlCatalogue.load(loader);
        }
    }

    @Test
    void findingsAreLocated() {
        assertEquals(
                """
                B01|unbilled|order|null|unbilled|c-unbilled|rep|EUR|100.0000|100.0000
                C01|short|invoice|short|null|c-short|null|EUR|1.0000|1.0000
                C02|below|invoice|below|null|c-below|null|EUR|99.9900|99.9900
                C02|dollars|invoice|dollars|null|c-dollars|null|USD|100.0000|100.0000
                C02|hundred|invoice|hundred|null|c-hundred|null|EUR|100.0000|100.0000
                C02|thousand|invoice|thousand|null|c-thousand|null|EUR|1000.0000|1000.0000
                C03|dollars|invoice|dollars|null|c-dollars|null|USD|100.0000|0.0000
                X01|many|order|null|many|c-many|rep|EUR|null|null
                """,
                written.rows(
                        "select control_id, entity_id, entity_type, invoice_id, order_id, customer_id, sales_rep_id, "
                                + "currency, amount, primary_amount from find_leakage order by control_id, entity_id"));
        assertEquals(8L, measures.get("findings").longValue());
    }

    @Test
    void everyControlIsReportedInEveryCurrency() {
        assertEquals(
                "0\n",
                written.rows("select count(*) from (select control_id from find_controls group by control_id "
                        + "having count(*) <> 2 or min(currency) <> 'EUR' or max(currency) <> 'USD')"));
        assertEquals(
                "B01|EUR|FINDINGS|1|100.0000|100.0000|null\nB01|USD|OK|0|0.0000|0.0000|null\n",
                written.rows(
                        "select control_id, currency, status, findings, gross_amount, primary_amount, skipped_reason "
                                + "from find_controls where control_id = 'B01' order by currency"));
    }

    @Test
    void whatIsSetForAControlHolds() {
        assertEquals(
                "B01|FINDINGS|1|100.00|1|9.99|null\nP04|SKIPPED|null|null|null|null|disabled\n",
                written.rows(
                        "select control_id, status, findings, cast(gross_amount as decimal(9, 2)), immaterial_findings, "
                                + "cast(immaterial_amount as decimal(9, 2)), skipped_reason from find_controls "
                                + "where currency = 'EUR' and control_id in ('B01', 'P04') order by control_id"));
        assertEquals(
                "B01|medium|billing-grace-days = 7, match-days = 45, tolerance = 1\n"
                        + "C03|low|long-overdue-days = 90, tolerance = 1\nX01|low|null\n",
                written.rows("select control_id, severity, policy from find_leakage "
                        + "where control_id in ('B01', 'C03', 'X01') order by control_id"));
    }

    @Test
    void theAmountOfAFindingIsItsSeverityAndTheSmallestAreCountedOnly() {
        assertEquals(
                "C01|short|low\nC02|below|low\nC02|hundred|medium\nC02|thousand|high\n",
                written.rows("select control_id, entity_id, severity from find_leakage "
                        + "where control_id in ('C01', 'C02') and currency = 'EUR' order by control_id, amount"));
        assertEquals(
                "1|1.00|1|0.05\n",
                written.rows("select findings, cast(primary_amount as decimal(9, 2)), immaterial_findings, "
                        + "cast(immaterial_amount as decimal(9, 2)) from find_controls "
                        + "where control_id = 'C01' and currency = 'EUR'"));
    }

    @Test
    void aControlThatCannotRunSaysWhyAndIsNoZero() {
        assertEquals(
                """
                P01|SKIPPED|null|null|needs orders.sku or order_lines, products
                P02|SKIPPED|null|null|needs orders.discount or order_lines
                P03|SKIPPED|null|null|needs orders.sku or order_lines, products
                R01|SKIPPED|null|null|needs returns
                """,
                written.rows("select control_id, status, findings, gross_amount, skipped_reason from find_controls "
                        + "where currency = 'USD' and control_id in ('P01', 'P02', 'P03', 'R01') order by control_id"));
    }
}
