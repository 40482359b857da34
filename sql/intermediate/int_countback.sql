-- grain: currency
-- kind: kept
-- Count-back DSO in days: from the as-of day's month backwards, each month's sales use up the balance and add its days;
-- the last month adds its share. The as-of month has the days it has had. Null when the history is used up first.
with int_invoices as (
    select
        currency, trunc(invoice_date, 'MM') as month_start, outstanding_amount,
        if(is_void or is_order_cancelled, 0, invoiced_amount) as sales_amount
    from int_invoices
),

balances as (
    select
        currency,
        sum(outstanding_amount) as balance,
        cast(months_between(trunc(:as_of, 'MM'), min(month_start)) as int) as history_months
    from int_invoices
    group by currency
),

sales as (
    select currency, month_start, sum(sales_amount) as sales_amount
    from int_invoices
    group by currency, month_start
),

months as (
    select currency, balance, months_ago, add_months(trunc(:as_of, 'MM'), -months_ago) as month_start
    from balances
    lateral view explode(sequence(0, history_months)) back as months_ago
),

walked as (
    select
        months.currency,
        months.months_ago,
        if(months.months_ago = 0, day(:as_of), day(last_day(months.month_start))) as days,
        coalesce(sales.sales_amount, 0) as month_sales,
        months.balance - coalesce(sum(coalesce(sales.sales_amount, 0)) over (
            partition by months.currency
            order by months.months_ago
            rows between unbounded preceding and 1 preceding
        ), 0) as remaining
    from months
    left join sales on months.currency = sales.currency and months.month_start = sales.month_start
),

stopped as (
    select
        currency,
        min(if(month_sales > remaining or remaining <= 0, months_ago, null)) as last_month,
        min_by(remaining - month_sales, -months_ago) as never_covered
    from walked
    group by currency
),

counted as (
    select
        walked.currency,
        sum(case
            when stopped.last_month is null or walked.months_ago < stopped.last_month
                then cast(walked.days as double)
            when walked.months_ago = stopped.last_month and walked.remaining > 0
                then walked.days * cast(walked.remaining as double) / cast(walked.month_sales as double)
            else 0
        end) as days,
        max(stopped.last_month is null and stopped.never_covered > 0) as is_history_short
    from walked
    inner join stopped on walked.currency = stopped.currency
    group by walked.currency
)

select currency, if(is_history_short, null, days) as dso_countback_days
from counted
