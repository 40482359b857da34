-- grain: currency, ageing_bucket
-- kind: table
-- rows: few
-- Expected credit loss by ageing (IFRS 9 5.5.15): loss_rate = the roll rates from this bucket on, multiplied, times the loss
-- given default; provision_amount = outstanding times loss_rate. Beside it the loss the model expects of the bucket's invoices.
-- The oldest bucket is default: its roll is 1. What has no due date takes the rate of what is not due. Null: a bucket on the way
-- never had a balance.
with int_invoices as (
    select invoice_id, currency
    from int_invoices
),

int_aged_amounts as (
    select invoice_id, currency, ageing_bucket, outstanding_amount, is_open, is_own_bucket
    from int_aged_amounts
    where outstanding_amount > 0
),

score_invoices as (
    select invoice_id, expected_loss
    from score_invoices
),

int_fx_rates as (
    select currency, fx_rate
    from int_fx_rates
    where :as_of between valid_from and valid_to
),

buckets as (
    select
        ageing_bucket,
        terms.ageing_sort(ageing_bucket, :ageing) as ageing_sort,
        ageing_bucket = terms.oldest_bucket(:ageing) as is_oldest,
        ageing_bucket = terms.no_due_date() as is_without_age
    from (select explode(terms.ageing_buckets(:ageing)) as ageing_bucket)
),

currencies as (
    select currency
    from int_invoices
    group by currency
),

opened as (
    select
        int_aged_amounts.currency,
        int_aged_amounts.ageing_bucket,
        count_if(int_aged_amounts.is_open and is_own_bucket) as invoices,
        sum(int_aged_amounts.outstanding_amount) as outstanding_amount,
        sum(score_invoices.expected_loss) as model_loss
    from int_aged_amounts
    left join score_invoices on int_aged_amounts.invoice_id = score_invoices.invoice_id and is_own_bucket
    group by int_aged_amounts.currency, int_aged_amounts.ageing_bucket
),

rolled as (
    select
        currency,
        from_bucket,
        sum(if(is_worse, moved_amount, 0)) as worse_amount,
        sum(moved_amount) as from_amount,
        cast(sum(if(is_worse, moved_amount, 0)) / sum(moved_amount) as double) as roll_rate
    from mart_roll_rates
    group by currency, from_bucket
),

rolls as (
    select
        currencies.currency,
        buckets.ageing_bucket,
        buckets.ageing_sort,
        if(buckets.is_oldest, 1, rolled.roll_rate) as roll_rate
    from currencies
    cross join buckets
    left join rolled on currencies.currency = rolled.currency and buckets.ageing_bucket = rolled.from_bucket
    where not buckets.is_without_age
),

chain as (
    select
        currency,
        ageing_bucket,
        if(count(roll_rate) over onward = count(*) over onward, terms.product(array_agg(roll_rate) over onward), null)
            as default_rate
    from rolls
    window onward as (partition by currency order by ageing_sort rows between current row and unbounded following)
),

rated as (
    select
        currencies.currency,
        buckets.*,
        cast(:lgd as double) * chain.default_rate as loss_rate
    from currencies
    cross join buckets
    left join chain
        on currencies.currency = chain.currency
        and if(buckets.is_without_age, terms.ageing_bucket(0, :ageing), buckets.ageing_bucket) = chain.ageing_bucket
)

select
    rated.currency,
    rated.ageing_bucket,
    rated.ageing_sort,
    coalesce(opened.invoices, 0) as invoices,
    cast(coalesce(opened.outstanding_amount, 0) as decimal(19, 3)) as outstanding_amount,
    cast(if(rated.is_oldest, null, rolled.worse_amount) as decimal(19, 3)) as worse_amount,
    cast(if(rated.is_oldest, null, rolled.from_amount) as decimal(19, 3)) as from_amount,
    if(rated.is_oldest, 1, if(rated.is_without_age, null, rolled.roll_rate)) as roll_rate,
    cast(:lgd as double) as loss_given_default,
    rated.loss_rate,
    terms.published(coalesce(opened.outstanding_amount, 0) * rated.loss_rate, rated.currency) as provision_amount,
    cast(if(opened.currency is null, 0, opened.model_loss) as decimal(19, 3)) as expected_loss,
    terms.published(coalesce(opened.outstanding_amount, 0) * rated.loss_rate * int_fx_rates.fx_rate, :reporting_currency)
        as provision_reporting_amount
from rated
left join opened on rated.currency = opened.currency and rated.ageing_bucket = opened.ageing_bucket
left join rolled on rated.currency = rolled.currency and rated.ageing_bucket = rolled.from_bucket
left join int_fx_rates on rated.currency = int_fx_rates.currency
