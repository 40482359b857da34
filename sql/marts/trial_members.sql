-- grain: currency, quarter, debtor_id, treatment
-- kind: view
-- Customers that were in a draw, by quarter and over all quarters (All), where one that was drawn in several is one customer.
-- Figures are of those whose horizon is over; owed and came: weighed by the inverse of the chance of what was drawn.
with customers as (
    select
        currency,
        quarter,
        debtor_id,
        min(treatment) as treatment,
        cast(1 as double) / if(min(treatment) = 'chase', 1 - min(holdout_share), min(holdout_share)) as weight,
        count(*) as claims,
        sum(amount) as amount,
        sum(recovered_amount) as recovered_amount,
        count(recovered_amount) > 0 as is_mature
    from trial_claims
    group by currency, quarter, debtor_id
),

periods as (
    select currency, quarter, debtor_id, treatment, weight, claims, amount, recovered_amount, is_mature
    from customers
    union all
    select currency, 'All' as quarter, debtor_id, treatment, weight, claims, amount, recovered_amount, is_mature
    from customers
)

select
    currency,
    quarter,
    debtor_id,
    treatment,
    cast(sum(if(is_mature, weight * amount, 0)) as double) as owed,
    cast(sum(if(is_mature, weight * recovered_amount, 0)) as double) as came,
    sum(if(is_mature, claims, 0)) as claims,
    sum(if(is_mature, amount, 0)) as amount,
    sum(if(is_mature, recovered_amount, 0)) as recovered_amount,
    count_if(is_mature) > 0 as is_mature
from periods
group by currency, quarter, debtor_id, treatment
