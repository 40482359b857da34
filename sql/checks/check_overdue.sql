-- grain: currency, place
-- Overdue amounts that key figures, customers or ageing do not share with the invoices. An invoice with no more than the
-- tolerance open is not overdue, but its cents are in their bucket.
with invoices as (
    select
        currency, sum(overdue_amount) as overdue,
        sum(if(days_past_due > 0 and not is_overdue, outstanding_amount, overdue_amount)) as past_due
    from mart_invoice_risk
    group by currency
),

places as (
    select currency, 'kpis' as place, overdue_amount as amount
    from mart_kpis
    union all
    select currency, 'customers', overdue_amount
    from mart_customer_risk
    union all
    select currency, 'ageing', outstanding_amount
    from mart_ageing
    where ageing_bucket not in (terms.ageing_bucket(0, :ageing), terms.no_due_date())
),

summed as (
    select currency, place, sum(amount) as amount
    from places
    group by currency, place
),

compared as (
    select
        summed.currency, summed.place, summed.amount as mart_amount,
        coalesce(if(summed.place = 'ageing', invoices.past_due, invoices.overdue), 0) as invoices_amount
    from summed
    left join invoices on summed.currency = invoices.currency
)

select
    currency,
    place,
    concat(
        'overdue in ', currency, ': the invoices add up to ', terms.money_text(invoices_amount, currency), ', ', place, ' has ',
        terms.money_text(mart_amount, currency)
    ) as sentence
from compared
where mart_amount <> invoices_amount
