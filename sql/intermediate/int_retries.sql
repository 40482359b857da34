-- grain: attempt_id
-- kind: view
-- Attempts that followed a failed one of the same debt, after which another may succeed: no hard decline. An authorisation is an
-- attempt too: many providers decline nothing else. Reason and day are those of the attempt before. Only attempts whose result
-- is known and surely booked: recovery.settlement-lag-days old.
with attempts as (
    select
        attempt_id,
        attempt_date,
        is_success,
        max(is_failure) over prior as is_retry,
        max(reason_code) over prior as prior_reason_code,
        max(attempt_date) over prior as failed_on
    from int_attempts
    where is_collection
        and debt_id is not null
        and (is_success or is_failure)
    window prior as (
        partition by debt_id order by attempted_at, attempt_id rows between 1 preceding and 1 preceding
    )
)

select
    attempt_id,
    coalesce(prior_reason_code, 'Unknown') as reason_code,
    failed_on,
    attempt_date,
    datediff(attempt_date, failed_on) as days_since_failure,
    is_success
from attempts
where is_retry
    and not array_contains(:hard_declines, coalesce(prior_reason_code, ''))
    and attempt_date <= date_sub(:as_of, :recovery_settlement_lag_days)
