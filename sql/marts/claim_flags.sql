-- grain: claim_id
-- kind: view
-- Every claim with its debtor and whether it is flagged: not held, its unit (recovery.capacity-unit: the customer, or the claim
-- itself) among the best of its currency that the team can chase, worth the contact, and its debtor not drawn to be left alone.
-- Each currency has its part of the capacity, by its units. holdout_share: the chance to be drawn; null: not in the draw.
with units as (
    select
        currency,
        if(:capacity_unit = 'claim', claim_id, debtor_id) as unit_id,
        sum(if(hold_reason is null, ev_recovered, 0)) as ev_recovered,
        sum(if(hold_reason is null, order_value, 0)) as order_value,
        sum(if(hold_reason is null, amount, 0)) as amount
    from claim_holds
    group by currency, if(:capacity_unit = 'claim', claim_id, debtor_id)
    having count_if(hold_reason is null) > 0
),

counts as (
    select currency, count(*) as units
    from units
    group by currency
),

parts as (
    select
        currency,
        terms.capacity_part(
            :recovery_capacity,
            collect_list(units) over (
                order by currency rows between unbounded preceding and unbounded following
            ),
            cast(
                row_number() over (order by currency rows between unbounded preceding and current row) as int
            )
        ) as capacity
    from counts
),

ranked as (
    select
        units.currency,
        units.unit_id,
        units.ev_recovered,
        parts.capacity,
        row_number() over (
            partition by units.currency order by units.order_value desc, units.amount desc, units.unit_id
            rows between unbounded preceding and current row
        ) as unit_rank
    from units
    inner join parts on units.currency = parts.currency
),

debts as (
    select debtor_id, currency, sum(amount) as amount
    from claim_holds
    group by debtor_id, currency
),

-- The same customer in every currency: a call about one debt is a call.
draws as (
    select
        debtor_id,
        max(amount) <= :holdout_largest and :holdout_share > 0 as is_in_draw,
        sha2(concat(debtor_id, ' ', :quarter), 256) < :holdout_below as is_drawn
    from debts
    group by debtor_id
),

chosen as (
    select
        claim_holds.claim_id,
        claim_holds.debtor_id,
        claim_holds.due_date,
        claim_holds.days_past_due,
        claim_holds.hold_reason,
        coalesce(
            claim_holds.hold_reason is null
                and ranked.unit_rank <= ranked.capacity
                and ranked.ev_recovered >= :contact_cost,
            false
        ) as is_chosen
    from claim_holds
    left join ranked
        on claim_holds.currency = ranked.currency
        and if(:capacity_unit = 'claim', claim_holds.claim_id, claim_holds.debtor_id) = ranked.unit_id
)

select
    chosen.claim_id,
    chosen.debtor_id,
    chosen.due_date,
    chosen.days_past_due,
    chosen.hold_reason,
    chosen.is_chosen and not (draws.is_in_draw and draws.is_drawn) as priority_flag,
    case
        when not chosen.is_chosen then null
        when draws.is_in_draw and draws.is_drawn then 'hold-out'
        else 'chase'
    end as treatment,
    if(chosen.is_chosen and draws.is_in_draw, :holdout_share, null) as holdout_share
from chosen
inner join draws on chosen.debtor_id = draws.debtor_id
