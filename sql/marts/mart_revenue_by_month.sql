-- grain: currency, region, month
-- kind: table
-- rows: few
-- Money by the month it happened: invoiced and still outstanding by invoice date, collected by payment date, refunds by
-- return date; months of different years stay apart. Collected includes money without a known invoice.
-- Reporting amounts by the rate of the month's end, or of the as-of day before it.
with moves as (
    select
        currency, region, invoice_date as day, amount as invoiced, 0 as collected, outstanding_amount as outstanding,
        0 as refunded
    from int_invoices
    union all
    select currency, region, payment_date, 0, amount, 0, 0
    from int_payments
    where is_success
    union all
    select currency, region, return_date, 0, 0, 0, refund_amount
    from int_refunds
),

summed as (
    select
        currency,
        region,
        cast(trunc(day, 'MM') as date) as month,
        least(last_day(trunc(day, 'MM')), :as_of) as rate_day,
        sum(invoiced) as invoiced_amount,
        sum(collected) as collected_amount,
        sum(outstanding) as outstanding_amount,
        sum(refunded) as refund_amount
    from moves
    group by currency, region, trunc(day, 'MM')
)

select
    summed.currency,
    summed.region,
    summed.month,
    cast(summed.invoiced_amount as decimal(19, 3)) as invoiced_amount,
    cast(summed.collected_amount as decimal(19, 3)) as collected_amount,
    cast(summed.outstanding_amount as decimal(19, 3)) as outstanding_amount,
    cast(summed.refund_amount as decimal(19, 3)) as refund_amount,
    terms.published(summed.invoiced_amount * int_fx_rates.fx_rate, :reporting_currency) as invoiced_reporting_amount,
    terms.published(summed.collected_amount * int_fx_rates.fx_rate, :reporting_currency) as collected_reporting_amount,
    terms.published(summed.refund_amount * int_fx_rates.fx_rate, :reporting_currency) as refund_reporting_amount
from summed
left join int_fx_rates
    on summed.currency = int_fx_rates.currency
    and summed.rate_day between int_fx_rates.valid_from and int_fx_rates.valid_to
