-- grain: currency, region, segment, ageing_bucket
-- Ageing rows that are not the sum of the invoices in their bucket, credit balances apart.
with summed as (
    select
        currency, region, segment, if(overpaid_amount > 0, 'Credit Balance', ageing_bucket) as ageing_bucket,
        sum(outstanding_amount) as outstanding, sum(overpaid_amount) as overpaid
    from mart_invoice_risk
    where outstanding_amount > 0 or overpaid_amount > 0
    group by currency, region, segment, if(overpaid_amount > 0, 'Credit Balance', ageing_bucket)
),

ageing as (
    select
        currency, region, segment, ageing_bucket, sum(outstanding_amount) as mart_outstanding,
        sum(overpaid_amount) as mart_overpaid
    from mart_ageing
    group by currency, region, segment, ageing_bucket
)

select
    coalesce(summed.currency, ageing.currency) as currency,
    coalesce(summed.region, ageing.region) as region,
    coalesce(summed.segment, ageing.segment) as segment,
    coalesce(summed.ageing_bucket, ageing.ageing_bucket) as ageing_bucket,
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
where summed.outstanding is distinct from ageing.mart_outstanding
    or summed.overpaid is distinct from ageing.mart_overpaid
