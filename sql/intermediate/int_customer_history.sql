-- grain: customer_id, currency, observation_date
-- kind: table
-- What was known of a customer at the end of an observation date, own invoice included (the ABT takes it out): counts over all
-- currencies, money in this currency.
-- recent_outcomes: the last 13 settled invoices that had a due date, oldest first. Where money went back, both they and the
-- last payment come from int_customer_recalls.
with outcomes as (
    select
        customer_id, currency, seen_on,
        collect_list(struct(event_key as invoice_id, days_late)) over (
            partition by customer_id order by event_date, kind, event_key
            rows between 12 preceding and current row) as last_outcomes,
        max(seen_on) over (
            partition by customer_id order by event_date, kind, event_key
            rows between 1 following and 1 following) as next_seen_on
    from int_customer_events
    where customer_id is not null and kind = 'settled' and days_late is not null
),
days as (
    select
        customer_id, currency, seen_on, is_observation, null as last_outcomes, null as recalled, first_seen_on,
        last_paid_on, settled_invoices, dated_invoices, late_invoices, days_late, open_invoices, overdue_invoices,
        overdue_days, orders, refunds, failed_attempts, chargebacks, claims, recovered_claims, billed_invoices,
        billed_amount, dated_amount, late_amount, open_amount, overdue_amount, ordered_amount, refunded_amount
    from int_customer_days
    union all
    select
        customer_id, currency, seen_on, false, last_outcomes, null, null, null, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0
    from outcomes
    where not next_seen_on <=> seen_on
    union all
    select
        customer_id, null, seen_on, false, null, struct(last_outcomes, last_paid_on), null, null, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
    from int_customer_recalls
),
by_customer as (
    -- Every window is within a customer: one shuffle serves them all.
    select /*+ repartition(customer_id) */ *
    from days
),
histories as (
    select
        customer_id, currency, seen_on as observation_date, is_observation,
        last_value(last_outcomes, true) over so_far as last_outcomes,
        last_value(recalled, true) over so_far as recalled,
        sum(settled_invoices) over so_far as settled_invoices,
        sum(dated_invoices) over so_far as dated_invoices,
        sum(late_invoices) over so_far as late_invoices,
        sum(days_late) over so_far as days_late,
        sum(open_invoices) over so_far as open_invoices,
        sum(overdue_invoices) over so_far as overdue_invoices,
        sum(overdue_days) over so_far as overdue_days,
        min(first_seen_on) over so_far as first_seen_on,
        max(last_paid_on) over so_far as last_paid_on,
        sum(orders) over so_far as orders,
        sum(refunds) over so_far as refunds,
        sum(failed_attempts) over so_far as failed_attempts,
        sum(chargebacks) over so_far as chargebacks,
        sum(claims) over so_far as claims,
        sum(recovered_claims) over so_far as recovered_claims,
        sum(billed_invoices) over so_far_money as billed_invoices,
        sum(billed_amount) over so_far_money as billed_amount,
        sum(dated_amount) over so_far_money as dated_amount,
        sum(late_amount) over so_far_money as late_amount,
        sum(open_amount) over so_far_money as open_amount,
        sum(overdue_amount) over so_far_money as overdue_amount,
        sum(orders) over so_far_money as currency_orders,
        sum(ordered_amount) over so_far_money as ordered_amount,
        sum(refunded_amount) over so_far_money as refunded_amount
    from by_customer
    window
        so_far as (partition by customer_id order by seen_on range between unbounded preceding and current row),
        so_far_money as (partition by customer_id, currency order by seen_on
            range between unbounded preceding and current row)
)
select
    customer_id, currency, observation_date,
    if(recalled is null, last_outcomes, recalled.last_outcomes) as recent_outcomes,
    settled_invoices, dated_invoices, late_invoices, days_late, open_invoices, overdue_invoices, overdue_days,
    first_seen_on, if(recalled is null, last_paid_on, recalled.last_paid_on) as last_paid_on,
    orders, refunds, failed_attempts, chargebacks, claims, recovered_claims, billed_invoices,
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
