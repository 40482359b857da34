-- grain: currency, days_since_default
-- kind: table
-- The loss given default by time since the default, from the cases of int_default_recoveries, and the one that is used: that of
-- the longest time (is_used) where it has :lgd_min_cases, else :lgd. A case that credit notes took away whole is none.
-- Null: no invoice of the currency has a due date, or there is no case.
with summed as (
    select
        currency,
        days_since_default,
        count(*) as cases,
        sum(exposure_amount) as exposure_amount,
        sum(credited_amount) as credited_amount,
        sum(recovered_amount) as recovered_amount
    from int_default_recoveries
    where exposure_amount - credited_amount > least_owed
    group by currency, days_since_default
),

currencies as (
    select currency, count(due_date) > 0 as has_due_dates
    from int_invoice_states
    group by currency
),

observed as (
    select
        currencies.currency,
        int_lgd_windows.days_since_default,
        int_lgd_windows.is_used,
        currencies.has_due_dates,
        (select count(*) from currencies) = 1 as is_only_currency,
        if(currencies.has_due_dates, coalesce(summed.cases, 0), null) as cases,
        if(currencies.has_due_dates, coalesce(summed.exposure_amount, 0), null) as exposure_amount,
        if(currencies.has_due_dates, coalesce(summed.credited_amount, 0), null) as credited_amount,
        if(currencies.has_due_dates, coalesce(summed.recovered_amount, 0), null) as recovered_amount,
        (summed.exposure_amount - summed.credited_amount - summed.recovered_amount)
            / (summed.exposure_amount - summed.credited_amount) as lost_share
    from currencies
    cross join int_lgd_windows
    left join summed
        on currencies.currency = summed.currency and int_lgd_windows.days_since_default = summed.days_since_default
),

decided as (
    select
        *,
        max(if(
            is_used and cases >= :lgd_min_cases and (currency <> terms.unknown_currency() or is_only_currency),
            cast(lost_share as decimal(5, 4)), null
        )) over own_rows as ledger_lgd,
        max(if(is_used, cases, null)) over own_rows as used_cases
    from observed
    window own_rows as (
        partition by currency order by days_since_default rows between unbounded preceding and unbounded following
    )
)

select
    currency,
    days_since_default,
    is_used,
    cases,
    cast(exposure_amount as decimal(19, 4)) as exposure_amount,
    cast(credited_amount as decimal(19, 4)) as credited_amount,
    cast(recovered_amount as decimal(19, 4)) as recovered_amount,
    cast(lost_share as double) as lgd_observed,
    coalesce(cast(ledger_lgd as double), cast(:lgd as double)) as lgd_used,
    if(ledger_lgd is null, 'default.lgd', 'ledger') as lgd_source,
    case
        when ledger_lgd is not null then null
        when not has_due_dates then 'no invoice has a due date'
        when currency = terms.unknown_currency() and not is_only_currency then 'the currency is not known'
        else concat(cast(used_cases as string), ' of at least ', cast(:lgd_min_cases as string), ' cases')
    end as default_lgd_reason
from decided
