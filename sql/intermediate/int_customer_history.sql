-- grain: customer_id, currency, observation_date
-- What was known of a customer at the end of an observation date, own invoice included (the ABT takes it out): counts over all
-- currencies, money in this currency (summed exactly, in whole ten-thousandths).
-- recent_outcomes: the last 13 settled invoices that had a due date, oldest first.
with events as (
    select
        customer_id, currency, event_date, kind, event_key, quantity, hits, overdue_quantity, overdue_days, days_late, paid_on,
        cast(amount * 10000 as bigint) as amount,
        cast(overdue_amount * 10000 as bigint) as overdue_amount
    from int_customer_events
    where customer_id is not null
),
observed_invoices as (
    select
        customer_id, currency, observation_date
    from int_observation_invoices
    where customer_id is not null
    group by customer_id, currency, observation_date
),
observed_claims as (
    select
        customer_id, currency, observation_date
    from int_observation_claims
    where customer_id is not null and is_observed
    group by customer_id, currency, observation_date
),
spine as (
    select customer_id, currency, observation_date from observed_invoices
    union
    select customer_id, currency, observation_date from observed_claims
),
stream as (
    select
        *, kind = 'settled' and days_late is not null as is_outcome, false as is_observation
    from events
    union all
    select
        customer_id, currency, observation_date, 'observation', currency, 0, 0, 0, 0, null, null, 0, 0, false, true
    from spine
),
by_customer as (
    -- Every window is within a customer: one shuffle serves them all.
    select /*+ repartition(customer_id) */ *
    from stream
),
outcomes as (
    select
        *,
        if(is_outcome, collect_list(if(is_outcome, struct(event_key as invoice_id, days_late), null)) over (
            partition by customer_id, is_outcome order by event_date, kind, event_key
            rows between 12 preceding and current row), null) as last_outcomes
    from by_customer
),
histories as (
    select
        customer_id, currency, event_date as observation_date, is_observation,
        last_value(last_outcomes, true) over so_far as recent_outcomes,
        sum(if(kind = 'settled', quantity, 0)) over so_far as settled_invoices,
        sum(int(is_outcome)) over so_far as dated_invoices,
        sum(if(kind = 'settled', hits, 0)) over so_far as late_invoices,
        sum(days_late) over so_far as days_late,
        sum(if(kind = 'balance', quantity, 0)) over so_far as open_invoices,
        sum(overdue_quantity) over so_far as overdue_invoices,
        sum(overdue_days) over so_far as overdue_days,
        min(if(is_observation, null, event_date)) over so_far as first_seen_on,
        max(paid_on) over so_far as last_paid_on,
        sum(if(kind = 'order', quantity, 0)) over so_far as orders,
        sum(if(kind = 'refund', quantity, 0)) over so_far as refunds,
        sum(if(kind = 'failure', quantity, 0)) over so_far as failed_attempts,
        sum(if(kind = 'chargeback', quantity, 0)) over so_far as chargebacks,
        sum(if(kind = 'claim', quantity, 0)) over so_far as claims,
        sum(if(kind = 'claim', hits, 0)) over so_far as recovered_claims,
        sum(if(kind = 'bill', quantity, 0)) over so_far_money as billed_invoices,
        sum(if(kind = 'bill', amount, 0)) over so_far_money as billed_amount,
        sum(if(is_outcome, amount, 0)) over so_far_money as dated_amount,
        sum(if(is_outcome and hits > 0, amount, 0)) over so_far_money as late_amount,
        sum(if(kind = 'balance', amount, 0)) over so_far_money as open_amount,
        sum(overdue_amount) over so_far_money as overdue_amount,
        sum(if(kind = 'order', quantity, 0)) over so_far_money as currency_orders,
        sum(if(kind = 'order', amount, 0)) over so_far_money as ordered_amount,
        sum(if(kind = 'refund', amount, 0)) over so_far_money as refunded_amount
    from outcomes
    window
        so_far as (partition by customer_id order by event_date, is_observation, kind, event_key, currency
            rows between unbounded preceding and current row),
        so_far_money as (partition by customer_id, currency order by event_date, is_observation, kind, event_key
            rows between unbounded preceding and current row)
)
select
    customer_id, currency, observation_date,
    recent_outcomes, settled_invoices, dated_invoices, late_invoices, days_late, open_invoices, overdue_invoices, overdue_days,
    first_seen_on, last_paid_on, orders, refunds, failed_attempts, chargebacks, claims, recovered_claims, billed_invoices,
    cast(coalesce(billed_amount, 0) * 0.0001 as decimal(19, 4)) as billed_amount,
    cast(coalesce(dated_amount, 0) * 0.0001 as decimal(19, 4)) as dated_amount,
    cast(coalesce(late_amount, 0) * 0.0001 as decimal(19, 4)) as late_amount,
    cast(coalesce(open_amount, 0) * 0.0001 as decimal(19, 4)) as open_amount,
    cast(coalesce(overdue_amount, 0) * 0.0001 as decimal(19, 4)) as overdue_amount,
    currency_orders,
    cast(coalesce(ordered_amount, 0) * 0.0001 as decimal(19, 4)) as ordered_amount,
    cast(coalesce(refunded_amount, 0) * 0.0001 as decimal(19, 4)) as refunded_amount
from histories
where is_observation
