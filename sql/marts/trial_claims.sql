-- grain: currency, quarter, debtor_id, claim_id
-- kind: view
-- The claims of customers that were in a draw, on their first flagged day of a quarter: those of earlier days as published, and
-- those of today. recovered_amount: money of the recovery.horizon-days after that day, at most the claim; null: not over.
with known as (
    select currency, debtor_id
    from score_treatments
    where quarter = :quarter
    group by currency, debtor_id
),

today as (
    select
        mart_recovery_worklist.currency,
        :quarter as quarter,
        mart_recovery_worklist.debtor_id,
        mart_recovery_worklist.claim_id,
        mart_recovery_worklist.invoice_id,
        mart_recovery_worklist.order_id,
        :as_of as first_flagged_on,
        mart_recovery_worklist.treatment,
        mart_recovery_worklist.holdout_share,
        mart_recovery_worklist.amount
    from mart_recovery_worklist
    left join known
        on mart_recovery_worklist.currency = known.currency
        and mart_recovery_worklist.debtor_id = known.debtor_id
    where mart_recovery_worklist.treatment is not null and known.debtor_id is null
),

claims as (
    select
        currency, quarter, debtor_id, claim_id, invoice_id, order_id, first_flagged_on, treatment, holdout_share, amount
    from score_treatments
    union all
    select
        currency, quarter, debtor_id, claim_id, invoice_id, order_id, first_flagged_on, treatment, holdout_share, amount
    from today
),

receipts as (
    select currency, 'invoice ' || invoice_id as debt, payment_date as receipt_date, amount, 0.00 as captured_amount
    from int_payments
    where is_success and not is_undone and invoice_id is not null
    union all
    select currency, 'order ' || order_id as debt, payment_date as receipt_date, amount, 0.00 as captured_amount
    from int_payments
    where is_success and not is_undone and order_id is not null
    union all
    select currency, 'order ' || order_id as debt, attempt_date as receipt_date, 0.00 as amount, amount as captured_amount
    from int_attempts
    where is_success and is_collection and not is_authorisation and invoice_id is null and order_id is not null
),

received as (
    select
        claims.currency,
        claims.quarter,
        claims.debtor_id,
        claims.claim_id,
        sum(receipts.amount) as paid_amount,
        sum(receipts.captured_amount) as captured_amount
    from claims
    inner join receipts
        on coalesce('invoice ' || claims.invoice_id, 'order ' || claims.order_id) = receipts.debt
        and claims.currency = receipts.currency
    where receipts.receipt_date > claims.first_flagged_on
        and receipts.receipt_date <= date_add(claims.first_flagged_on, :recovery_horizon_days)
        and claims.holdout_share is not null
    group by claims.currency, claims.quarter, claims.debtor_id, claims.claim_id
)

select
    claims.currency,
    claims.quarter,
    claims.debtor_id,
    claims.claim_id,
    claims.treatment,
    claims.holdout_share,
    claims.amount,
    if(
        date_add(claims.first_flagged_on, :recovery_horizon_days + :recovery_settlement_lag_days) <= :as_of,
        least(
            greatest(coalesce(received.paid_amount, 0), coalesce(received.captured_amount, 0), 0), claims.amount
        ),
        null
    ) as recovered_amount
from claims
left join received
    on claims.currency = received.currency
    and claims.quarter = received.quarter
    and claims.debtor_id = received.debtor_id
    and claims.claim_id = received.claim_id
where claims.holdout_share is not null
