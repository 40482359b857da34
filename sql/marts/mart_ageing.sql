-- grain: currency, region, segment, ageing_bucket
-- Open balances by days past due; due today is not overdue. Credit balances are a row of their own, where the
-- outstanding amount is 0 and overpaid_amount says how much: they are never netted into a bucket.
with int_invoices as (
    select currency, region, segment, ageing_bucket, ageing_sort, is_open, outstanding_amount, overpaid_amount
    from int_invoices
    where outstanding_amount > 0 or overpaid_amount > 0
),

placed as (
    select
        currency,
        region,
        segment,
        if(overpaid_amount > 0, 'Credit Balance', ageing_bucket) as ageing_bucket,
        if(overpaid_amount > 0, 7, ageing_sort) as ageing_sort,
        is_open or overpaid_amount > :tolerance as is_counted,
        outstanding_amount,
        overpaid_amount
    from int_invoices
)

select
    currency,
    region,
    segment,
    ageing_bucket,
    max(ageing_sort) as ageing_sort,
    count_if(is_counted) as invoices,
    cast(sum(outstanding_amount) as decimal(14, 2)) as outstanding_amount,
    cast(sum(overpaid_amount) as decimal(14, 2)) as overpaid_amount
from placed
group by currency, region, segment, ageing_bucket
