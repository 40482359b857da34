-- grain: currency, month_end_date, from_bucket, to_bucket
-- kind: table
-- rows: few
-- What the balance of each ageing bucket was one month end later: in a bucket, paid, credited or written off; the rows of
-- one bucket add up to from_amount, which repeats on each of them. is_worse: an older bucket, or written off.
-- The last twelve pairs of month ends. Add amounts before dividing.
with moved as (
    select currency, month_end_date, from_bucket, state, sum(amount) as amount, count_if(amount > 0) as invoices
    from int_rolled_amounts
    group by currency, month_end_date, from_bucket, state
),

totals as (
    select currency, month_end_date, from_bucket, sum(amount) as from_amount
    from moved
    group by currency, month_end_date, from_bucket
)

select
    totals.currency,
    totals.month_end_date,
    last_day(add_months(totals.month_end_date, 1)) as next_month_end_date,
    totals.from_bucket,
    int_roll_steps.from_sort,
    int_roll_steps.to_bucket,
    int_roll_steps.to_sort,
    int_roll_steps.is_worse,
    coalesce(moved.invoices, 0) as invoices,
    cast(totals.from_amount as decimal(19, 3)) as from_amount,
    cast(coalesce(moved.amount, 0) as decimal(19, 3)) as moved_amount,
    cast(coalesce(moved.amount, 0) / totals.from_amount as double) as roll_rate
from totals
inner join int_roll_steps on totals.from_bucket = int_roll_steps.from_bucket
left join moved
    on totals.currency = moved.currency
    and totals.month_end_date = moved.month_end_date
    and totals.from_bucket = moved.from_bucket
    and int_roll_steps.to_bucket = moved.state
