-- grain: currency, reason_code, payment_method, provider
-- kind: table
-- rows: few
-- How much of what failed came back within recovery.horizon-days of the first failure, by the reason, method and provider of
-- that failure; only claims whose window is over. Counts and amounts add up (without the totals), medians do not.
-- is_total: all of the currency, its reason, method and provider say All.
with rates as (
    select
        currency,
        reason_code,
        payment_method,
        provider,
        grouping(reason_code) = 1 as is_total,
        count(*) as matured_claims,
        count_if(is_recovered) as recovered_claims,
        sum(owed_amount) as failed_amount,
        sum(recovered_amount) as recovered_amount,
        sum(retry_attempts) as retry_attempts,
        median(days_to_recovery) as median_days_to_recovery
    from int_recoveries
    group by grouping sets ((currency, reason_code, payment_method, provider), (currency))
)

select
    currency,
    if(is_total, 'All', reason_code) as reason_code,
    if(is_total, 'All', payment_method) as payment_method,
    if(is_total, 'All', provider) as provider,
    is_total,
    matured_claims,
    recovered_claims,
    cast(recovered_claims / matured_claims as double) as recovery_rate,
    cast(failed_amount as decimal(19, 3)) as failed_amount,
    cast(recovered_amount as decimal(19, 3)) as recovered_amount,
    cast(recovered_amount / failed_amount as double) as recovery_amount_rate,
    retry_attempts,
    cast(retry_attempts / nullif(recovered_claims, 0) as double) as attempts_per_recovery,
    median_days_to_recovery
from rates
