package io.arrears.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.arrears.config.Settings;
import io.arrears.lake.AsOf;
import io.arrears.lake.Lake;
import io.arrears.lake.RunId;
import io.arrears.lake.Slices;
import io.arrears.lake.SourceTable;
import io.arrears.lake.Table;
import io.arrears.pipeline.DataQualityException;
import io.arrears.pipeline.RunContext;
import io.arrears.pipeline.SideBySide;
import io.arrears.testing.StagedValues;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger of three invoices goes through the real stages into a lake; then somebody's hand slips. */
class ChecksStageTest {

    @TempDir
    static Path folder;

    private static RunContext clean;

    private RunContext run;

    @BeforeAll
    static void fillTheLake() {
        StagedValues rows = StagedValues.on("2025-06-30", Map.of());
        rows.with(SourceTable.INVOICES, "invoice_id, customer_id, invoice_date, due_date, amount, currency", """
                ('I1', 'C1', date '2025-05-01', date '2025-05-31', 100.00, 'EUR'),
                ('I2', 'C2', date '2025-05-01', date '2025-06-30', 200.00, 'EUR'),
                ('I3', 'C2', date '2025-05-01', date '2025-06-30', 300.00, 'USD')""");
        rows.with(SourceTable.PAYMENTS, "payment_id, invoice_id, payment_date, amount, is_success",
                "('P1', 'I1', date '2025-06-01', 40.00, true)");
        rows.given(Table.INT_CONSERVATION, "source_table, currency, rows_in, rows_clean, rows_quarantined, rows_duplicate, "
                + "rows_not_yet, amount_in, amount_clean, amount_quarantined, amount_duplicate, amount_not_yet",
                "('invoices', 'EUR', 3, 2, 0, 0, 1, 350.00, 300.00, 0, 0, 50.00)");
        rows.build(FinanceStages.STATE).build(Table.marts());
        clean = new RunContext(rows.session(), new Lake(rows.session(), folder.toString()),
                Settings.load(Optional.empty(), Map.of()), AsOf.parse("2025-06-30"), RunId.of(1), new Slices(Map.of()), false);
        Set<Table> tables = EnumSet.copyOf(new ChecksStage().reads());
        tables.addAll(SqlFile.of(Table.MART_RECONCILIATION).reads());
        SideBySide.map(List.copyOf(tables), table -> clean.lake().append(table, clean.asOf(), clean.run(), clean.slices(),
                rows.session().table(table.sqlName())));
    }

    /** A run of its own, over the clean slices. */
    private void start(int number) {
        run = new RunContext(clean.spark(), clean.lake(), clean.settings(), clean.asOf(), RunId.of(number),
                new Slices(clean.slices().all()), false);
    }

    @Test
    void aCleanRunPassesAndEveryRuleIsWrittenDown() {
        start(2);
        new ChecksStage().run(run);
        assertEquals("bands|1\nkeys|28\nreconciliation|24\n", checks("select check_name, count(*) from checks "
                + "where status = 'OK' group by check_name order by check_name"));
        assertEquals("", checks("select * from checks where status <> 'OK'"));
    }

    @Test
    void aBrokenIdentityNamesCurrencyDifferenceAndRows() {
        start(3);
        retell(Table.MART_INVOICE_RISK, "select * except (outstanding_amount), cast(if(invoice_id = 'I1', 70, "
                + "outstanding_amount) as decimal(14, 2)) as outstanding_amount from mart_invoice_risk");
        retell(Table.MART_RECONCILIATION, SqlFile.of(Table.MART_RECONCILIATION).text());
        String message = assertThrows(DataQualityException.class, () -> new ChecksStage().run(run)).getMessage();
        assertEquals("identity 5 (outstanding is the same everywhere), invoices, in EUR: staging has 260.00, without "
                + "counterpart 0.00, the marts have 270.00: difference -10.00; first rows that cause it: invoice_id I1, "
                + "currency EUR, staged_open 60.00, mart_open 60.00, mart_outstanding 70.00, mart_rows 1",
                message.lines().findFirst().orElseThrow());
        assertEquals("identity 5 invoices EUR|-10.0000\n",
                checks("select rule, cast(amount as decimal(19, 4)) from checks where status = 'FAILED'"));
    }

    @Test
    void aRepeatedKeyAndAnUnknownBandStopTheRun() {
        start(4);
        retell(Table.MART_REVENUE_FUNNEL, "select * except (funnel_stage), 'Paid' as funnel_stage from mart_revenue_funnel "
                + "union all select * except (funnel_stage), 'Paid' as funnel_stage from mart_revenue_funnel");
        String message = assertThrows(DataQualityException.class, () -> new ChecksStage().run(run)).getMessage();
        assertEquals("mart_revenue_funnel: 4 rows too many for their key (currency, region, funnel_stage)\n"
                + "mart_revenue_funnel.funnel_stage: 6 rows say Paid, which is no agreed value",
                message.lines().limit(2).reduce((a, b) -> a + "\n" + b).orElseThrow());
    }

    /** Replaces the slice of a table by what the query makes of the present ones. */
    private void retell(Table table, String query) {
        SparkSession views = run.lake().viewsOf(clean.slices().all().keySet(), run.slices());
        run.lake().append(table, run.asOf(), run.run(), run.slices(), views.sql(query));
    }

    private String checks(String query) {
        SparkSession session = run.spark();
        run.lake().readAll(Table.OPS_CHECKS).where("run_id = '" + run.run() + "'").createOrReplaceTempView("checks");
        StringBuilder lines = new StringBuilder();
        session.sql(query).collectAsList().forEach(row -> lines.append(row.mkString("|")).append('\n'));
        return lines.toString();
    }
}
