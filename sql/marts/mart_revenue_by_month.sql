-- grain: currency, region, month
-- Money by the month it happened: invoiced and still outstanding by invoice date, collected by payment date, refunds by
-- return date; months of different years stay apart. Collected includes money without a known invoice.
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
)

select
    currency,
    region,
    cast(trunc(day, 'MM') as date) as month,
    cast(sum(invoiced) as decimal(14, 2)) as invoiced_amount,
    cast(sum(collected) as decimal(14, 2)) as collected_amount,
    cast(sum(outstanding) as decimal(14, 2)) as outstanding_amount,
    cast(sum(refunded) as decimal(14, 2)) as refund_amount
from moves
group by currency, region, trunc(day, 'MM')
