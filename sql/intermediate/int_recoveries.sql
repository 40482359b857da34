-- grain: claim_id
-- kind: view
-- Failed payments whose :recovery_horizon_days (and the settlement lag) are over, and what came in by then. owed_amount: the
-- failed amount less what had succeeded before. Receipts: the payments of the invoice from the day of the failure on, where
-- the invoice is known, else later attempts that succeeded; recovered once they cover it to stay. Reason, method and provider
-- are those of the first failure. An attempt that names only an order counts with the newest invoice that it is about.
with debts as (
    select claim_id, invoice_id, filter(attempts, attempt -> attempt.is_newest) as attempts
    from int_debt_attempts
    where passed_on is null
),

failures as (
    select claim_id, invoice_id, attempts, get(filter(attempts, attempt -> attempt.is_failure), 0) as failure
    from debts
),

owed as (
    select
        claim_id, invoice_id, attempts, failure, failure.currency as currency,
        filter(attempts, attempt -> attempt.is_success and attempt.attempted_at > failure.attempted_at) as successes,
        aggregate(filter(attempts, attempt -> attempt.is_success and attempt.attempted_at <= failure.attempted_at),
            failure.amount, (total, attempt) -> cast(total - attempt.amount as decimal(19, 4))) as owed_amount
    from failures
    where failure is not null
),

int_invoices as (
    select invoice_id, currency
    from int_invoices
),

payments as (
    select invoice_id, collect_list(struct(payment_date as day, amount, visible_from)) as receipts
    from known_payments
    where is_success
    group by invoice_id
),

claims as (
    select
        owed.claim_id,
        coalesce(int_invoices.currency, owed.currency) as currency,
        owed.failure.provider as provider,
        owed.failure.reason_code as reason_code,
        owed.failure.payment_method as payment_method,
        owed.failure.attempted_at as failed_at,
        owed.failure.attempt_date as failed_date,
        date_add(owed.failure.attempt_date, :recovery_horizon_days) as horizon_date,
        date_add(horizon_date, :recovery_settlement_lag_days) as settled_date,
        owed.owed_amount,
        owed.attempts,
        if(int_invoices.invoice_id is not null, coalesce(payments.receipts, array()), transform(
            owed.successes,
            success -> struct(success.attempt_date as day, success.amount as amount, success.visible_from as visible_from)
        )) as receipts
    from owed
    left join int_invoices on owed.invoice_id = int_invoices.invoice_id
    left join payments on int_invoices.invoice_id = payments.invoice_id
    where owed.owed_amount > terms.minor_units(:tolerance, owed.currency)
),

counted as (
    select
        *,
        array_sort(filter(receipts, receipt -> receipt.day between failed_date and horizon_date
            and receipt.visible_from <= settled_date)) as counted_receipts
    from claims
    where settled_date <= :as_of
),

summed as (
    select
        *,
        owed_amount - terms.minor_units(:tolerance, currency) as nearly_all,
        aggregate(counted_receipts, cast(0 as decimal(19, 4)),
            (total, receipt) -> cast(total + receipt.amount as decimal(19, 4))) as received_amount,
        transform(counted_receipts, (receipt, position) -> struct(
            receipt.day as day,
            aggregate(slice(counted_receipts, 1, position + 1), cast(0 as decimal(19, 4)),
                (total, earlier) -> cast(total + earlier.amount as decimal(19, 4))) as amount
        )) as running
    from counted
)

select
    claim_id,
    currency,
    coalesce(reason_code, 'Unknown') as reason_code,
    coalesce(payment_method, 'Unknown') as payment_method,
    coalesce(provider, 'Unknown') as provider,
    failed_date,
    owed_amount,
    greatest(least(received_amount, owed_amount), 0) as recovered_amount,
    received_amount >= nearly_all as is_recovered,
    if(is_recovered, datediff(
        get(filter(running, (receipt, position) -> forall(
            slice(running, position + 1, size(running)), later -> later.amount >= nearly_all)), 0).day, failed_date
    ), null) as days_to_recovery,
    size(filter(attempts, attempt -> attempt.attempted_at > failed_at and attempt.attempt_date <= horizon_date))
        as retry_attempts
from summed
