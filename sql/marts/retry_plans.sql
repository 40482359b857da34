-- grain: claim_id
-- kind: view
-- The day on which the next attempt of a failed payment is most likely to succeed, the first of equal ones: from tomorrow on,
-- within recovery.horizon-days and the cap of the card network. retry_gain: what it adds to the expected money of today.
with days as (
    select
        retry_claims.claim_id,
        retry_chances.day,
        retry_chances.chance,
        retry_chances.day > greatest(coalesce(retry_claims.blocked_to, :as_of), :as_of) as is_allowed
    from retry_claims
    inner join retry_chances
        on retry_claims.reason_code = retry_chances.reason_code
        and retry_claims.failed_on = retry_chances.failed_on
    where retry_chances.cut_off = 'now'
),

ranked as (
    select
        claim_id,
        day,
        chance,
        is_allowed,
        max(if(day = :as_of, chance, null)) over (
            partition by claim_id order by day rows between unbounded preceding and unbounded following
        ) as today_chance,
        row_number() over (
            partition by claim_id order by is_allowed desc, chance desc, day
            rows between unbounded preceding and current row
        ) as place
    from days
)

select
    ranked.claim_id,
    ranked.day as best_retry_on,
    terms.published(
        cast(score_claims.amount as double) * greatest(ranked.chance - ranked.today_chance, 0), score_claims.currency
    ) as retry_gain
from ranked
inner join score_claims on ranked.claim_id = score_claims.claim_id
where ranked.place = 1 and ranked.is_allowed
