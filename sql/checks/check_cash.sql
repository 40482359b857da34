-- grain: kind, id
-- Payments and refunds whose amount in the state tables is not the one in staging, or that are missing or there twice.
with staged as (
    select 'payment' as kind, concat_ws('|', payment_id, invoice_id, entry) as id, amount
    from known_payments
    where is_success
    union all
    select 'refund', return_id, refund_amount
    from known_returns
),

states as (
    select
        'payment' as kind, concat_ws('|', payment_id, invoice_id, entry) as id, max(currency) as currency,
        sum(amount) as amount, count(*) as state_rows
    from int_payments
    where is_success
    group by concat_ws('|', payment_id, invoice_id, entry)
    union all
    select 'refund', return_id, max(currency), sum(refund_amount), count(*)
    from int_refunds
    group by return_id
)

select
    coalesce(staged.kind, states.kind) as kind,
    coalesce(staged.id, states.id) as id,
    states.currency,
    cast(staged.amount as decimal(19, 3)) as staged_amount,
    cast(states.amount as decimal(19, 3)) as state_amount,
    coalesce(states.state_rows, 0) as state_rows
from staged
full join states on staged.kind = states.kind and staged.id = states.id
where staged.amount is distinct from states.amount or states.state_rows <> 1
