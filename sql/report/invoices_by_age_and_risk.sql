-- grain: as_of_date, currency, ageing_bucket, risk_bucket
-- Open invoices by how old and how risky they are.
with mart_invoice_risk as (
    select
        as_of_date, currency, ageing_bucket, ageing_sort, risk_bucket, risk_sort, outstanding_amount, expected_loss
    from mart_invoice_risk
    where outstanding_amount > 0
)

select
    as_of_date,
    currency,
    ageing_bucket,
    max(ageing_sort) as ageing_sort,
    coalesce(risk_bucket, 'Not scored') as risk_bucket,
    coalesce(max(risk_sort), 4) as risk_sort,
    count(*) as invoices,
    sum(outstanding_amount) as outstanding_amount,
    sum(expected_loss) as expected_loss
from mart_invoice_risk
group by as_of_date, currency, ageing_bucket, risk_bucket
