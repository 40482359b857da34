-- grain: sales_rep_id, observation_date
-- kind: table
-- What was known of a sales rep's invoices and orders at the end of an observation date, own invoice included (the ABT takes
-- it out). Counts.
with daily as (
    select
        sales_rep_id, seen_on, false as is_observed,
        sum(if(kind in ('settled', 'unsettled') and days_late is not null, quantity, 0)) as dated_invoices,
        sum(if(kind in ('settled', 'unsettled'), hits, 0)) as late_invoices,
        sum(if(kind = 'order', quantity, 0)) as orders,
        sum(if(kind = 'refund', quantity, 0)) as refunds
    from int_customer_events
    where sales_rep_id is not null and kind in ('settled', 'unsettled', 'order', 'refund')
    group by sales_rep_id, seen_on
),
spine as (
    select
        sales_rep_id, observation_date
    from int_observation_invoices
    where sales_rep_id is not null
    group by sales_rep_id, observation_date
    union
    select
        sales_rep_id, observation_date
    from int_observation_claims
    where sales_rep_id is not null and is_observed
    group by sales_rep_id, observation_date
),
stream as (
    select sales_rep_id, seen_on, is_observed, dated_invoices, late_invoices, orders, refunds from daily
    union all
    select sales_rep_id, observation_date, true, 0, 0, 0, 0 from spine
),
running as (
    select
        sales_rep_id, seen_on as observation_date, is_observed,
        sum(dated_invoices) over so_far as dated_invoices,
        sum(late_invoices) over so_far as late_invoices,
        sum(orders) over so_far as orders,
        sum(refunds) over so_far as refunds
    from stream
    window so_far as (partition by sales_rep_id order by seen_on, is_observed
        rows between unbounded preceding and current row)
)
select sales_rep_id, observation_date, dated_invoices, late_invoices, orders, refunds
from running
where is_observed
