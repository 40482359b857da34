package io.arrears.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.config.SettingsLoader;
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

/** A ledger of three invoices goes through the real stages into a lake; then a row is changed by hand. */
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
                ('I3', 'C2', date '2025-05-01', date '2025-06-30', 300.00, 'USD'),
                ('I4', 'C2', date '2025-07-01', date '2025-07-31', 50.00, 'EUR')""");
        rows.with(
                SourceTable.PAYMENTS,
                "payment_id, invoice_id, payment_date, amount, is_success",
                "('P1', 'I1', date '2025-06-01', 40.00, true)");
        rows.with(
                SourceTable.ORDERS,
                "order_id, customer_id, order_date, net_amount, currency",
                "('O1', 'C1', date '2025-05-01', 15.00, 'EUR')");
        rows.given(Table.OPS_COUNTS, "source_table, currency, rows_in, amount_in", "('invoices', 'EUR', 3, 350.00)");
        rows.build(SqlStages.state()).build(Table.marts());
        clean = new RunContext(
                rows.session(),
                new Lake(rows.session(), folder.toString(), StagingColumns::of),
                SettingsLoader.load(Optional.empty(), Map.of()),
                AsOf.parse("2025-06-30"),
                RunId.of(1),
                new Slices(Map.of()),
                false);
        Set<Table> tables = EnumSet.copyOf(new ChecksStage().reads());
        tables.addAll(SqlViews.reads(SqlFile.of(Table.MART_RECONCILIATION)));
        tables.removeIf(table ->
                SourceTable.stagedAs(table).filter(source -> !source.required()).isPresent()
                        && rows.session().table(table.sqlName()).isEmpty());
        SideBySide.map(List.copyOf(tables), table -> clean.lake()
                .append(
                        table,
                        clean.asOf(),
                        clean.run(),
                        clean.slices(),
                        rows.session().table(table.sqlName())));
    }

    /** A run of its own, over the clean slices. */
    private void start(int number) {
        run = new RunContext(
                clean.spark(),
                clean.lake(),
                clean.settings(),
                clean.asOf(),
                RunId.of(number),
                new Slices(clean.slices().all()),
                false);
    }

    @Test
    void aCleanRunPassesAndEveryRuleIsWrittenDown() {
        start(2);
        new ChecksStage().run(run);
        assertEquals(
                "bands|1\nfindings|1\nkeys|" + 2 * Table.marts().size() + "\nreconciliation|42\n",
                checks("select check_name, count(*) from checks "
                        + "where status = 'OK' group by check_name order by check_name"));
        assertEquals("", checks("select * from checks where status <> 'OK'"));
    }

    @Test
    void aBrokenIdentityNamesCurrencyDifferenceAndRows() {
        start(3);
        retell(
                Table.MART_INVOICE_RISK,
                "select * except (outstanding_amount), cast(if(invoice_id = 'I1', 70, "
                        + "outstanding_amount) as decimal(19, 3)) as outstanding_amount from mart_invoice_risk");
        retell(Table.MART_RECONCILIATION, SqlFile.of(Table.MART_RECONCILIATION).text());
        String message = assertThrows(DataQualityException.class, () -> new ChecksStage().run(run))
                .getMessage();
        assertEquals(
                "identity 5 (outstanding is the same everywhere), invoices, in EUR: staging has 260.00, without "
                        + "counterpart 0.00, the marts have 270.00: difference -10.00; first rows that cause it: invoice_id I1, "
                        + "currency EUR, staged_open 60.00, mart_open 60.00, mart_outstanding 70.00, mart_rows 1",
                message.lines().findFirst().orElseThrow());
        assertEquals(
                "identity 5 invoices EUR|-10.0000\n",
                checks("select rule, cast(amount as decimal(19, 4)) from checks where status = 'FAILED'"));
    }

    @Test
    void eachIdentityBrokenByHandStopsTheRunAndSaysWhere() {
        start(5);
        retell(
                Table.INT_ORDERS,
                "select * except (net_amount), cast(20 as decimal(19, 4)) as net_amount from int_orders");
        retell(
                Table.MART_REVENUE_BY_MONTH,
                "select * except (collected_amount), cast(collected_amount + 1 as decimal(19, 3)) "
                        + "as collected_amount from mart_revenue_by_month where currency = 'EUR' and collected_amount > 0 union all "
                        + "select * except (collected_amount), collected_amount from mart_revenue_by_month "
                        + "where not (currency = 'EUR' and collected_amount > 0)");
        retell(
                Table.MART_CUSTOMER_RISK,
                "select * except (kept_amount, paid_amount), cast(kept_amount - 2 as decimal(19, 3)) "
                        + "as kept_amount, cast(paid_amount - 2 as decimal(19, 3)) as paid_amount from mart_customer_risk");
        retell(Table.OPS_COUNTS, "select * except (rows_in), rows_in + 4 as rows_in from ops_counts");
        retell(
                Table.MART_KPIS,
                "select * except (outstanding_amount, unbilled_amount), cast(outstanding_amount + 8 "
                        + "as decimal(19, 3)) as outstanding_amount, cast(unbilled_amount + 5 as decimal(19, 3)) as unbilled_amount "
                        + "from mart_kpis");
        retell(Table.MART_RECONCILIATION, SqlFile.of(Table.MART_RECONCILIATION).text());
        String message = assertThrows(DataQualityException.class, () -> new ChecksStage().run(run))
                .getMessage();
        assertEquals(
                """
                identity 1 ordered in EUR: -5.00
                identity 1 ordered in USD: -5.00
                identity 2 billed in EUR: -9.00
                identity 2 billed in USD: -8.00
                identity 3 collected in EUR: 4.00
                identity 3 collected in USD: 2.00
                identity 4 roll-forward in EUR: -8.00
                identity 4 roll-forward in USD: -8.00
                identity 5 kpis in EUR: -8.00
                identity 5 kpis in USD: -8.00
                identity 6 invoices rows in EUR: 4.00
                identity 7 payments in EUR: -1.00
                """,
                message.lines()
                        .filter(line -> line.startsWith("identity"))
                        .map(line -> line.replaceAll(
                                "^(identity \\d).*\\), (.*), (in ...): .*difference ([-0-9.]+);.*$", "$1 $2 $3: $4\n"))
                        .collect(java.util.stream.Collectors.joining()));
        assertEquals(
                "first rows that cause it: order_id O1, currency EUR, staged_net 15.00, state_net 20.00, "
                        + "invoices_billed null, state_billed 0.00, state_rows 1",
                cause(message, "identity 1 .* in EUR"));
        assertEquals(
                "first rows that cause it: currency EUR, measure collected, month 2025-06-01, rows_amount 40.00, "
                        + "mart_amount 41.00",
                cause(message, "identity 2 .* in EUR"));
        assertTrue(cause(message, "identity 3 .* in EUR")
                .startsWith("first rows that cause it: currency EUR, customer_id C1"));
        assertTrue(
                cause(message, "identity 6 .* in EUR")
                        .startsWith("where the rows are: source_table invoices, currency EUR, "
                                + "rows_in 7, rows_clean 2, rows_quarantined 0, rows_duplicate 0, rows_not_yet 1"),
                message);
    }

    @Test
    void eachPartOfAnIdentityFailsOnItsOwnFigure() {
        start(7);
        retell(
                Table.MART_KPIS,
                "select * except (recovered_bad_debt_amount, sent_back_amount, credited_amount), "
                        + "cast(1 as decimal(19, 3)) as recovered_bad_debt_amount, cast(2 as decimal(19, 3)) as "
                        + "sent_back_amount, cast(4 as decimal(19, 3)) as credited_amount from mart_kpis");
        retell(
                Table.MART_AGEING,
                "select * except (outstanding_amount, overpaid_amount), cast(outstanding_amount + 8 as decimal(19, 3)) "
                        + "as outstanding_amount, cast(overpaid_amount + 16 as decimal(19, 3)) as overpaid_amount "
                        + "from mart_ageing");
        retell(
                Table.MART_REVENUE_BY_MONTH,
                "select * except (outstanding_amount, refund_amount), cast(outstanding_amount + 32 as decimal(19, 3)) "
                        + "as outstanding_amount, cast(refund_amount + 64 as decimal(19, 3)) as refund_amount "
                        + "from mart_revenue_by_month");
        retell(Table.MART_RECONCILIATION, SqlFile.of(Table.MART_RECONCILIATION).text());
        assertThrows(DataQualityException.class, () -> new ChecksStage().run(run));
        assertEquals(
                """
                identity 2 billed USD|-1.00
                identity 2 recovered USD|-1.00
                identity 2 reduced USD|-4.00
                identity 2 sent back USD|-2.00
                identity 3 refunded USD|-64.00
                identity 5 ageing USD|-8.00
                identity 5 credits USD|-16.00
                identity 5 months USD|-32.00
                identity 7 refunds USD|-64.00
                """,
                checks("select rule, cast(amount as decimal(19, 2)) from checks where status = 'FAILED' "
                        + "and rule like '%USD' order by rule"));
    }

    private static String cause(String message, String start) {
        return message.lines()
                .filter(line -> line.matches(start + ".*"))
                .findFirst()
                .orElseThrow()
                .replaceAll("^.*?; ", "");
    }

    @Test
    void aRepeatedKeyAndAnUnknownBandStopTheRun() {
        start(4);
        retell(
                Table.MART_REVENUE_FUNNEL,
                "select * except (funnel_stage), 'Paid' as funnel_stage from mart_revenue_funnel "
                        + "union all select * except (funnel_stage), 'Paid' as funnel_stage from mart_revenue_funnel");
        String message = assertThrows(DataQualityException.class, () -> new ChecksStage().run(run))
                .getMessage();
        assertEquals(
                "mart_revenue_funnel: 4 rows too many for their key (currency, region, funnel_stage)\n"
                        + "mart_revenue_funnel.funnel_stage: 6 rows say Paid, which is no agreed value",
                message.lines().limit(2).reduce((a, b) -> a + "\n" + b).orElseThrow());
    }

    @Test
    void moneyThatTwoFindingsTakeStopsTheRun() {
        start(6);
        retell(
                Table.FIND_LEAKAGE,
                "select sha2(id, 256) as finding_id, id as control_id, '' as control_title, type as leak_type, 'low' as severity, "
                        + "string(null) as policy, '1' as version, 'invoice' as entity_type, 'I1' as entity_id, 'I1' as invoice_id, "
                        + "string(null) as order_id, 'C1' as customer_id, string(null) as sales_rep_id, 'North' as region, "
                        + "'EUR' as currency, decimal(null) as expected_amount, decimal(null) as actual_amount, "
                        + "cast(60 as decimal(19, 4)) as amount, cast(taken as decimal(19, 4)) as primary_amount, '' as evidence, "
                        + "string(null) as decision, date(null) as decided_date, date(null) as decision_until_date, "
                        + "string(null) as decision_reason, string(null) as decision_owner, false as is_dismissed "
                        + "from values ('C02', 'T', 60), ('C14', 'Q', 0.5) as t(id, type, taken)");
        retell(
                Table.MART_LEAKAGE_FINDINGS,
                SqlFile.of(Table.MART_LEAKAGE_FINDINGS).text());
        String message = assertThrows(DataQualityException.class, () -> new ChecksStage().run(run))
                .getMessage();
        assertEquals(
                "mart_leakage_findings: the primary amounts of invoice I1 add up to 60.50 EUR, and no control claims"
                        + " more than 60.00",
                message.lines().findFirst().orElseThrow());
    }

    /** Replaces the slice of a table by what the query makes of the present ones. */
    private void retell(Table table, String query) {
        SqlFile file = SqlFile.parse("retold", query);
        SparkSession views = run.lake().viewsOf(SqlViews.reads(file), run.slices(), run.asOf());
        Map<String, Object> parameters = SqlParameters.of(run.asOf(), run.settings());
        run.lake().append(table, run.asOf(), run.run(), run.slices(), SqlViews.rows(file, views, parameters));
    }

    private String checks(String query) {
        SparkSession session = run.spark();
        run.lake()
                .readAll(Table.OPS_CHECKS)
                .where("run_id = '" + run.run() + "'")
                .createOrReplaceTempView("checks");
        StringBuilder lines = new StringBuilder();
        session.sql(query).collectAsList().forEach(row -> lines.append(row.mkString("|"))
                .append('\n'));
        return lines.toString();
    }
}
