-- grain: cut_off, reason_code, failed_on, day
-- kind: view
-- How likely a retry succeeds on each day: the rate of its reason times what the wait, the weekday and the part of the month
-- proved to change. cut_off now: from the as-of day on; backtest: from the failure on, by what was known before the period that
-- is held back. Reasons with fewer retries than recovery.retry-fewest have no row.
with asked as (
    select 'now' as cut_off, reason_code, failed_on, :as_of as first_day
    from retry_claims
    group by reason_code, failed_on
    union all
    select 'backtest' as cut_off, reason_code, failed_on, failed_on as first_day
    from int_retries
    where attempt_date > :period_start
    group by reason_code, failed_on
),

rates as (
    select cut_off, reason_code, cast(successes / attempts as double) as rate
    from score_retries
    where part = 'reason' and attempts >= :retry_fewest and reason_code <> 'Other'
),

days as (
    select
        asked.cut_off,
        asked.reason_code,
        asked.failed_on,
        rates.rate,
        date_add(asked.first_day, days_later) as day
    from asked
    inner join rates on asked.cut_off = rates.cut_off and asked.reason_code = rates.reason_code
    cross join (select explode(sequence(0, :recovery_horizon_days)) as days_later) as steps
)

select
    days.cut_off,
    days.reason_code,
    days.failed_on,
    days.day,
    least(
        days.rate * coalesce(waits.factor, 1) * coalesce(weekdays.factor, 1) * coalesce(months.factor, 1), 1
    ) as chance
from days
left join score_retries as waits
    on days.cut_off = waits.cut_off and days.reason_code = waits.reason_code and waits.part = 'days_since_failure'
    and waits.value = terms.retry_wait(datediff(days.day, days.failed_on))
left join score_retries as weekdays
    on days.cut_off = weekdays.cut_off and days.reason_code = weekdays.reason_code and weekdays.part = 'weekday'
    and weekdays.value = terms.retry_weekday(days.day)
left join score_retries as months
    on days.cut_off = months.cut_off and days.reason_code = months.reason_code and months.part = 'month_part'
    and months.value = terms.month_part(days.day)
