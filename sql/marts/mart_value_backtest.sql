-- grain: task, model, model_version, slice, currency
-- kind: table
-- rows: few
-- Money that arrived among the claims each ranking would have chosen at capacity, per currency; net of contact costs.
-- Money that came, not money that came because of a contact: contacts were not recorded.
select
    task,
    model,
    model_version,
    slice,
    subject as currency,
    max(value) filter (where metric = 'capacity') as capacity,
    cast(max(value) filter (where metric = 'days') as int) as observation_days,
    max(value) filter (where metric = 'chosen') as chosen_claims,
    cast(max(amount) filter (where metric = 'arrived') as decimal(19, 3)) as arrived_amount,
    cast(max(amount) filter (where metric = 'lower') as decimal(19, 3)) as lower_amount,
    cast(max(amount) filter (where metric = 'upper') as decimal(19, 3)) as upper_amount,
    cast(max(amount) filter (where metric = 'expected') as decimal(19, 3)) as expected_amount,
    cast(max(amount) filter (where metric = 'contact_cost') as decimal(19, 3)) as contact_cost_amount,
    cast(max(amount) filter (where metric = 'net') as decimal(19, 3)) as net_arrived_amount,
    max(value) filter (where metric = 'oracle_share') as oracle_share,
    coalesce(max(value) filter (where metric = 'is_best_rule'), 0) > 0 as is_best_rule,
    cast(max(amount) filter (where metric = 'lead') as decimal(19, 3)) as lead_amount,
    cast(max(amount) filter (where metric = 'lead_lower') as decimal(19, 3)) as lead_lower_amount,
    cast(max(amount) filter (where metric = 'lead_upper') as decimal(19, 3)) as lead_upper_amount
from score_evaluation
where topic = 'value'
group by task, model, model_version, slice, subject
