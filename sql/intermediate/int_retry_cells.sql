-- grain: cut_off, reason_code, days_since_failure, weekday, month_part
-- kind: view
-- Retries by their reason and what is known of their day, of all time (now) and of those before the period that is held back to
-- judge by (backtest). Reasons with fewer than recovery.retry-fewest are one, Other.
with reasons as (
    select reason_code, count(*) as attempts
    from int_retries
    group by reason_code
),

retries as (
    select
        if(reasons.attempts < :retry_fewest, 'Other', int_retries.reason_code) as reason_code,
        terms.retry_wait(int_retries.days_since_failure) as days_since_failure,
        terms.retry_weekday(int_retries.attempt_date) as weekday,
        terms.month_part(int_retries.attempt_date) as month_part,
        int_retries.attempt_date <= :period_start as is_before,
        int_retries.is_success
    from int_retries
    inner join reasons on int_retries.reason_code = reasons.reason_code
),

cells as (
    select
        reason_code,
        days_since_failure,
        weekday,
        month_part,
        count(*) as attempts,
        count_if(is_success) as successes,
        count_if(is_before) as attempts_before,
        count_if(is_before and is_success) as successes_before
    from retries
    group by reason_code, days_since_failure, weekday, month_part
)

select 'now' as cut_off, reason_code, days_since_failure, weekday, month_part, attempts, successes
from cells
union all
select 'backtest' as cut_off, reason_code, days_since_failure, weekday, month_part, attempts_before, successes_before
from cells
where attempts_before > 0
