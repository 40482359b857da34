-- grain: currency, control_id
-- Findings of the two days side by side: new today, gone since the day before, on both. A dismissed finding is gone. Needs the
-- views of two days.
with mart_leakage_findings as (
    select finding_id, control_id, control_title, currency, primary_amount, as_of_date = :as_of as is_today
    from mart_leakage_findings
    where leak_class = 'lost' and not coalesce(is_dismissed, false)
),

compared as (
    select
        currency,
        control_id,
        control_title,
        finding_id,
        max(is_today) as has_today,
        max(not is_today) as had_before,
        sum(if(is_today, primary_amount, 0)) as amount_today,
        sum(if(is_today, 0, primary_amount)) as amount_before
    from mart_leakage_findings
    group by currency, control_id, control_title, finding_id
)

select
    currency,
    control_id,
    max(control_title) as control_title,
    count_if(has_today and not had_before) as new_findings,
    sum(if(had_before, 0, amount_today)) as new_amount,
    count_if(had_before and not has_today) as gone_findings,
    sum(if(has_today, 0, amount_before)) as gone_amount,
    count_if(has_today and had_before) as lasting_findings,
    sum(if(has_today and had_before, amount_today, 0)) as lasting_amount
from compared
group by currency, control_id
