-- grain: customer_id, currency, seen_on
-- kind: view
-- What a customer's events in a currency add up to, by the day on which they are seen, and whether that day is observed. Money
-- in whole ten-thousandths, so that sums are exact. A view: the windows of int_customer_history run over it.
with observations as (
    select customer_id, known_currency as currency, observation_date
    from int_observation_invoices
    where customer_id is not null
    union all
    select customer_id, known_currency as currency, observation_date
    from int_observation_claims
    where customer_id is not null and is_observed
),
stream as (
    select
        customer_id, currency, kind, event_date, seen_on, quantity, hits, overdue_quantity, overdue_days, days_late, paid_on,
        cast(amount * 10000 as bigint) as amount,
        cast(overdue_amount * 10000 as bigint) as overdue_amount,
        kind in ('settled', 'unsettled') as is_settlement,
        kind in ('settled', 'unsettled') and days_late is not null as is_outcome
    from int_customer_events
    where customer_id is not null
    union all
    select
        customer_id, currency, 'observation', null, observation_date, 0, 0, 0, 0, null, null, 0, 0, false, false
    from observations
)
select
    customer_id, currency, seen_on, max(kind = 'observation') as is_observation,
    sum(if(is_settlement, quantity, 0)) as settled_invoices,
    sum(if(is_outcome, quantity, 0)) as dated_invoices,
    sum(if(is_settlement, hits, 0)) as late_invoices,
    sum(days_late) as days_late,
    sum(if(kind = 'balance', quantity, 0)) as open_invoices,
    sum(overdue_quantity) as overdue_invoices,
    sum(overdue_days) as overdue_days,
    min(event_date) as first_seen_on,
    max(paid_on) as last_paid_on,
    sum(if(kind = 'order', quantity, 0)) as orders,
    sum(if(kind = 'refund', quantity, 0)) as refunds,
    sum(if(kind = 'failure', quantity, 0)) as failed_attempts,
    sum(if(kind = 'chargeback', quantity, 0)) as chargebacks,
    sum(if(kind = 'claim', quantity, 0)) as claims,
    sum(if(kind = 'claim', hits, 0)) as recovered_claims,
    sum(if(kind = 'bill', quantity, 0)) as billed_invoices,
    sum(if(kind = 'bill', amount, 0)) as billed_amount,
    sum(if(is_outcome, amount, 0)) as dated_amount,
    sum(if(is_outcome and hits <> 0, amount, 0)) as late_amount,
    sum(if(kind = 'balance', amount, 0)) as open_amount,
    sum(overdue_amount) as overdue_amount,
    sum(if(kind = 'order', amount, 0)) as ordered_amount,
    sum(if(kind = 'refund', amount, 0)) as refunded_amount
from stream
group by customer_id, currency, seen_on
