-- grain: finding_id
-- kind: view
-- What a person last decided about a finding, as the as-of day knows it: the row of the latest day, of one day the one that was
-- known last. A decision that was withdrawn is none. is_dismissed: the finding is in no sum on the as-of day.
with ranked as (
    select
        finding_id, decision, decided_date, until_date, reason, owner,
        row_number() over (
            partition by finding_id
            order by decided_date desc, visible_from desc, coalesce(known_time, timestamp '0001-01-01 00:00:00') desc,
                disposition_id desc
            rows between unbounded preceding and current row
        ) as place
    from known_dispositions
)

select
    finding_id, decision, decided_date, until_date, reason, owner,
    terms.is_dismissed(decision, coalesce(until_date, :as_of), :as_of) as is_dismissed
from ranked
where place = 1 and decision <> 'withdrawn'
