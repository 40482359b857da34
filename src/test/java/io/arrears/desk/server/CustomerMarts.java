package io.arrears.desk.server;

import io.arrears.testing.TestPostgres;
import java.util.Map;
import java.util.TreeMap;

/** Marts of one day with a worklist by customer: names that try to break out, holds, credits, a promise, a contact. */
final class CustomerMarts {

    static final String EVIL = "<img src=x onerror=alert(1)>";
    static final String DAY = "2025-03-01";

    private CustomerMarts() {}

    /**
     * Ann owes two invoices, one of them disputed; the company of the evil name a failed payment; Cora one that her credit
     * covers; a failed payment names no customer. One claim is in USD.
     *
     * @param notLooked the column of that name, as SQL writes it
     */
    static Map<String, String> published(String schema, String notLooked) {
        TestPostgres.schema(
                schema,
                "create table _published (mart text, as_of_date date, run_id text)",
                """
                create table mart_invoice_risk (
                    as_of_date date, run_id text, invoice_id text, currency text, order_id text, customer_id text,
                    invoice_date date, due_date date, invoiced_amount numeric(19, 3), paid_amount numeric(19, 3),
                    credited_amount numeric(19, 3), outstanding_amount numeric(19, 3), default_prob double precision,
                    days_past_due int)""",
                """
                create table mart_recovery_worklist (
                    as_of_date date, run_id text, claim_id text, claim_type text, currency text, amount numeric(19, 3),
                    p_recover_30d double precision, ev_recovered numeric(19, 3), priority_rank int, priority_flag boolean,
                    invoice_id text, customer_id text, customer_name text, region text, segment text, days_past_due int,
                    model_version text, model_status text, reason_1 text, reason_2 text, reason_3 text, hold_reason text,
                    debtor_id text, treatment text)""",
                """
                create table mart_customer_worklist (
                    as_of_date date, run_id text, currency text, debtor_id text, customer_id text, customer_name text,
                    region text, segment text, priority_rank int, priority_flag boolean, hold_reason text, claims int,
                    held_claims int, amount numeric(19, 3), held_amount numeric(19, 3), ev_recovered numeric(19, 3),
                    oldest_due_date date, oldest_days_past_due int, best_claim_id text, reason_1 text, reason_2 text,
                    reason_3 text, credit_amount numeric(19, 3), unapplied_amount numeric(19, 3), last_contact_date date,
                    last_contact_channel text, last_contact_outcome text, promise_date date, promise_pay_by_date date,
                    promise_amount numeric(19, 3), promise_status text, not_looked text)""",
                """
                insert into mart_invoice_risk values
                ('%1$s', 'r000001', 'I1', 'EUR', 'O1', 'C1', '2025-01-10', '2025-02-09', 120, 20, 0, 100, 0.5, 20),
                ('%1$s', 'r000001', 'I2', 'EUR', null, 'C1', '2025-01-20', '2025-02-19', 300, 0, null, 300, 0.5, 10),
                ('%1$s', 'r000001', 'I9', 'EUR', null, 'C9', '2025-01-20', '2025-02-19', 999, 0, null, 999, 0.5, 10)
                """.formatted(DAY),
                """
                insert into mart_recovery_worklist values
                ('%1$s', 'r000001', 'invoice:I2', 'overdue_invoice', 'EUR', 300, 0.9, 270, 1, false, 'I2', 'C1', 'Ann', 'North',
                    'SMB', 10, 'v1', 'champion', 'a promise was kept (raises the chance)', null, null, 'disputed', 'C1'),
                ('%1$s', 'r000001', 'order:O4', 'failed_payment', 'EUR', 90, 0.9, 81, 2, true, null, 'C2', '%2$s', 'South',
                    'SMB', null, 'v1', 'champion', '%2$s', null, null, null, 'C2'),
                ('%1$s', 'r000001', 'invoice:I1', 'overdue_invoice', 'EUR', 100, 0.5, 50, 3, false, 'I1', 'C1', 'Ann', 'North',
                    'SMB', 20, 'v1', 'champion', null, null, null, null, 'C1'),
                ('%1$s', 'r000001', 'order:O5', 'failed_payment', 'EUR', 40, 0.5, 20, 4, false, null, null, null, 'Unknown',
                    'Unknown', null, 'v1', 'champion', null, null, null, null, 'order:O5'),
                ('%1$s', 'r000001', 'order:O6', 'failed_payment', 'EUR', 10, 0.5, 5, 5, false, null, 'C3', 'Cora', 'North',
                    'SMB', null, 'v1', 'champion', null, null, null, 'covered by credit', 'C3'),
                ('%1$s', 'r000001', 'order:O7', 'failed_payment', 'USD', 8, 0.5, 4, 1, true, null, 'C1', 'Ann', 'North',
                    'SMB', null, 'v1', 'champion', null, null, null, null, 'C1')
                """.formatted(DAY, EVIL),
                """
                insert into mart_customer_worklist values
                ('%1$s', 'r000001', 'EUR', 'C2', 'C2', '%2$s', 'South', 'SMB', 1, true, null, 1, 0, 90, 0, 81, null, null,
                    'order:O4', '%2$s', null, null, 0, 0, null, null, null, null, null, null, null, %3$s),
                ('%1$s', 'r000001', 'EUR', 'C1', 'C1', 'Ann', 'North', 'SMB', 2, true, null, 2, 1, 400, 300, 50, '2025-02-09', 20,
                    'invoice:I1', 'late before', null, null, 0, 12.5, '2025-02-20', 'phone', 'no answer', '2025-02-01',
                    '2025-02-15', null, 'broken', %3$s),
                ('%1$s', 'r000001', 'EUR', 'order:O5', null, null, 'Unknown', 'Unknown', 3, false, null, 1, 0, 40, 0, 20, null,
                    null, 'order:O5', null, null, null, 0, 0, null, null, null, null, null, null, null, %3$s),
                ('%1$s', 'r000001', 'EUR', 'C3', 'C3', 'Cora', 'North', 'SMB', 4, false, 'covered by credit', 1, 1, 10, 10, 0,
                    null, null, 'order:O6', null, null, null, 30, 0, null, null, null, null, null, null, null, %3$s),
                ('%1$s', 'r000001', 'USD', 'C1', 'C1', 'Ann', 'North', 'SMB', 1, true, null, 1, 0, 8, 0, 4, null, null,
                    'order:O7', null, null, null, 0, 0, null, null, null, null, null, null, null, %3$s)
                """.formatted(DAY, EVIL, notLooked),
                """
                insert into _published values ('mart_invoice_risk', '%1$s', 'r000001'),
                ('mart_recovery_worklist', '%1$s', 'r000001'), ('mart_customer_worklist', '%1$s', 'r000001')
                """.formatted(DAY));
        Map<String, String> settings = new TreeMap<>(SmallMarts.settings(schema));
        settings.put("recovery.capacity", "3");
        return settings;
    }
}
