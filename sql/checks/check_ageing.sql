-- grain: currency, region, segment, ageing_bucket, ageing_detail
-- Ageing rows that are not the sum of the invoices in their bucket, credit balances apart. Of invoices in parts the parts count.
with in_parts as (
    select invoice_id
    from int_invoices
    where is_in_parts
),

lines as (
    select
        mart_invoice_risk.currency, region, segment, if(overpaid_amount > 0, 'Credit Balance', ageing_bucket) as ageing_bucket,
        if(overpaid_amount > 0, 'Credit Balance', ageing_detail) as ageing_detail,
        outstanding_amount, overpaid_amount
    from mart_invoice_risk
    left join in_parts on mart_invoice_risk.invoice_id = in_parts.invoice_id
    where overpaid_amount > 0 or outstanding_amount > 0 and in_parts.invoice_id is null
    union all
    select currency, region, segment, ageing_bucket, ageing_detail, outstanding_amount, 0
    from int_aged_amounts
    inner join in_parts on int_aged_amounts.invoice_id = in_parts.invoice_id
    where outstanding_amount > 0
),

summed as (
    select
        currency, region, segment, ageing_bucket, ageing_detail, cast(sum(outstanding_amount) as decimal(19, 3)) as outstanding,
        sum(overpaid_amount) as overpaid
    from lines
    group by currency, region, segment, ageing_bucket, ageing_detail
),

ageing as (
    select
        currency, region, segment, ageing_bucket, ageing_detail, sum(outstanding_amount) as mart_outstanding,
        sum(overpaid_amount) as mart_overpaid
    from mart_ageing
    group by currency, region, segment, ageing_bucket, ageing_detail
)

select
    coalesce(summed.currency, ageing.currency) as currency,
    coalesce(summed.region, ageing.region) as region,
    coalesce(summed.segment, ageing.segment) as segment,
    coalesce(summed.ageing_bucket, ageing.ageing_bucket) as ageing_bucket,
    coalesce(summed.ageing_detail, ageing.ageing_detail) as ageing_detail,
    summed.outstanding,
    ageing.mart_outstanding,
    summed.overpaid,
    ageing.mart_overpaid
from summed
full join ageing
    on summed.currency = ageing.currency
    and summed.region = ageing.region
    and summed.segment = ageing.segment
    and summed.ageing_bucket = ageing.ageing_bucket
    and summed.ageing_detail = ageing.ageing_detail
where summed.outstanding is distinct from ageing.mart_outstanding
    or summed.overpaid is distinct from ageing.mart_overpaid
