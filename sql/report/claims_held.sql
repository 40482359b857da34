-- grain: as_of_date, currency, hold_reason
-- What keeps collectors from how many claims.
with mart_recovery_worklist as (
    select as_of_date, currency, hold_reason, debtor_id, amount
    from mart_recovery_worklist
    where hold_reason is not null
)

select as_of_date, currency, hold_reason, count(*) as claims, count(distinct debtor_id) as customers, sum(amount) as amount
from mart_recovery_worklist
group by as_of_date, currency, hold_reason
