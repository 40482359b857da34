-- grain: currency, month_end_date, from_bucket, to_bucket
-- kind: table
-- rows: few
-- What the balance of each ageing bucket was one month end later: in a bucket, paid, credited or written off; the rows of
-- one bucket add up to from_amount, which repeats on each of them. is_worse: an older bucket, or written off.
-- The last twelve pairs of month ends. Add amounts before dividing.
with states as (
    select bucket, terms.ageing_sort(bucket, :ageing) as bucket_sort
    from (select explode(terms.ageing_buckets(:ageing)) as bucket)
    union all
    select bucket, terms.ageing_sort(terms.no_due_date(), :ageing) + place
    from (values ('Paid', 1), ('Credited', 2), ('Written Off', 3)) as t (bucket, place)
),

parts as (
    select currency, month_end_date, from_bucket, state, amount
    from int_bucket_moves
    lateral view stack(4,
        to_bucket, stays_amount, 'Paid', paid_amount, 'Credited', credited_amount, 'Written Off', written_off_amount
    ) parts as state, amount
),

moved as (
    select currency, month_end_date, from_bucket, state, sum(amount) as amount, count_if(amount > 0) as invoices
    from parts
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
    origins.bucket_sort as from_sort,
    states.bucket as to_bucket,
    states.bucket_sort as to_sort,
    states.bucket = 'Written Off' or (origins.bucket_sort < states.bucket_sort
        and states.bucket_sort <= terms.ageing_sort(terms.oldest_bucket(:ageing), :ageing)) as is_worse,
    coalesce(moved.invoices, 0) as invoices,
    cast(totals.from_amount as decimal(19, 3)) as from_amount,
    cast(coalesce(moved.amount, 0) as decimal(19, 3)) as moved_amount,
    cast(coalesce(moved.amount, 0) / totals.from_amount as double) as roll_rate
from totals
inner join states as origins on totals.from_bucket = origins.bucket
cross join states
left join moved
    on totals.currency = moved.currency
    and totals.month_end_date = moved.month_end_date
    and totals.from_bucket = moved.from_bucket
    and states.bucket = moved.state
