-- Written for PostgreSQL alone, in place of sql/intermediate/int_recoveries.sql and int_debt_attempts.sql: the first failure
-- of each debt, and the receipts up to the end of its window one after the other, by joins and windows.
with transactions as (
    select
        stg_transactions.attempt_id, attempted_at, attempt_date, amount, is_success, result_status, currency, provider, payment_method,
        reason_code, order_id, visible_from,
        coalesce(invoice_id, (
            select bills.invoice_id
            from int_order_invoices as bills
            where bills.order_id = stg_transactions.order_id and bills.linked_on <= greatest(stg_transactions.visible_from, (
                select min(firsts.linked_on) from int_order_invoices as firsts where firsts.order_id = stg_transactions.order_id
            ))
            order by bills.linked_on desc, bills.invoice_id collate "C" desc
            limit 1
        )) as invoice_id
    from stg_transactions
    where visible_from <= :as_of and conflict_from > :as_of and not is_refund
        and not coalesce(transaction_type like 'chargeback%', false) and coalesce(invoice_id, order_id) is not null
),

attempts as (
    select *, coalesce('invoice:' || invoice_id, 'order:' || order_id) as claim_id
    from transactions
),

failures as (
    select distinct on (claim_id) *, attempt_date + :recovery_horizon_days as horizon_date,
        attempt_date + :recovery_horizon_days + :recovery_settlement_lag_days as settled_date
    from attempts
    where not is_success and not terms.is_pending(result_status)
    order by claim_id, attempted_at, attempt_id
),

owed as (
    select
        failures.*,
        coalesce(int_invoices.currency, failures.currency) as claim_currency,
        int_invoices.invoice_id is not null as has_invoice,
        failures.amount - coalesce((
            select sum(attempts.amount)
            from attempts
            where attempts.claim_id = failures.claim_id and is_success and attempts.attempted_at <= failures.attempted_at
        ), 0) as owed_amount
    from failures
    left join int_invoices using (invoice_id)
    where settled_date <= :as_of
),

receipts as (
    select owed.claim_id, stg_payments.payment_date as day, stg_payments.amount, stg_payments.visible_from
    from owed
    join stg_payments using (invoice_id)
    where has_invoice and stg_payments.conflict_from > :as_of and stg_payments.is_success
    union all
    select owed.claim_id, attempts.attempt_date, attempts.amount, attempts.visible_from
    from owed
    join attempts using (claim_id)
    where not has_invoice and attempts.is_success and attempts.attempted_at > owed.attempted_at
),

running as (
    select receipts.*, sum(amount) over (
        partition by claim_id order by day, amount, visible_from rows between unbounded preceding and current row
    ) as received
    from receipts
    where exists (
        select from owed
        where owed.claim_id = receipts.claim_id and day between attempt_date and horizon_date
            and receipts.visible_from <= settled_date
    )
),

summed as (
    select
        owed.*,
        (select coalesce(sum(amount), 0) from running where running.claim_id = owed.claim_id) as received_amount,
        (select min(day) from running where running.claim_id = owed.claim_id and not exists (
            select from running as later
            where later.claim_id = running.claim_id and later.received < owed_amount - terms.minor_units(:tolerance, claim_currency)
                and (later.day, later.amount, later.visible_from) >= (running.day, running.amount, running.visible_from)
        )) as covered_on,
        (select count(*) from attempts where attempts.claim_id = owed.claim_id
            and attempts.attempted_at > owed.attempted_at and attempts.attempt_date <= horizon_date) as retry_attempts
    from owed
    where owed_amount > terms.minor_units(:tolerance, claim_currency)
)

select
    claim_id,
    claim_currency as currency,
    coalesce(reason_code, 'Unknown') as reason_code,
    coalesce(payment_method, 'Unknown') as payment_method,
    coalesce(provider, 'Unknown') as provider,
    attempt_date as failed_date,
    owed_amount,
    greatest(least(received_amount, owed_amount), 0) as recovered_amount,
    received_amount >= owed_amount - terms.minor_units(:tolerance, claim_currency) as is_recovered,
    case when received_amount >= owed_amount - terms.minor_units(:tolerance, claim_currency) then covered_on - attempt_date end as days_to_recovery,
    retry_attempts::integer as retry_attempts
from summed
