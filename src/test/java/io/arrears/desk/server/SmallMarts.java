package io.arrears.desk.server;

import io.arrears.testing.TestPostgres;
import java.util.Map;

/** Marts of two days as a run publishes them, with the columns the desk reads. */
final class SmallMarts {

    private SmallMarts() {}

    /** Settings of a desk over this schema, which may be empty. */
    static Map<String, String> settings(String schema) {
        return Map.of(
                "publish.postgres.enabled",
                "true",
                "publish.postgres.url",
                TestPostgres.url(),
                "publish.postgres.user",
                TestPostgres.user(),
                "publish.postgres.schema",
                schema,
                "publish.postgres.keep-dates",
                "2",
                "source.url",
                TestPostgres.url());
    }

    /**
     * Makes the schema: an invoice with a credit note of its amount, one written off, and one whose currency is that of its
     * order. Gives the settings of a desk over it.
     */
    static Map<String, String> published(String schema) {
        TestPostgres.schema(
                schema, "create table _published (mart text, as_of_date date, run_id text)", """
                create table mart_invoice_risk (
                    as_of_date date, run_id text, invoice_id text, currency text, customer_id text, customer_name text,
                    region text, segment text, outstanding_amount numeric(14, 2), days_past_due int,
                    default_prob double precision, expected_loss numeric(14, 2), model_version text, model_status text,
                    reason_1 text, reason_2 text, reason_3 text)""", """
                create table mart_recovery_worklist (
                    as_of_date date, run_id text, claim_id text, claim_type text, currency text, amount numeric(14, 2),
                    p_recover_30d double precision, ev_recovered numeric(14, 2), priority_rank int, customer_id text,
                    customer_name text, region text, segment text, days_past_due int, model_version text,
                    model_status text, reason_1 text, reason_2 text, reason_3 text)""", """
                insert into mart_invoice_risk values
                ('2025-03-01', 'r000002', 'CREDITED', 'EUR', 'C1', null, 'North', 'SMB', 0, 20, null, null, null, null,
                    null, null, null),
                ('2025-03-01', 'r000002', 'WRITTEN-OFF', 'EUR', 'C1', null, 'North', 'SMB', 0, 20, null, null, null,
                    null, null, null, null),
                ('2025-03-01', 'r000002', 'OF-ORDER', 'USD', 'C1', 'Ann', 'North', 'SMB', 100, 20, 0.25, 11.25, 'v1',
                    'champion', 'late before', null, null),
                ('2025-03-01', 'r000002', 'NO-RATE', 'USD', 'C1', null, 'North', 'SMB', 7.5, null, null, null, null,
                    null, null, null, null),
                ('2025-02-01', 'r000001', 'OLD', 'EUR', 'C1', null, 'North', 'SMB', 40, 1, 0.5, 9, 'v1', 'champion',
                    null, null, null)""", """
                insert into mart_recovery_worklist values
                ('2025-03-01', 'r000002', 'B', 'overdue_invoice', 'USD', 100, 0.5, 50, 2, 'C1', null, 'North', 'SMB', 20,
                    'v1', 'champion', null, null, null),
                ('2025-03-01', 'r000002', 'A', 'failed_payment', 'USD', 100, 0.5, 50, 1, 'C1', null, 'North', 'SMB',
                    null, 'v1', 'champion', null, null, null)""", """
                insert into _published values
                ('mart_invoice_risk', '2025-03-01', 'r000002'), ('mart_invoice_risk', '2025-02-01', 'r000001'),
                ('mart_recovery_worklist', '2025-03-01', 'r000002'), ('mart_recovery_worklist', '2025-02-01', 'r000001')
                """);
        return settings(schema);
    }
}
