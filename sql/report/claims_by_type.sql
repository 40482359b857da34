-- grain: as_of_date, currency, claim_type
-- What can be chased: all of it, what something holds, and what is within the team's capacity.
with mart_recovery_worklist as (
    select as_of_date, currency, claim_type, amount, ev_recovered, priority_flag, hold_reason
    from mart_recovery_worklist
)

select
    as_of_date,
    currency,
    claim_type,
    count(*) as claims,
    sum(amount) as amount,
    sum(ev_recovered) as ev_recovered,
    count_if(hold_reason is not null) as held_claims,
    sum(if(hold_reason is null, 0, amount)) as held_amount,
    count_if(priority_flag) as priority_claims,
    sum(if(priority_flag, amount, 0)) as priority_amount,
    sum(if(priority_flag, ev_recovered, 0)) as priority_ev_recovered
from mart_recovery_worklist
group by as_of_date, currency, claim_type
