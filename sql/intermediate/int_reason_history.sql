-- grain: provider, reason_code, observation_date
-- kind: view
-- Outcomes of claims known at the end of an observation date, by provider and decline reason of the day they began, own claim
-- included (the ABT takes it out). Counts.
with claims as (
    select
        coalesce(provider, '') as provider, coalesce(reason_code, '') as reason_code, observation_date, is_start, is_observed,
        outcome, label_settled_on
    from int_observation_claims
    where claim_type = 'failed_payment'
),
daily as (
    select
        provider, reason_code, label_settled_on, count(outcome) as claims, sum(outcome) as recovered_claims
    from claims
    where is_start and outcome is not null
    group by provider, reason_code, label_settled_on
),
spine as (
    select
        provider, reason_code, observation_date
    from claims
    where is_observed
    group by provider, reason_code, observation_date
),
stream as (
    select provider, reason_code, label_settled_on, false as is_observed, claims, recovered_claims from daily
    union all
    select provider, reason_code, observation_date, true, 0, 0 from spine
),
running as (
    select
        provider, reason_code, label_settled_on as observation_date, is_observed,
        sum(claims) over so_far as claims,
        sum(recovered_claims) over so_far as recovered_claims
    from stream
    window so_far as (partition by provider, reason_code order by label_settled_on, is_observed
        rows between unbounded preceding and current row)
)
select provider, reason_code, observation_date, claims, recovered_claims
from running
where is_observed
