-- grain: currency, is_total, provision_segment, ageing_bucket
-- kind: view
-- The rates of the provision matrix: default_rate is the roll rates from the bucket on, multiplied. The oldest bucket is default:
-- its roll is 1. What has no due date takes the rate of what is not due. A segment whose bucket had fewer than
-- :provision_min_cases balances takes the currency's roll rate. Null: a bucket on the way never had a balance.
with int_invoices as (
    select currency
    from int_invoices
    group by currency
),

int_provision_segments as (
    select invoice_id, currency, provision_segment
    from int_provision_segments
),

matrices as (
    select currency, true as is_total, 'All' as provision_segment
    from int_invoices
    union all
    select currency, false as is_total, provision_segment
    from int_provision_segments
    group by currency, provision_segment
),

buckets as (
    select
        ageing_bucket,
        terms.ageing_sort(ageing_bucket, :ageing) as ageing_sort,
        ageing_bucket = terms.oldest_bucket(:ageing) as is_oldest,
        ageing_bucket = terms.no_due_date() as is_without_age
    from (select explode(terms.ageing_buckets(:ageing)) as ageing_bucket)
),

totals as (
    select
        currency,
        from_bucket,
        sum(if(is_worse, moved_amount, 0)) as worse_amount,
        sum(moved_amount) as from_amount
    from mart_roll_rates
    group by currency, from_bucket
),

-- Of each balance one row says what was paid of it: those are counted.
segments as (
    select
        int_provision_segments.currency,
        int_provision_segments.provision_segment,
        int_rolled_amounts.from_bucket,
        sum(if(int_roll_steps.is_worse, int_rolled_amounts.amount, 0)) as worse_amount,
        sum(int_rolled_amounts.amount) as from_amount,
        count_if(int_rolled_amounts.state = 'Paid') as balances
    from int_provision_segments
    inner join int_rolled_amounts on int_provision_segments.invoice_id = int_rolled_amounts.invoice_id
    inner join int_roll_steps
        on int_rolled_amounts.from_bucket = int_roll_steps.from_bucket
        and int_rolled_amounts.state = int_roll_steps.to_bucket
    group by int_provision_segments.currency, int_provision_segments.provision_segment, int_rolled_amounts.from_bucket
),

rolls as (
    select
        matrices.*,
        buckets.*,
        if(matrices.is_total, totals.worse_amount, segments.worse_amount) as worse_amount,
        if(matrices.is_total, totals.from_amount, segments.from_amount) as from_amount,
        if(matrices.is_total, null, coalesce(segments.balances, 0)) as balances,
        not matrices.is_total and coalesce(segments.balances, 0) >= :provision_min_cases as is_own,
        case
            when buckets.is_oldest then 1
            when not matrices.is_total and segments.balances >= :provision_min_cases
                then cast(segments.worse_amount / segments.from_amount as double)
            else cast(totals.worse_amount / totals.from_amount as double)
        end as roll_rate
    from matrices
    cross join buckets
    left join totals on matrices.currency = totals.currency and buckets.ageing_bucket = totals.from_bucket
    left join segments
        on matrices.currency = segments.currency
        and matrices.provision_segment = segments.provision_segment
        and buckets.ageing_bucket = segments.from_bucket
),

chain as (
    select
        *,
        if(count(roll_rate) over onward = count(*) over onward, terms.product(array_agg(roll_rate) over onward), null)
            as default_rate
    from rolls
    where not is_without_age
    window onward as (
        partition by currency, is_total, provision_segment order by ageing_sort
        rows between current row and unbounded following
    )
)

select
    rolls.currency,
    rolls.is_total,
    rolls.provision_segment,
    rolls.ageing_bucket,
    rolls.ageing_sort,
    if(rolls.is_oldest, null, rolls.worse_amount) as worse_amount,
    if(rolls.is_oldest, null, rolls.from_amount) as from_amount,
    if(rolls.is_oldest, null, rolls.balances) as balances,
    case when not rolls.is_oldest and not rolls.is_without_age then if(rolls.is_own, 'segment', 'currency') end
        as roll_rate_source,
    if(rolls.is_without_age, null, rolls.roll_rate) as roll_rate,
    chain.default_rate
from rolls
left join chain
    on rolls.currency = chain.currency
    and rolls.is_total = chain.is_total
    and rolls.provision_segment = chain.provision_segment
    and if(rolls.is_without_age, terms.ageing_bucket(0, :ageing), rolls.ageing_bucket) = chain.ageing_bucket
