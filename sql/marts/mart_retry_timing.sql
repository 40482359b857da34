-- grain: sample, timing, reason_code, days_since_failure, weekday, month_part
-- kind: table
-- rows: few
-- How often another attempt succeeds after a failure that may pass, by reason and day; All: whatever it was. sample history: all
-- retries so far. backtest: those of the last finance.period-months, on a day that earlier ones recommended, on another day, or
-- where no day was better. What was done and came of it, not a trial. No row: no attempt was repeated.
with history as (
    select
        reason_code,
        coalesce(days_since_failure, 'All') as days_since_failure,
        coalesce(weekday, 'All') as weekday,
        coalesce(month_part, 'All') as month_part,
        sum(attempts) as attempts,
        sum(successes) as successes
    from int_retry_cells
    where cut_off = 'now'
    group by grouping sets (
        (reason_code),
        (reason_code, days_since_failure),
        (reason_code, weekday),
        (reason_code, month_part),
        (reason_code, days_since_failure, weekday),
        (reason_code, days_since_failure, month_part)
    )
),

told as (
    select
        reason_code,
        if(part = 'days_since_failure', value, 'All') as days_since_failure,
        if(part = 'weekday', value, 'All') as weekday,
        if(part = 'month_part', value, 'All') as month_part,
        expected_successes,
        factor,
        is_used
    from score_retries
    where cut_off = 'now'
),

days as (
    select
        reason_code,
        failed_on,
        day,
        chance,
        max(chance) over whole as best_chance,
        min(chance) over whole as worst_chance
    from retry_chances
    where cut_off = 'backtest'
    window whole as (
        partition by reason_code, failed_on order by day rows between unbounded preceding and unbounded following
    )
),

judged as (
    select
        int_retries.reason_code,
        case
            when days.best_chance <= days.worst_chance then 'no better day'
            when days.chance >= days.best_chance then 'recommended day'
            else 'other day'
        end as timing,
        int_retries.is_success,
        days.chance
    from int_retries
    inner join days
        on int_retries.reason_code = days.reason_code
        and int_retries.failed_on = days.failed_on
        and int_retries.attempt_date = days.day
    where int_retries.attempt_date > :period_start
),

backtest as (
    select
        coalesce(reason_code, 'All') as reason_code,
        timing,
        count(*) as attempts,
        count_if(is_success) as successes,
        sum(chance) as expected_successes
    from judged
    group by grouping sets ((reason_code, timing), (timing))
)

select
    'history' as sample,
    'All' as timing,
    history.reason_code,
    history.days_since_failure,
    history.weekday,
    history.month_part,
    history.attempts,
    history.successes,
    cast(history.successes / history.attempts as double) as success_rate,
    terms.rate_lower(history.successes, history.attempts) as success_rate_lower,
    terms.rate_upper(history.successes, history.attempts) as success_rate_upper,
    told.expected_successes,
    told.factor as chance_factor,
    told.is_used as is_chance_changed
from history
left join told
    on history.reason_code = told.reason_code
    and history.days_since_failure = told.days_since_failure
    and history.weekday = told.weekday
    and history.month_part = told.month_part
union all
select
    'backtest' as sample,
    timing,
    reason_code,
    'All' as days_since_failure,
    'All' as weekday,
    'All' as month_part,
    attempts,
    successes,
    cast(successes / attempts as double) as success_rate,
    terms.rate_lower(successes, attempts) as success_rate_lower,
    terms.rate_upper(successes, attempts) as success_rate_upper,
    expected_successes,
    cast(null as double) as chance_factor, cast(null as boolean) as is_chance_changed
from backtest
