-- grain: currency, measure, month
-- Months whose collected, outstanding or refunded money is not what the invoices, payments and refunds add up to.
with summed as (
    select currency, 'outstanding' as measure, trunc(invoice_date, 'MM') as month, sum(outstanding_amount) as amount
    from mart_invoice_risk
    group by currency, trunc(invoice_date, 'MM')
    union all
    select currency, 'collected', trunc(payment_date, 'MM'), sum(amount)
    from int_payments
    where is_success
    group by currency, trunc(payment_date, 'MM')
    union all
    select currency, 'refunded', trunc(return_date, 'MM'), sum(refund_amount)
    from int_refunds
    group by currency, trunc(return_date, 'MM')
),

months as (
    select currency, measure, month, sum(amount) as amount
    from mart_revenue_by_month
    lateral view stack(3,
        'outstanding', outstanding_amount, 'collected', collected_amount, 'refunded', refund_amount
    ) measures as measure, amount
    group by currency, measure, month
)

select
    coalesce(summed.currency, months.currency) as currency,
    coalesce(summed.measure, months.measure) as measure,
    coalesce(summed.month, months.month) as month,
    cast(summed.amount as decimal(19, 3)) as rows_amount,
    months.amount as mart_amount
from summed
full join months
    on summed.currency = months.currency and summed.measure = months.measure and summed.month = months.month
where coalesce(summed.amount, 0) <> coalesce(months.amount, 0)
