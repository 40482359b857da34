-- grain: currency, is_total, provision_segment, ageing_bucket
-- kind: table
-- rows: few
-- Expected credit loss by ageing (IFRS 9 5.5.15, B5.5.35), of the currency (is_total) and of each segment: loss_rate = the
-- default rate of provision_rates times the loss given default, times the forward-looking factor, at most 1; provision_amount =
-- outstanding times loss_rate. Beside it the loss the model expects of the bucket's invoices. With segments the total's provision
-- is the sum of theirs.
with int_aged_amounts as (
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

int_lgd as (
    select currency, lgd_used
    from int_lgd
    where is_used
),

placed as (
    select invoice_id, currency, ageing_bucket, outstanding_amount, is_open, is_own_bucket, true as is_total,
        'All' as provision_segment
    from int_aged_amounts
    union all
    select int_aged_amounts.invoice_id, int_aged_amounts.currency, ageing_bucket, outstanding_amount, is_open, is_own_bucket,
        false as is_total, provision_segment
    from int_aged_amounts
    inner join int_provision_segments on int_aged_amounts.invoice_id = int_provision_segments.invoice_id
),

opened as (
    select
        placed.currency,
        placed.is_total,
        placed.provision_segment,
        placed.ageing_bucket,
        count_if(placed.is_open and is_own_bucket) as invoices,
        sum(placed.outstanding_amount) as outstanding_amount,
        sum(score_invoices.expected_loss) as model_loss
    from placed
    left join score_invoices on placed.invoice_id = score_invoices.invoice_id and is_own_bucket
    group by placed.currency, placed.is_total, placed.provision_segment, placed.ageing_bucket
),

rated as (
    select
        provision_rates.*,
        int_lgd.lgd_used,
        int_lgd.lgd_used * provision_rates.default_rate as unadjusted_loss_rate,
        if(int_lgd.lgd_used * provision_rates.default_rate * :provision_forward_looking > 1, 1,
            int_lgd.lgd_used * provision_rates.default_rate * :provision_forward_looking) as loss_rate
    from provision_rates
    inner join int_lgd on provision_rates.currency = int_lgd.currency
),

provided as (
    select
        rated.*,
        coalesce(opened.invoices, 0) as invoices,
        coalesce(opened.outstanding_amount, 0) as outstanding_amount,
        if(opened.currency is null, 0, opened.model_loss) as expected_loss,
        terms.published(coalesce(opened.outstanding_amount, 0) * rated.loss_rate, rated.currency) as provision_amount,
        terms.published(coalesce(opened.outstanding_amount, 0) * rated.loss_rate * int_fx_rates.fx_rate, :reporting_currency)
            as provision_reporting_amount
    from rated
    left join opened
        on rated.currency = opened.currency
        and rated.is_total = opened.is_total
        and rated.provision_segment = opened.provision_segment
        and rated.ageing_bucket = opened.ageing_bucket
    left join int_fx_rates on rated.currency = int_fx_rates.currency
),

summed as (
    select
        currency,
        ageing_bucket,
        sum(provision_amount) as provision_amount,
        sum(provision_reporting_amount) as provision_reporting_amount
    from provided
    where not is_total
    group by currency, ageing_bucket
)

select
    provided.currency,
    provided.ageing_bucket,
    provided.ageing_sort,
    provided.invoices,
    cast(provided.outstanding_amount as decimal(19, 3)) as outstanding_amount,
    cast(provided.worse_amount as decimal(19, 3)) as worse_amount,
    cast(provided.from_amount as decimal(19, 3)) as from_amount,
    provided.roll_rate,
    provided.lgd_used as loss_given_default,
    provided.loss_rate,
    cast(if(provided.is_total, coalesce(summed.provision_amount, provided.provision_amount), provided.provision_amount)
        as decimal(19, 3)) as provision_amount,
    cast(provided.expected_loss as decimal(19, 3)) as expected_loss,
    cast(if(provided.is_total, coalesce(summed.provision_reporting_amount, provided.provision_reporting_amount),
        provided.provision_reporting_amount) as decimal(19, 3)) as provision_reporting_amount,
    provided.is_total,
    provided.provision_segment,
    provided.balances,
    provided.roll_rate_source,
    provided.unadjusted_loss_rate,
    :provision_forward_looking as forward_looking_factor
from provided
left join summed on provided.currency = summed.currency and provided.ageing_bucket = summed.ageing_bucket
