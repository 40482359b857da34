-- grain: currency, quarter, basis
-- kind: table
-- rows: few
-- What chasing adds: of customers that were drawn by chance, those chased against those left alone, each with the claims of its
-- first flagged day of the quarter (basis flag: as assigned, called or not). Quarter All: all together. The interval draws
-- customers, not claims. No row: no customer was in a draw. Null: not enough customers whose horizon is over.
with arms as (
    select
        currency,
        quarter,
        count_if(treatment = 'chase') as chased_customers,
        count_if(treatment = 'hold-out') as held_out_customers,
        count_if(treatment = 'chase' and is_mature) as mature_chased_customers,
        count_if(treatment = 'hold-out' and is_mature) as mature_held_out_customers,
        sum(if(treatment = 'chase', claims, 0)) as chased_claims,
        sum(if(treatment = 'hold-out', claims, 0)) as held_out_claims,
        sum(if(treatment = 'chase', amount, 0)) as chased_amount,
        sum(if(treatment = 'hold-out', amount, 0)) as held_out_amount,
        sum(if(treatment = 'chase', recovered_amount, 0)) as chased_recovered_amount,
        sum(if(treatment = 'hold-out', recovered_amount, 0)) as held_out_recovered_amount,
        sum(if(treatment = 'chase', owed, 0)) as chased_owed,
        sum(if(treatment = 'hold-out', owed, 0)) as held_out_owed,
        sum(if(treatment = 'chase', came, 0)) / nullif(sum(if(treatment = 'chase', owed, 0)), 0) as chased_rate,
        sum(if(treatment = 'hold-out', came, 0)) / nullif(sum(if(treatment = 'hold-out', owed, 0)), 0) as held_out_rate
    from trial_members
    group by currency, quarter
),

-- What the difference would change by without this customer: the jackknife of a difference of ratios.
steps as (
    select
        members.currency,
        members.quarter,
        members.debtor_id,
        sum(
            if(members.treatment = 'chase', 1, -1)
                * (members.came - if(members.treatment = 'chase', chased_rate, held_out_rate) * members.owed)
                / nullif(if(members.treatment = 'chase', chased_owed, held_out_owed) - members.owed, 0)
        ) as step
    from trial_members as members
    inner join arms on members.currency = arms.currency and members.quarter = arms.quarter
    group by members.currency, members.quarter, members.debtor_id
),

errors as (
    select currency, quarter, sqrt(sum(step * step)) as standard_error
    from steps
    group by currency, quarter
),

judged as (
    select
        arms.*,
        mature_chased_customers >= :holdout_fewest
            and mature_held_out_customers >= :holdout_fewest
            and coalesce(standard_error > 0, false) as is_enough,
        chased_rate - held_out_rate as difference,
        1.96 * standard_error as half_width
    from arms
    inner join errors on arms.currency = errors.currency and arms.quarter = errors.quarter
)

select
    currency,
    quarter,
    'flag' as basis,
    if(is_enough, 'OK', 'INSUFFICIENT_DATA') as verdict,
    chased_customers,
    held_out_customers,
    mature_chased_customers,
    mature_held_out_customers,
    chased_claims,
    held_out_claims,
    cast(chased_amount as decimal(24, 3)) as chased_amount,
    cast(held_out_amount as decimal(24, 3)) as held_out_amount,
    cast(chased_recovered_amount as decimal(24, 3)) as chased_recovered_amount,
    cast(held_out_recovered_amount as decimal(24, 3)) as held_out_recovered_amount,
    chased_rate,
    held_out_rate,
    if(is_enough, difference, null) as uplift_rate,
    if(is_enough, difference - half_width, null) as uplift_rate_lower,
    if(is_enough, difference + half_width, null) as uplift_rate_upper,
    cast(if(is_enough, terms.published(difference * cast(chased_amount as double), currency), null) as decimal(24, 3))
        as incremental_amount,
    cast(
        if(is_enough, terms.published((difference - half_width) * cast(chased_amount as double), currency), null)
        as decimal(24, 3)
    ) as incremental_lower_amount,
    cast(
        if(is_enough, terms.published((difference + half_width) * cast(chased_amount as double), currency), null)
        as decimal(24, 3)
    ) as incremental_upper_amount
from judged
