package io.arrears.publish.report;

import io.arrears.config.Settings;
import io.arrears.config.SettingsLoader;
import io.arrears.lake.AsOf;
import io.arrears.lake.Lake;
import io.arrears.lake.RunId;
import io.arrears.lake.Slices;
import io.arrears.lake.SourceTable;
import io.arrears.lake.Table;
import io.arrears.pipeline.RunContext;
import io.arrears.publish.PublishStage;
import io.arrears.terms.Ageing;
import io.arrears.testing.StagedValues;
import io.arrears.testing.TestSpark;
import io.arrears.transform.SqlStages;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A lake with two published days of a company that fits on a page: two currencies, names that try to break out of HTML
 * and of CSV, scores, findings, metrics. The marts are made by the SQL files from staging rows.
 */
final class SmallBooks {

    static final String EVIL = "</script><img src=x onerror=alert(1)>\"'&";
    static final AsOf DAY = AsOf.parse("2025-06-30");
    static final Ageing AGEING = Ageing.of(List.of(30, 60, 90));

    final Lake lake;
    private final Settings settings =
            SettingsLoader.load(Optional.empty(), Map.of("publish.postgres.enabled", "false"));

    private SmallBooks(Path folder) {
        lake = new Lake(TestSpark.session(), folder.resolve("lake").toString());
    }

    static SmallBooks published(Path folder) {
        SmallBooks books = new SmallBooks(folder);
        StagedValues rows = rows();
        rows.build(SqlStages.state()).build(Table.marts());
        // The day before has the same books but for what a query says.
        books.publish(
                rows,
                "2025-05-31",
                1,
                Map.of(
                        Table.MART_KPIS, "select * from mart_kpis",
                        Table.MART_AGEING, """
                        select currency, region, segment, ageing_bucket, ageing_sort, invoices, overpaid_amount,
                            cast(outstanding_amount + 100 as decimal(19, 3)) as outstanding_amount from mart_ageing""",
                        Table.MART_LEAKAGE_FINDINGS, "select * from mart_leakage_findings where control_id = 'B02'",
                        Table.MART_MODEL_METRICS, "select * from mart_model_metrics"));
        books.publish(
                rows,
                DAY.toString(),
                2,
                Table.marts().stream()
                        .collect(Collectors.toMap(mart -> mart, mart -> "select * from " + mart.sqlName())));
        return books;
    }

    Facts facts() {
        return Report.facts(TestSpark.session(), lake, DAY, AGEING);
    }

    private void publish(StagedValues rows, String day, long run, Map<Table, String> marts) {
        RunContext context = new RunContext(
                rows.session(), lake, settings, AsOf.parse(day), RunId.of(run), new Slices(Map.of()), false);
        marts.forEach((mart, query) -> lake.append(
                mart,
                context.asOf(),
                context.run(),
                context.slices(),
                rows.session().sql(query).coalesce(1)));
        new PublishStage().run(context);
    }

    private static StagedValues rows() {
        StagedValues rows = StagedValues.on(DAY.toString(), Map.of("currency.default", "EUR"));
        rows.with(
                SourceTable.INVOICES,
                "invoice_id, order_id, customer_id, invoice_date, due_date, amount, currency",
                """
                ('I1', null, 'C1', date '2025-04-10', date '2025-05-10', 1000.00, 'EUR'),
                ('I2', 'O2', 'C2', date '2025-05-15', date '2025-06-14', 800.00, 'EUR'),
                ('I3', null, 'C3', date '2025-01-15', date '2025-02-14', 400.00, 'EUR'),
                ('I4', null, 'C1', date '2025-06-10', date '2025-07-10', 600.10, 'EUR'),
                ('I5', null, 'C4', date '2025-05-20', date '2025-06-19', 100.00, 'USD')""");
        rows.with(SourceTable.PAYMENTS, "payment_id, invoice_id, payment_date, amount, is_success", """
                ('P1', 'I1', date '2025-05-05', 1000.00, true), ('P2', 'I2', date '2025-06-20', 300.05, true)""");
        rows.with(
                SourceTable.ORDERS,
                "order_id, customer_id, order_date, sku, qty, net_amount, status, currency, sales_rep_id",
                "('O2', 'C2', date '2025-05-10', 'A', 2, 850.00, 'completed', 'EUR', 'S1')");
        rows.with(SourceTable.PRODUCTS, "sku, category", "('A', '+Tools')");
        rows.with(
                SourceTable.RETURNS,
                "return_id, order_id, customer_id, return_date, qty, refund_amount",
                "('R1', 'O2', null, date '2025-06-25', 1, 900.00)");
        rows.with(SourceTable.CUSTOMERS, "customer_id, customer_name, region, segment", """
                ('C1', '=cmd|calc', 'North', 'SMB'), ('C2', '%s', 'South', 'SMB'), ('C3', 'Drei & Söhne', 'North', 'Key')""".formatted(
                        EVIL.replace("'", "\\'")));
        scores(rows);
        return rows;
    }

