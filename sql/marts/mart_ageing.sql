-- grain: currency, region, segment, ageing_bucket, ageing_detail
-- kind: table
-- rows: few
-- Open balances by days past due; due today is not overdue. Credit balances are a row of their own, where the
-- outstanding amount is 0 and overpaid_amount says how much: they are never netted into a bucket. Invoices in parts are aged
-- part by part, and counted in the bucket of their oldest part that is not settled.
with int_aged_amounts as (
    select
        currency, region, segment, ageing_bucket, ageing_sort, ageing_detail, is_open, outstanding_amount, overpaid_amount,
        is_own_bucket
    from int_aged_amounts
),

placed as (
    select
        currency,
        region,
        segment,
        if(overpaid_amount > 0, 'Credit Balance', ageing_bucket) as ageing_bucket,
        if(overpaid_amount > 0, terms.ageing_sort(terms.no_due_date(), :ageing) + 1, ageing_sort) as ageing_sort,
        if(overpaid_amount > 0, 'Credit Balance', ageing_detail) as ageing_detail,
        is_own_bucket and (is_open or overpaid_amount > terms.minor_units(:tolerance, currency)) as is_counted,
        outstanding_amount,
        overpaid_amount
    from int_aged_amounts
),

summed as (
    select
        currency,
        region,
        segment,
        ageing_bucket,
        max(ageing_sort) as ageing_sort,
        ageing_detail,
        count_if(is_counted) as invoices,
        sum(outstanding_amount) as outstanding_amount,
        sum(overpaid_amount) as overpaid_amount
    from placed
    group by currency, region, segment, ageing_bucket, ageing_detail
),

int_fx_rates as (
    select currency, fx_rate
    from int_fx_rates
    where :as_of between valid_from and valid_to
)

select
    summed.currency,
    summed.region,
    summed.segment,
    summed.ageing_bucket,
    summed.ageing_sort,
    summed.ageing_detail,
    coalesce(nullif(terms.ageing_detail_sort(summed.ageing_detail, :ageing), 0),
        terms.ageing_detail_sort(terms.no_due_date(), :ageing) + 1) as ageing_detail_sort,
    summed.invoices,
    cast(summed.outstanding_amount as decimal(19, 3)) as outstanding_amount,
    cast(summed.overpaid_amount as decimal(19, 3)) as overpaid_amount,
    terms.published(summed.outstanding_amount * int_fx_rates.fx_rate, :reporting_currency) as outstanding_reporting_amount
from summed
left join int_fx_rates on summed.currency = int_fx_rates.currency