    private static void scores(StagedValues rows) {
        rows.given(Table.SCORE_INVOICES, "invoice_id, default_prob, expected_loss, model_status, reason_1", """
                ('I2', 0.2D, 60.00, 'champion', '61 days past due'), ('I3', 1.0D, 240.00, 'defaulted', null),
                ('I4', 0.4D, 144.02, 'champion', 'x'), ('I5', 0.7D, 42.00, null, 'y')""");
        rows.given(
                Table.SCORE_CLAIMS,
                "claim_id, claim_type, invoice_id, customer_id, currency, amount, p_recover_30d, "
                        + "ev_recovered, priority_rank",
                """
                ('I2', 'overdue_invoice', 'I2', 'C2', 'EUR', 499.95, 0.5D, 249.98, 1),
                ('I3', 'overdue_invoice', 'I3', 'C3', 'EUR', 400.00, 0.1D, 40.00, 2)""");
        rows.given(
                Table.FIND_CONTROLS,
                "control_id, title, currency, leak_type, severity, status, findings, gross_amount, primary_amount, skipped_reason",
                """
                ('B02', 'Order billed too low', 'EUR', 'R', 'high', 'FINDINGS', 1, 50.00, 50.00, null),
                ('R01', 'Refund above the order', 'EUR', 'E', 'high', 'FINDINGS', 1, 50.00, 50.00, null),
                ('C05', 'Paid beyond', 'EUR', 'E', 'low', 'SKIPPED', null, null, null, 'no credit_notes'),
                ('C05', 'Paid beyond', 'USD', 'E', 'low', 'SKIPPED', null, null, null, 'no credit_notes')""");
        rows.given(
                Table.FIND_LEAKAGE,
                "finding_id, control_id, control_title, leak_type, severity, entity_type, entity_id, order_id, "
                        + "customer_id, sales_rep_id, region, currency, amount, primary_amount, evidence",
                """
                ('f1', 'B02', 'Order billed too low', 'R', 'high', 'order', 'O2', 'O2', 'C2', 'S1', 'South', 'EUR', 50.00, 50.00, 'net=850'),
                ('f2', 'R01', 'Refund above the order', 'E', 'high', 'order', 'O2', 'O2', 'C2', 'S1', 'South', 'EUR', 50.00, 50.00, '<b>'),
                ('f3', 'B02', 'Order billed too low', 'R', 'high', 'order', 'O5', 'O5', 'C4', 'S1', 'South', 'USD', 10.00, 10.00, 'net=110')""");
        rows.given(
                Table.SCORE_EVALUATION,
                "topic, task, model, model_version, slice, segment, subject, position, metric, value, lower, "
                        + "upper, observations, verdict",
                """
                ('metric', 'default', 'random_forest', 'v1', 'test', 'all', null, 0, 'roc_auc', 0.8D, 0.7D, 0.9D, 100, 'OK'),
                ('metric', 'default', 'baseline:base_rate', null, 'test', 'all', null, 0, 'roc_auc', 0.5D, 0.5D, 0.5D, 100, 'OK'),
                ('metric', 'recovery:failed_payment', 'none', null, 'test', 'all', null, 0, 'observations', 3.0D, null, null, 3,
                    'INSUFFICIENT_DATA'),
                ('calibration', 'default', null, 'v1', 'test', null, null, 1, 'mean_predicted', 0.1D, null, null, 50, null),
                ('calibration', 'default', null, 'v1', 'test', null, null, 1, 'observed_rate', 0.08D, null, null, 50, null),
                ('calibration', 'default', null, 'v1', 'test', null, null, 1, 'lowest_predicted', 0.0D, null, null, 50, null),
                ('calibration', 'default', null, 'v1', 'test', null, null, 1, 'highest_predicted', 0.2D, null, null, 50, null),
                ('calibration', 'default', null, 'v1', 'test', null, null, 2, 'mean_predicted', 0.5D, null, null, 50, null),
                ('calibration', 'default', null, 'v1', 'test', null, null, 2, 'observed_rate', 0.6D, null, null, 50, null),
                ('calibration', 'default', null, 'v1', 'test', null, null, 2, 'lowest_predicted', 0.2D, null, null, 50, null),
                ('calibration', 'default', null, 'v1', 'test', null, null, 2, 'highest_predicted', 0.9D, null, null, 50, null),
                ('importance', 'default', null, 'v1', null, null, 'past_late_rate', 0, 'permutation', 0.1D, null, null, null, null),
                ('importance', 'default', null, 'v1', null, null, 'amount', 0, 'permutation', 0.05D, null, null, null, null)""");
    }
}
